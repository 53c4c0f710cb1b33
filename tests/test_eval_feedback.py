"""Feedback from the page becomes cases: what was useful with its gold, a complaint for a person to complete."""

from pathlib import Path

from eval import feedback
from eval.cases import Place, read_set
from tests.small_library import small_library


def body(verdict: str, question: str, status: str = "answered") -> dict[str, object]:
    """As the page records it."""
    cited = [{"document": "x", "title": "示例市养犬管理条例", "pinpoint": "第二条"}]
    cited.append({"document": "y", "title": "示例市夜市管理办法", "pinpoint": "第三条"})
    return {
        "verdict": verdict,
        "words": "漏了罚款",
        "question": question,
        "as_of": None,
        "status": status,
        "citations": cited if status == "answered" else [],
    }


def test_feedback_is_read_back_as_a_set(tmp_path: Path) -> None:
    with small_library(tmp_path) as library:
        library.record_feedback("张三/1", body("有用", "牵引绳多长？"))
        library.record_feedback("张三/2", body("漏了要点", "罚多少？"))
        library.record_feedback("李四/1", body("漏了要点", "夜市几点关？", "refused"))
        library.record_feedback("李四/2", body("有用", "红烧肉怎么做？", "refused"))
        library.record_feedback("李四/3", body("法条已失效", "几点关？") | {"citation": 2})
        assert feedback.write(library, tmp_path / "sets" / "feedback") == 5
    useful, complaint, refused, outside, stale = read_set("feedback", tmp_path / "sets")
    assert useful.gold == (Place("示例市养犬管理条例", "第二条"), Place("示例市夜市管理办法", "第三条"))
    assert (complaint.question, complaint.type, complaint.gold) == ("罚多少？", "漏了要点", ())
    assert [case.answerable for case in (useful, complaint, outside)] == [True, True, False]
    assert refused.answerable  # somebody who complains of a refusal expected an answer
    assert (stale.gold, stale.must_not_cite) == ((), ("示例市夜市管理办法",))
    assert "漏了罚款" in (tmp_path / "sets" / "feedback" / "queries.jsonl").read_text(encoding="utf-8")
