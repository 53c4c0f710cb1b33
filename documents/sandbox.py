"""Parse a file in a child process that can be killed. Knows formats only by name; parses nothing in this process.

One child is kept and fed file after file, so that a hundred documents do not cost a hundred interpreter starts. It is
told its address space and CPU time where the system can limit them (not on Windows), may not open connections, start
programs or write files, and is killed when the wall clock says so. Answers cross the pipe as JSON, never pickled.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import struct
import subprocess
import sys
import threading
from dataclasses import asdict, replace
from typing import IO, Any, ClassVar

from documents.errors import InputError
from documents.readers.clean import shown_name
from documents.readers.extract import Extract, Limits
from documents.records import Note

_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from documents.sandbox import serve; serve()"
)
_JOBS_PER_CHILD = 200
_GRACE = 0.5  # seconds
_LIMIT_CODES = {"pdf": "PDF_LIMIT", "scan": "PDF_LIMIT", "html": "HTML_LIMIT"}
# PDFium aborts when memory is refused; the kernel ends a process whose CPU seconds are spent.
_EXHAUSTED = frozenset(
    -int(getattr(signal, name, 0)) for name in ("SIGABRT", "SIGTRAP", "SIGILL", "SIGXCPU", "SIGKILL")
) - {0}
_LENGTH = struct.Struct(">Q")
_MAX_REPLY = 512 * 1024 * 1024


class Sandbox:
    """One reusable child. Safe to share between threads: one file at a time.

    `start` is what the child runs, with this process's module path as its argument.
    """

    start: ClassVar[str] = (
        "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from documents.sandbox import serve; serve()"
    )

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._jobs = 0

    def parse(self, form: str, data: bytes, name: str, limits: Limits) -> Extract:
        """Raises the InputError the parser raised, or TIMEOUT, or PARSER_CRASHED; the next call gets a new child."""
        with self._lock:
            child = self._running()
            killed = threading.Event()
            seconds = limits.seconds_for(len(data))
            timer = threading.Timer(seconds, _kill, (child, killed))
            timer.daemon = True
            timer.start()
            reply: dict[str, Any] | None = None
            failure: Exception | None = None
            try:
                reply = _exchange(child, form, data, name, limits)
            except (OSError, EOFError, ValueError) as error:
                failure = error
            finally:
                timer.cancel()
                # An interrupt, too, leaves an answer half read: nothing more can be said to this child.
                if reply is None or killed.is_set():
                    self._discard()
            if reply is None:
                raise _died(form, name, killed.is_set(), child.returncode) from failure
            self._jobs += 1
            if self._jobs >= _JOBS_PER_CHILD or reply.get("retire"):
                self._discard()
        return _extract(reply)

    @property
    def child_id(self) -> int | None:
        """Process id of the child; None while there is none."""
        return None if self._child is None else self._child.pid

    def close(self) -> None:
        with self._lock:
            self._discard()

    def _running(self) -> subprocess.Popen[bytes]:
        # After a fork the child belongs to the parent process; talking over its pipes would mix two conversations.
        if self._owner != os.getpid():
            self._child, self._owner = None, os.getpid()
        if self._child is None or self._child.poll() is not None:
            self._child = subprocess.Popen(
                [sys.executable, "-I", "-c", self.start, json.dumps(sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"PATH": "", "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""), "LANG": "C.UTF-8"},
            )
            self._jobs = 0
        return self._child

    def _discard(self) -> None:
        child, self._child = self._child, None
        if child is None or self._owner != os.getpid():
            return
        if child.stdin is not None:
            try:
                child.stdin.close()
            except OSError:
                pass  # unsent bytes to a dead child
        try:
            # One that is dying by itself is left to finish: its exit status says why.
            child.wait(_GRACE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        if child.stdout is not None:
            child.stdout.close()


_shared = Sandbox()
atexit.register(_shared.close)


def parse_apart(form: str, data: bytes, name: str, limits: Limits) -> Extract:
    """`Sandbox.parse` with the child that this process keeps."""
    return _shared.parse(form, data, name, limits)


def _kill(child: subprocess.Popen[bytes], killed: threading.Event) -> None:
    killed.set()
    child.kill()


def _exchange(
    child: subprocess.Popen[bytes], form: str, data: bytes, name: str, limits: Limits
) -> dict[str, Any]:
    if child.stdin is None or child.stdout is None:
        raise EOFError("child without pipes")
    head = json.dumps({"format": form, "name": name, "limits": asdict(limits)}).encode("ascii")
    _send(child.stdin, head)
    _send(child.stdin, data)
    reply = json.loads(_receive(child.stdout, _MAX_REPLY))
    if not isinstance(reply, dict):
        raise ValueError("not an answer")
    return reply


def _extract(reply: dict[str, Any]) -> Extract:
    if "error" in reply:
        raise InputError(*reply["error"])
    values = reply["extract"]
    return Extract(**values | {"notes": tuple(Note(**note) for note in values["notes"])})


def _died(form: str, name: str, timed_out: bool, status: int | None) -> InputError:
    """Why a child ended over a file. `status` is its exit status, negative for a signal, None for memory it asked for in vain."""
    if timed_out:
        code, what = _LIMIT_CODES.get(form, "TIMEOUT"), "解析时间过长，已停止"
    elif status is None or status in _EXHAUSTED:
        code, what = _LIMIT_CODES.get(form, "PARSER_CRASHED"), "解析需要的内存或时间超出限制，已停止"
    else:
        code, what = "PARSER_CRASHED", "文件使解析程序出错，可能已损坏"
    return InputError(code, f"{what}：{shown_name(name)}", "请用原软件打开，另存或拆分后再添加")


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes], limit: int) -> bytes:
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    if length > limit:
        raise ValueError(f"{length} bytes announced, at most {limit} taken")
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) != length:
        raise EOFError(f"{len(data)} of {length} bytes")
    return data


def serve() -> None:
    """The child's life: files in, answers out, until its input ends."""
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not be taken for an answer.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    guarded = False
    while True:
        try:
            job = json.loads(_receive(source, 1 << 20))
            data = _receive(source, job["limits"]["file_bytes"] + 1)
        except EOFError:
            return
        limits = Limits(**job["limits"])
        _limit(limits, limits.seconds_for(len(data)))
        if not guarded:
            guarded = True
            sys.addaudithook(_refuse)
        _send(sink, json.dumps(_answer(job["format"], data, job["name"], limits)).encode("ascii"))


