"""Which version holds on a day: dates, statements, repeals; never a guessed 现行有效."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.load import load
from documents.records import Description, Kind, Status
from documents.repeals import Repeal
from documents.validity import Validity, assess

DAY = date(2026, 1, 1)


def version(id: str, adopted: str | None = None, effective: str | None = None, **more: object) -> Description:  # noqa: A002
    fields: dict[str, object] = {
        "title": "中华人民共和国示例法",
        "kind": Kind.LAW,
        "identity": "示例法",
    } | more
    return Description(
        id=id,
        adopted=date.fromisoformat(adopted) if adopted else None,
        effective=date.fromisoformat(effective) if effective else None,
        **fields,  # type: ignore[arg-type]
    )


OLD = version("old", "2015-03-15", "2015-05-01")
NEW = version("new", "2023-03-13", "2023-09-01")


def on(day: str, *descriptions: Description, repeals: tuple[Repeal, ...] = ()) -> dict[str, Validity]:
    return assess(descriptions or (OLD, NEW), repeals, date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "old", "new", "current"),
    [
        ("2015-04-30", Status.NOT_YET, Status.NOT_YET, None),
        ("2015-05-01", Status.UNVERIFIED, Status.NOT_YET, "old"),
        ("2023-03-13", Status.UNVERIFIED, Status.NOT_YET, "old"),  # adopted is not yet in force
        ("2023-08-31", Status.UNVERIFIED, Status.NOT_YET, "old"),
        ("2023-09-01", Status.AMENDED, Status.UNVERIFIED, "new"),
        ("2026-01-01", Status.AMENDED, Status.UNVERIFIED, "new"),
    ],
)
def test_the_day_of_effect_chooses_the_version(
    day: str, old: Status, new: Status, current: str | None
) -> None:
    found = on(day)
    assert (found["old"].status, found["new"].status) == (old, new)
    others = {v.current for k, v in found.items() if v.current is not None}
    assert others <= {current}


def test_the_newest_version_is_never_guessed_to_be_in_force() -> None:
    found = on("2026-01-01")
    assert found["new"].status is Status.UNVERIFIED
    assert "库内最新" in found["new"].reason
    assert found["old"] == Validity(
        Status.AMENDED,
        "new",
        date(2015, 5, 1),
        date(2023, 9, 1),
        "已有2023年3月13日的版本，自2023年9月1日起施行",
    )


@pytest.mark.parametrize("status", [Status.IN_FORCE, Status.AMENDED, Status.REPEALED])
def test_a_stated_status_wins(status: Status) -> None:
    assert on("2026-01-01", replace(NEW, stated_status=status))["new"].status is status


def test_a_stated_repeal_does_not_reach_before_the_next_version() -> None:
    found = on("2020-01-01", replace(OLD, stated_status=Status.AMENDED), NEW)
    assert found["old"].status is Status.UNVERIFIED


def test_in_force_today_was_not_in_force_before_its_day() -> None:
    assert on("2023-08-31", replace(NEW, stated_status=Status.IN_FORCE))["new"].status is Status.NOT_YET


def test_a_stated_not_yet_gives_way_to_the_day_of_effect() -> None:
    stated = replace(NEW, stated_status=Status.NOT_YET)
    assert on("2023-08-31", stated)["new"].status is Status.NOT_YET
    assert on("2023-09-01", stated)["new"].status is Status.UNVERIFIED


def test_a_version_stated_as_not_yet_without_a_day_displaces_nothing() -> None:
    coming = version("coming", "2025-01-01", stated_status=Status.NOT_YET)
    found = on("2026-01-01", NEW, coming)
    assert (found["new"].status, found["coming"].status) == (Status.UNVERIFIED, Status.NOT_YET)
    assert found["coming"].current == "new"


def test_an_amendment_without_a_day_of_effect_counts_from_its_adoption() -> None:
    amended = version("amended", "2018-10-26")
    found = on("2018-10-26", OLD, amended)
    assert found["old"].status is Status.AMENDED
    assert "施行日期未载明" in on("2026-01-01", OLD, amended)["amended"].reason


def test_an_amended_text_that_prints_the_first_day_of_effect_begins_on_its_own_day() -> None:
    amended = version("amended", "2024-11-28", "2015-05-01")
    found = on("2020-01-01", OLD, amended)
    assert (found["old"].status, found["amended"].status) == (Status.UNVERIFIED, Status.NOT_YET)


def test_one_text_under_two_days_is_one_version() -> None:
    published = version("published", "2022-03-01", "2022-03-15")
    adopted = version("adopted", "2022-02-15", "2022-03-15")
    found = on("2026-01-01", published, adopted)
    assert found["adopted"].status is Status.UNVERIFIED
    assert (found["adopted"].current, found["published"].current) == ("published", None)


def test_a_text_without_any_date_never_displaces_a_dated_one() -> None:
    undated = version("undated")
    found = on("2026-01-01", undated, NEW)
    assert found["new"].status is Status.UNVERIFIED and found["new"].current is None
    assert found["undated"].current == "new"


@pytest.mark.parametrize(
    "more",
    [
        {"kind": Kind.SPEECH, "identity": "在会议上的讲话"},
        {"kind": Kind.CASE, "identity": "示例案"},
        {"identity": "刑法修正案"},
        {"identity": "宪法修正案"},
        {"identity": "全国人民代表大会常务委员会关于修改《示例法》的决定"},
    ],
)
def test_speeches_cases_and_amendments_replace_nothing(more: dict[str, object]) -> None:
    found = on("2026-01-01", version("a", "2001-01-01", **more), version("b", "2011-01-01", **more))
    assert [v.status for v in found.values()] == [Status.UNVERIFIED, Status.UNVERIFIED]


def test_files_of_one_code_are_parts_and_not_versions() -> None:
    found = on(
        "2026-01-01",
        version("part1", "2020-05-28", "2021-01-01", volume="总则"),
        version("part2", "2020-05-28", "2021-01-01", volume="合同"),
    )
    assert [(v.status, v.current) for v in found.values()] == [(Status.UNVERIFIED, None)] * 2


def test_local_rules_of_one_name_in_two_places_are_two_laws() -> None:
    local: dict[str, object] = {"kind": Kind.NORMATIVE, "identity": "优化环境若干措施"}
    found = on(
        "2026-01-01",
        version("a", "2019-01-01", region="甲省", **local),
        version("b", "2021-01-01", region="乙省", **local),
    )
    assert {v.status for v in found.values()} == {Status.UNVERIFIED}


CODE = version("code", "2020-05-28", "2021-01-01", title="中华人民共和国示例法典", identity="示例法典")
REPEAL = (Repeal("示例法", "code", 0, 1),)


@pytest.mark.parametrize(
    ("day", "status"),
    [("2020-12-31", Status.UNVERIFIED), ("2021-01-01", Status.REPEALED), ("2026-01-01", Status.REPEALED)],
)
def test_a_repeal_counts_from_the_day_the_repealing_law_takes_effect(day: str, status: Status) -> None:
    found = on(day, OLD, CODE, repeals=REPEAL)
    assert found["old"].status is status
    if status is Status.REPEALED:
        assert found["old"].reason == "自2021年1月1日起被《中华人民共和国示例法典》废止"


def test_a_repeal_does_not_reach_a_later_law_of_the_same_name() -> None:
    assert on("2026-01-01", NEW, CODE, repeals=REPEAL)["new"].status is Status.UNVERIFIED


def test_a_repeal_by_a_text_that_is_not_in_the_library_counts_for_nothing() -> None:
    assert on("2026-01-01", OLD, repeals=REPEAL)["old"].status is Status.UNVERIFIED


def test_a_new_version_that_repeals_the_old_one_of_its_name_makes_it_amended() -> None:
    found = on("2026-01-01", OLD, NEW, repeals=(Repeal("示例法", "new", 0, 1),))
    assert (found["old"].status, found["old"].current) == (Status.AMENDED, "new")
    assert found["new"].status is Status.UNVERIFIED


def test_the_order_of_documents_changes_nothing() -> None:
    four = (OLD, NEW, CODE, version("middle", "2018-01-01"))
    first = assess(four, REPEAL, DAY)
    assert all(assess(some, REPEAL, DAY) == first for some in permutations(four))


@given(
    st.lists(st.dates(date(1990, 1, 1), date(2030, 12, 31)), min_size=1, max_size=5, unique=True), st.dates()
)
def test_at_most_one_version_of_a_law_holds_on_a_day(days: list[date], day: date) -> None:
    versions = [
        version(str(i), d.isoformat(), (d + timedelta(days=30)).isoformat()) for i, d in enumerate(days)
    ]
    found = assess(versions, (), day)
    holding = [v for v in found.values() if v.status is Status.UNVERIFIED and v.current is None]
    assert len(holding) == (1 if any(v.since is not None and v.since <= day for v in found.values()) else 0)


def test_no_documents_no_entries() -> None:
    assert assess((), (), DAY) == {}


CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "laws"


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.exists(), reason="no corpus here")
@pytest.mark.parametrize(("day", "year"), [("2023-12-31", 2017), ("2024-01-01", 2023)])
def test_the_reconsideration_law_of_a_day(day: str, year: int) -> None:
    descriptions = [load(path).document for path in sorted(CORPUS.rglob("行政复议法(*.md"))]
    found = assess(descriptions, (), date.fromisoformat(day))
    holding = [d for d in descriptions if found[d.id].status is Status.UNVERIFIED]
    assert [d.date.year for d in holding if d.date] == [year]


def test_models_of_a_regulation_are_versions_and_guides_are_not() -> None:
    model: dict[str, object] = {
        "kind": Kind.MODEL_TEXT,
        "title": "示例办法（示范文本）",
        "identity": "示例办法（示范文本）",
    }
    old, new = (
        version("a", "2022-05-10", "2022-07-01", **model),
        version("b", "2025-03-06", "2025-05-01", **model),
    )
    assert on("2025-04-30", old, new)["a"].status is Status.UNVERIFIED
    assert on("2025-05-01", old, new)["a"].status is Status.AMENDED
    guides = version("a", "2022-05-10", **model), version("b", "2025-03-06", **model)
    assert on("2026-01-01", *guides)["a"].status is Status.UNVERIFIED
