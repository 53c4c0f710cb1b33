"""A table's cells to lines of text, one a row, each value with the header of its column. Knows no file format."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADER_WORDS = re.compile(
    "序号|编号|名称|事项|项目|内容|依据|标准|单位|责任|时限|期限|类别|类型|备注|金额|条款|情形|处罚|裁量|幅度|数量|日期|时间|级别|等次|种类"
    "|主体|部门|要求|措施|阶段|任务|牵头|完成|对象|范围|程序|环节|方式|地区|区域|费用|收费|职责|权限|来源|说明|指标|分值|比例|税率|违法行为"
)
_HEADER_LENGTH = 20


def table_lines(rows: Sequence[Sequence[str]], header: bool | None) -> list[str]:
    """Lines in reading order. `header` says whether the first row names the columns; None if the source does not say.

    With a header every row reads 列名：值；列名：值, and the header row itself is not repeated alone. Without one the cells
    of a row stand between ｜. A table of one column is not a table: its cells are paragraphs.
    """
    rows = [[_flat(cell) if len(row) > 1 else cell.strip() for cell in row] for row in rows]
    rows = [row for row in rows if any(row)]
    if not rows:
        return []
    if max(map(len, rows)) == 1:
        return [row[0] for row in rows]
    if len(rows) < 2 or not (header or (header is None and _names_columns(rows))):
        return [_bare(row) for row in rows]
    names = rows[0]
    return [_labelled(names, row) for row in rows[1:]]


def _labelled(names: Sequence[str], row: Sequence[str]) -> str:
    # One cell across the whole table is a sub-heading, not a value of every column.
    if len(row) > 1 and len(set(row)) == 1:
        return row[0]
    pairs = []
    for column, cell in enumerate(row):
        if not cell or (
            column and cell == row[column - 1] and names[column : column + 1] == names[column - 1 : column]
        ):
            continue
        name = names[column] if column < len(names) else ""
        pairs.append(f"{name}：{cell}" if name else cell)
    return "；".join(pairs)


def _bare(row: Sequence[str]) -> str:
    cells = [cell for column, cell in enumerate(row) if cell and (column == 0 or cell != row[column - 1])]
    return "｜".join(cells)


def _names_columns(rows: Sequence[Sequence[str]]) -> bool:
    """At least three short, different labels, half of them words that head columns."""
    names = rows[0]
    if (
        len(names) < 3
        or len(set(names)) < len(names)
        or not all(0 < len(name) <= _HEADER_LENGTH for name in names)
    ):
        return False
    return sum(1 for name in names if _HEADER_WORDS.search(name)) * 2 >= len(names)


def _flat(cell: str) -> str:
    return re.sub(r"\s*\n\s*", " ", cell.strip())
