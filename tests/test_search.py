"""Searching as a whole: determinism over processes, threads beside a writer, filters and ranks."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

from index import gathering
from index.lexicon import load_lexicon
from index.library import Library
from index.records import Filter
from tests.small_library import EMBEDDER, regulation, small_library

_ASK = """
import json, sys
from pathlib import Path
from index.embedder import HashedEmbedder
from index.library import Library
embedder = HashedEmbedder(64) if sys.argv[2] == "hashed" else None
library = Library.open(Path(sys.argv[1]), embedder=embedder)
print(json.dumps([[[h.passage.key, h.score] for h in library.search(q, k=30)] for q in sys.argv[3:]]))
"""


def test_no_hash_seed_and_no_number_of_threads_changes_an_answer(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    questions = ["执法公示", "示例市", "养犬罚款多少", "老赖"]
    answers = set()
    for seed, threads in (("0", "1"), ("1", "2"), ("4242", "4")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads}
        command = [sys.executable, "-c", _ASK, str(library.folder), "hashed", *questions]
        answers.add(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
    here = [[[h.passage.key, h.score] for h in library.search(q, k=30)] for q in questions]
    assert len(answers) == 1
    assert json.loads(answers.pop()) == here


def test_the_learned_order_is_the_same_whatever_the_order_of_adding_threads_and_seed(tmp_path: Path) -> None:
    texts = sorted((Path(__file__).parent.parent / "documents" / "library").glob("*.md"))
    questions = ["罚款太重怎么办", "行政许可的期限", "听证告知书怎么写", "公示三项制度", "赔偿"]
    answers = set()
    for i, (order, steps, seed, threads) in enumerate(
        ((texts, 1, "0", "1"), (texts[::-1], 3, "77", "2"), (texts[5:] + texts[:5], 7, "4242", "4"))
    ):
        folder = tmp_path / str(i)
        with Library.open(folder, create=True) as library:  # with the built-in model
            for start in range(steps):
                library.add_uploads([(t.name, t.read_bytes()) for t in order[start::steps]])
        environment = {**os.environ, "PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads}
        command = [sys.executable, "-c", _ASK, str(folder), "built-in", *questions]
        answers.add(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
    assert len(answers) == 1
    assert all(len(hits) == 30 for hits in json.loads(answers.pop()))


def test_a_law_that_is_named_is_looked_through_even_where_all_else_lies_nearer(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", embedder=EMBEDDER, create=True) as library:
        many = [
            (
                f"{i}.txt",
                regulation(f"示例{chr(0x4E00 + 97 * i)}规定", [f"罚款由第{i}号窗口收取，罚款应当开具票据。"]),
            )
            for i in range(gathering.VECTOR_POOL + 40)
        ]
        one = ("named.txt", regulation("示例市渡口管理条例", ["乘客应当排队。", "收取费用应当开具凭证。"]))
        library.add_uploads([*many, one])
        with library._held(indexes=True) as (held, connection):
            request = gathering.Request(
                "示例市渡口管理条例罚款票据", 10, Filter(), load_lexicon(library.folder)
            )
            pool = gathering.gather(held, connection, gathering.Models(EMBEDDER), request)
    named = [c for c in pool if c.named]
    assert {c.title_text for c in named} == {"示例市渡口管理条例"}
    assert len(named) == 2


def test_readers_in_threads_see_one_state_or_the_next_while_documents_come_and_go(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    stop, troubles, asked = threading.Event(), [], [0]

    def ask() -> None:
        while not stop.is_set():
            try:
                hits = library.search("蜂蜜应当检验", k=5)
                whole = [library.document(h.document.id) for h in hits[:1] if "蜂蜜" not in h.document.title]
                assert all(
                    d.text[h.passage.start : h.passage.end] == h.passage.text
                    for d, h in zip(whole, hits, strict=False)
                )
                asked[0] += 1
            except BaseException as error:  # noqa: BLE001  reported by the test below
                troubles.append(error)
                return

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for i in range(12):
        report = library.add_bytes(
            f"{i}.txt", regulation(f"示例市蜂蜜{i}号规定", ["蜂蜜应当检验。", f"第{i}号样品。"])
        )
        if i % 2:
            library.remove([report.added[0].id or ""])
    stop.set()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert asked[0] > 12
    assert library.verify().documents == 12


def test_many_equal_passages_are_cut_the_same_way_whatever_the_order_of_adding(tmp_path: Path) -> None:
    names = [f"示例{chr(0x4E00 + 97 * i)}规定" for i in range(gathering.VECTOR_POOL + 30)]
    found = []
    for order in (names, names[::-1]):
        library = Library.open(tmp_path / str(len(found)), embedder=EMBEDDER, create=True)
        folder = tmp_path / f"in{len(found)}"
        folder.mkdir()
        for i, name in enumerate(order):
            (folder / f"{i:03}.txt").write_bytes(
                regulation(name, ["本规定自公布之日起施行。", "解释权归示例办。"])
            )
        library.add([folder])
        found.append([hit.passage.key for hit in library.search("自公布之日起施行", k=200)])
    assert found[0] == found[1]


def test_ranks_say_who_found_it_where(tmp_path: Path) -> None:
    hits = small_library(tmp_path).search("香蕉运输许可的有效期", k=3)
    assert hits[0].ranks["lexical"] == 1
    assert set(hits[0].ranks) <= {"exact", "lexical", "dense", "rerank"}


def test_a_reranker_has_the_last_word(tmp_path: Path) -> None:
    import numpy as np
    from numpy.typing import NDArray

    class Shortest:
        name = "shortest"

        def score(self, question: str, passages: list[str]) -> NDArray[np.float32]:
            return np.array([-len(p) for p in passages], dtype=np.float32)

    small_library(tmp_path).close()
    library = Library.open(tmp_path / "library", embedder=EMBEDDER, reranker=Shortest())  # type: ignore[arg-type]
    hits = library.search("示例市", k=6)
    lengths = [len(f"{hit.document.title} {hit.passage.text}") for hit in hits]
    assert lengths == sorted(lengths)


def test_k_bounds_the_list_and_a_filter_that_fits_nothing_gives_nothing(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    assert len(library.search("示例市", k=2)) == 2
    assert library.search("示例市", k=0) == ()
    assert library.search("示例市", filter=Filter(documents=frozenset({"没有"}))) == ()
