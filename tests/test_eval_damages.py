"""The gate sees damage: five ways to break the product each turn the small set red, for the right reason."""

import pytest

from eval.cases import read_set
from eval.damages import DAMAGES
from eval.gate import Breach
from eval.proof import SET, Proof, prove, seen

CASES = {case.id: case for case in read_set(SET)}


@pytest.fixture(scope="module")
def proofs() -> dict[str, Proof]:
    return {damage.name: proof for damage, proof in zip(DAMAGES, prove(), strict=True)}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_damage_turns_the_measure_red_that_it_hurts(proofs: dict[str, Proof], damage) -> None:
    assert proofs[damage.name].seen, [breach.message for breach in proofs[damage.name].breaches]


def named(proof: Proof, measure: str, kind: str) -> set[str]:
    return {case for b in proof.breaches if (b.measure, b.kind) == (measure, kind) for case in b.cases}


def test_a_missing_version_is_seen_in_questions_about_that_law_alone(proofs: dict[str, Proof]) -> None:
    cases = named(proofs["抽走一部法的新版本"], "版本正确", "baseline")
    assert cases
    assert all(CASES[case].edition for case in cases)


def test_no_abstention_is_seen_in_questions_without_an_answer(proofs: dict[str, Proof]) -> None:
    cases = named(proofs["从不拒答"], "应拒即拒", "baseline")
    assert cases
    assert not any(CASES[case].answerable for case in cases)


def test_a_shifted_quotation_breaks_the_promise_and_not_the_ranking(proofs: dict[str, Proof]) -> None:
    proof = proofs["引文错开一个字"]
    assert named(proof, "引文逐字", "gate")
    assert not any(breach.measure in ("R@10", "R@100") for breach in proof.breaches)


def test_fusion_off_breaks_no_promise(proofs: dict[str, Proof]) -> None:
    assert not any(breach.kind in ("gate", "error") for breach in proofs["只用一种检索（不融合）"].breaches)


def test_red_for_another_reason_is_not_seen() -> None:
    wrong = Breach("library", "应答即答", "baseline", "", ("lib-0001",))
    assert not any(seen(damage, (wrong,)) for damage in DAMAGES)
    assert not seen(DAMAGES[2], (Breach("library", "引文逐字", "baseline", "", ("lib-0001",)),))
