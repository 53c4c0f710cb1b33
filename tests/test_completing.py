"""What was chosen is completed by what stands around it, and by nothing else."""

from __future__ import annotations

from assistant.compose.completing import completed
from documents.records import Kind
from tests.composing import choice, hit, material

ARTICLE = "第五条 机关应当公示结果。\n\n公示期为五日。\n\n撤销的应当说明理由。"
POINTS = ("（一）先登记，专人负责。", "（二）再核对，逐项签字。", "（三）后归档，长期保存。")
LISTED = [
    hit(text, "指南", kind=Kind.MODEL_TEXT, path=("四、", text[:3]), headings=("四、怎么做",), ordinal=i)
    for i, text in enumerate(POINTS)
]


def test_two_paragraphs_of_a_short_article_bring_the_third() -> None:
    found = hit(ARTICLE, article=5)
    (entry,) = completed([choice(found, 0), choice(found, 1)], material("公示期多长？", []))
    assert [span.text for span in entry.spans] == [ARTICLE.removeprefix("第五条 ")]


def test_one_paragraph_alone_stays_alone_where_one_line_was_asked_for() -> None:
    (entry,) = completed([choice(hit(ARTICLE, article=5), 1)], material("公示期是几天？", []))
    assert [span.text for span in entry.spans] == ["公示期为五日。"]


def test_two_points_of_a_list_bring_their_siblings_in_reading_order() -> None:
    chosen = [choice(LISTED[2]), choice(LISTED[0])]
    (entry,) = completed(chosen, material("登记归档怎么做？", chosen, [h.passage for h in LISTED]))
    assert [span.text for span in (*entry.spans, *entry.points)] == list(POINTS)


def test_one_point_brings_its_siblings_only_where_the_heading_is_what_was_asked() -> None:
    passages = [h.passage for h in LISTED]
    (alone,) = completed([choice(LISTED[1])], material("核对签字有哪些要求？", [], passages))
    assert alone.points == ()
    headed = [
        hit(
            h.passage.text,
            "指南",
            kind=Kind.MODEL_TEXT,
            path=h.passage.pinpoint.path,
            headings=("四、归档流程",),
            ordinal=i,
        )
        for i, h in enumerate(LISTED)
    ]
    (entry,) = completed([choice(headed[1])], material("归档流程有哪些？", [], [h.passage for h in headed]))
    assert len(entry.points) == 2


def test_as_many_points_as_the_question_counts_come_together_and_no_other_number() -> None:
    passages = [h.passage for h in LISTED]
    (three,) = completed([choice(LISTED[1])], material("三项制度是哪三项？", [], passages))
    assert len(three.points) == 2
    (four,) = completed([choice(LISTED[1])], material("四项制度是哪四项？", [], passages))
    assert four.points == ()
    assert four.spans[0].text == POINTS[1]
