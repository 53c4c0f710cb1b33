from datetime import date

import pytest

from documents.dates import find_dates


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2021年1月22日通过", [date(2021, 1, 22)]),
        ("二〇二一年一月二十二日", [date(2021, 1, 22)]),
        ("一九九六年十二月三十一日", [date(1996, 12, 31)]),
        ("示例条例(2021-01-22)", [date(2021, 1, 22)]),
        ("2021年2月30日、2021年3月1日", [date(2021, 3, 1)]),
        ("2021年1月", []),
    ],
)
def test_dates_are_found_in_every_spelling_and_impossible_ones_passed_over(
    text: str, days: list[date]
) -> None:
    assert [day for _, _, day in find_dates(text)] == days
