"""Which documents may be found at all, as one mask every searcher applies before ranking. Reads no text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from documents.records import Description, Status

from .records import Filter, Validity
from .shelf import Row

NOT_CURRENT = frozenset({Status.AMENDED, Status.REPEALED, Status.NOT_YET})


def passes(description: Description, wanted: Filter) -> bool:
    """Everything but validity."""
    d, f = description, wanted
    return (
        (not f.kinds or d.kind in f.kinds)
        and (not f.documents or d.id in f.documents)
        and (not f.regions or d.region in f.regions)
        and (not f.issuers or d.issuer in f.issuers)
        and (f.after is None or (d.date is not None and d.date >= f.after))
        and (f.before is None or (d.date is not None and d.date <= f.before))
    )


def holds(description: Description, validity: Mapping[str, Validity], wanted: Filter) -> bool:
    """In force on the day asked about, or not known to be otherwise, and not the lesser of two texts of one version;
    always so for a document that was named."""
    if wanted.all_versions or description.id in wanted.documents:
        return True
    known = validity.get(description.id)
    return known is None or (known.status not in NOT_CURRENT and known.current is None)


def allowed(rows: Sequence[Row], validity: Mapping[str, Validity], wanted: Filter) -> NDArray[np.bool_]:
    """mask[document number]; as long as the largest number, False where there is no document."""
    mask = np.zeros(max((row.number for row in rows), default=0) + 1, dtype=np.bool_)
    for row in rows:
        if passes(row.description, wanted) and holds(row.description, validity, wanted):
            mask[row.number] = True
    return mask
