from pathlib import Path

from index.catalogue import Catalogue
from index.notebook import Notebook


def notebook(folder: Path) -> Notebook:
    return Notebook(Catalogue.open(folder, create=True))


def test_what_is_put_under_a_key_replaces_what_was_there(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.put("feedback", "a", {"verdict": "好"})
    book.put("feedback", "a", {"verdict": "有误"})
    assert book.get("feedback", "a") == {"verdict": "有误"}
    assert len(book.leaves("feedback")) == 1


def test_shelves_do_not_mix_and_keys_are_found_by_their_beginning(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    for key in ("甲/1", "甲/2", "乙/1"):
        book.put("conversations", key, key)
    book.put("other", "甲/9", 0)
    assert [leaf.key for leaf in book.leaves("conversations", "甲/")] == ["甲/1", "甲/2"]


def test_dropping_says_whether_it_was_there(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.put("s", "k", 1)
    assert (book.drop("s", "k"), book.drop("s", "k"), book.get("s", "k")) == (True, False, None)


def test_the_log_gives_the_newest_first(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    for action in ("a", "b", "c"):
        book.log(action, "subject", who="某人")
    assert [event.action for event in book.events(2)] == ["c", "b"]
    assert book.events()[0].who == "某人"


def test_it_is_all_there_after_opening_again(tmp_path: Path) -> None:
    notebook(tmp_path).put("s", "k", {"文": [1, 2]})
    assert notebook(tmp_path).get("s", "k") == {"文": [1, 2]}
