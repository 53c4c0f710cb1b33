from datetime import date

import pytest

from documents.records import Description, Kind, Status
from index import filters
from index.records import Filter, Validity
from index.shelf import Row


def described(**changes: object) -> Description:
    values: dict[str, object] = {
        "id": "a",
        "title": "示例市规定",
        "kind": Kind.LOCAL_RULE,
        "identity": "示例市规定",
    }
    return Description(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "passes"),
    [
        (Filter(), True),
        (Filter(kinds=frozenset({Kind.LOCAL_RULE})), True),
        (Filter(kinds=frozenset({Kind.LAW})), False),
        (Filter(documents=frozenset({"a", "b"})), True),
        (Filter(documents=frozenset({"b"})), False),
        (Filter(regions=frozenset({"示例市"})), True),
        (Filter(regions=frozenset({"他市"})), False),
        (Filter(issuers=frozenset({"某部"})), False),
        (Filter(after=date(2020, 5, 1)), True),
        (Filter(after=date(2020, 5, 2)), False),
        (Filter(before=date(2020, 5, 1)), True),
        (Filter(before=date(2020, 4, 30)), False),
    ],
)
def test_each_field_restricts_by_itself(wanted: Filter, passes: bool) -> None:
    assert filters.passes(described(region="示例市", adopted=date(2020, 5, 1)), wanted) is passes


def test_a_document_without_a_date_passes_no_bound_on_dates() -> None:
    assert not filters.passes(described(), Filter(after=date(1900, 1, 1)))
    assert not filters.passes(described(), Filter(before=date(2100, 1, 1)))


@pytest.mark.parametrize(
    ("validity", "holds"),
    [
        (Validity(Status.UNVERIFIED), True),
        (Validity(Status.IN_FORCE), True),
        (Validity(Status.AMENDED, current="b"), False),
        (Validity(Status.REPEALED), False),
        (Validity(Status.NOT_YET), False),
        (Validity(Status.UNVERIFIED, current="b"), False),
    ],
)
def test_by_default_only_what_holds_is_found(validity: Validity, holds: bool) -> None:
    assert filters.holds(described(), {"a": validity}, Filter()) is holds
    assert filters.holds(described(), {"a": validity}, Filter(all_versions=True))
    assert filters.holds(described(), {"a": validity}, Filter(documents=frozenset({"a"})))


def test_the_mask_is_as_long_as_the_largest_number() -> None:
    rows = [Row(2, described(), 1), Row(5, described(id="b", kind=Kind.LAW), 1)]
    mask = filters.allowed(rows, {}, Filter(kinds=frozenset({Kind.LAW})))
    assert mask.tolist() == [False, False, False, False, False, True]
    assert filters.allowed([], {}, Filter()).tolist() == [False]
