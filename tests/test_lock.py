import subprocess
import sys
import threading
from pathlib import Path

import pytest

from documents.errors import StoreError
from index.lock import WriterLock

_HOLD = """
import sys, time
from pathlib import Path
from index.lock import WriterLock
with WriterLock(Path(sys.argv[1])).held():
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_process_waits_and_then_says_who_holds_it(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", _HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match="STORE_BUSY") as refused, WriterLock(tmp_path).held(wait=0.2):
            pass
        assert str(holder.pid) in refused.value.message
    finally:
        holder.kill()
        holder.communicate()
    with WriterLock(tmp_path).held(wait=2):
        pass  # a dead process leaves no lock behind


def test_one_thread_may_take_it_again(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path)
    with lock.held(), lock.held(wait=0):
        pass
    with WriterLock(tmp_path).held(wait=0):
        pass


def test_threads_take_turns(tmp_path: Path) -> None:
    lock, inside, most = WriterLock(tmp_path), [0], [0]

    def work() -> None:
        for _ in range(20):
            with lock.held():
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]