def _answer(form: str, data: bytes, name: str, limits: Limits) -> dict[str, Any]:
    from documents.readers.formats import parse

    try:
        extract = parse(form, data, name, limits)
    except InputError as error:
        return {"error": [error.code, error.message, error.next_step]}
    except MemoryError:
        died = _died(form, name, False, None)
        return {"error": [died.code, died.message, died.next_step], "retire": True}
    return {"extract": asdict(replace(extract, meta=dict(extract.meta)))}


def _limit(limits: Limits, seconds: float) -> None:
    """CPU seconds count over the whole life of a process, so the limit moves on with every file."""
    try:
        import resource
    except ImportError:  # Windows: only the wall clock
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, hard))
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 2, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


_REFUSED = frozenset(
    (
        "socket.connect",
        "socket.bind",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.sendto",
        "urllib.Request",
    )
    + ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty")
    + ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod", "shutil.rmtree")
    + ("pickle.find_class", "marshal.loads_untrusted")
)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Audit hook: no connection, no program, no write. A parser that tries gets an error, and so does its file."""
    if event in _REFUSED:
        raise PermissionError(event)
    if event == "open":
        _, mode, flags = (*arguments, None, None, None)[:3]
        writes = isinstance(mode, str) and any(letter in mode for letter in "wax+")
        if writes or (isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
            raise PermissionError(event)
