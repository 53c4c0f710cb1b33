"""What counts as evidence that hits answer a question, and what does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.ask import Assistant
from assistant.evidence.decide import Evidence, decide, measures, shared_pairs
from assistant.evidence.retrieve import retrieve
from assistant.records import Reason
from assistant.understand.question import understand
from index.records import Filter
from index.segment import words
from tests import example_library


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    library = example_library.build(tmp_path_factory.mktemp("decide"))
    yield Assistant(library)
    library.close()


def evidence(assistant: Assistant, typed: str) -> Evidence:
    question = assistant.understood(typed)
    return assistant.evidence(question, retrieve(question, assistant.library, assistant.holdings(), Filter()))


def test_pairs_count_by_how_little_common_they_are() -> None:
    rare = shared_pairs("什么是缊袍", ["缊袍敝衣"])
    common = shared_pairs("什么是缊袍", ["这是什么是非"])
    assert rare > common > 0
    assert shared_pairs("？", ["缊袍"]) == shared_pairs("缊袍", []) == 0.0


def test_what_the_library_says_is_near_and_what_it_does_not_is_far(assistant: Assistant) -> None:
    held, strange = evidence(assistant, "多久公示办事结果？"), evidence(assistant, "鲸鱼怎么睡觉？")
    assert held.pairs > strange.pairs and held.cover > strange.cover
    assert strange.alien > held.alien == 0.0


def test_a_place_and_a_country_that_no_hit_names_are_marked(assistant: Assistant) -> None:
    assert evidence(assistant, "深圳多久公示办事结果？").place == 1.0
    assert evidence(assistant, "多久公示办事结果？").place == 0.0
    assert evidence(assistant, "美国多久公示办事结果？").foreign == 1.0


def test_a_number_in_a_unit_that_nothing_counts_in_is_marked(assistant: Assistant) -> None:
    assert evidence(assistant, "公示办事结果用了几辆车？").uncounted == 1.0
    assert evidence(assistant, "多少日内公示办事结果？").uncounted == 0.0


def test_sounding_like_law_is_no_evidence_by_itself(assistant: Assistant) -> None:
    known = evidence(assistant, "多久公示办事结果？")
    much, more = (measures(replace(known, field=value)) for value in (0.3, 0.9))
    assert much["outside"] == more["outside"] > measures(replace(known, field=-0.5))["outside"]


@pytest.mark.parametrize("missing", [{"relevance"}, {"relevance", "near"}])
def test_what_is_not_known_gives_no_measure(assistant: Assistant, missing: set[str]) -> None:
    known = evidence(assistant, "多久公示办事结果？")
    bare = Evidence(
        **{name: None if name in missing else getattr(known, name) for name in Evidence.__slots__}
    )
    assert not [name for name in measures(bare) if missing & {*name.split("_")}]


@pytest.mark.parametrize(
    ("typed", "found", "reason"),
    [
        ("嗯", True, Reason.NOT_UNDERSTOOD),
        ("多久公示办事结果？", False, Reason.OUT_OF_LIBRARY),
        ("美国多久公示办事结果？", True, Reason.OUT_OF_LIBRARY),
    ],
)
def test_rules_come_before_the_chance(assistant: Assistant, typed: str, found: bool, reason: Reason) -> None:
    question = understand(typed, assistant.library.names(), words)
    assert decide(question, evidence(assistant, typed), found).reason is reason
