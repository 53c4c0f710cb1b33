"""How well the citations of a draft are checked: each planted citation has the verdict it should have, the sound ones too."""

from __future__ import annotations

from collections.abc import Sequence

from documents.citations import Finding, Verdict

from .cases import Cited
from .records import Score
from .run import Outcome

# The product says both in one word (the set's card says so).
SAME = {"条号不存在": Verdict.WRONG_ARTICLE.value}
ALL, QUIET = "核验结论", "核验不误报"


def draft_scores(outcomes: Sequence[Outcome]) -> list[Score]:
    """Of every draft the share of right verdicts, over all its citations and for each verdict expected in it; and whether
    nothing else in it was faulted."""
    scores = []
    for outcome in outcomes:
        case = outcome.case
        if not case.citations:
            continue
        judged = [(cited.verdicts[0], right(cited, outcome.findings)) for cited in case.citations]
        groups = {ALL: [found for _, found in judged]}
        for verdict, found in judged:
            groups.setdefault(f"核验·{verdict}", []).append(found)
        scores += [Score(name, case.id, sum(found) / len(found)) for name, found in groups.items()]
        scores.append(Score(QUIET, case.id, float(not outcome.error and not unexpected(outcome))))
    order = {name: i for i, name in enumerate(dict.fromkeys(score.measure for score in scores))}
    return sorted(scores, key=lambda score: order[score.measure])


def finding_of(cited: Cited, findings: Sequence[Finding]) -> Finding | None:
    """The finding that overlaps most with the planted citation; the first of equals."""
    overlap = [(min(f.end, cited.end) - max(f.start, cited.start), -i) for i, f in enumerate(findings)]
    best = max(overlap, default=(0, 0))
    return findings[-best[1]] if best[0] > 0 else None


def right(cited: Cited, findings: Sequence[Finding]) -> bool:
    found = finding_of(cited, findings)
    return found is not None and found.verdict.value in {SAME.get(v, v) for v in cited.verdicts}


def unexpected(outcome: Outcome) -> list[Finding]:
    """Faults that were found where none was planted."""
    planted = outcome.case.citations
    return [
        finding
        for finding in outcome.findings
        if finding.verdict is not Verdict.EXISTS
        and not any(finding.start < cited.end and cited.start < finding.end for cited in planted)
    ]
