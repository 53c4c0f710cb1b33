"""Every way a model endpoint can fail ends in a ModelError, in time, without the key (faults E1–E15)."""

import time
from collections.abc import Iterator

import pytest

from assistant.chain.endpoint import Breaker, Endpoint, Limits, TooLong
from documents.errors import ModelError

from .scripted_endpoint import Script, scripted_endpoint

KEY = "sk-canary-7f3a9c"
FAST = Limits(first=1.0, total=2.0, pause=0.05)
ASKED = [("system", "规则"), ("human", "问题")]


@pytest.fixture(scope="module")
def server() -> Iterator[Script]:
    with scripted_endpoint() as script:
        yield script


def endpoint(script: Script, limits: Limits = FAST) -> Endpoint:
    return Endpoint(script.url, "scripted", KEY, limits=limits, breaker=Breaker(limits))


def test_a_whole_reply_arrives_in_pieces(server: Script) -> None:
    server.mode = "ok"
    pieces = list(endpoint(server).stream(ASKED))
    assert "".join(pieces) == server.reply
    assert len([piece for piece in pieces if piece]) > 1
    assert server.keys[-1] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        ("hang", "LLM_TIMEOUT"),
        ("drip", "LLM_TIMEOUT"),
        ("silent_gap", "LLM_TIMEOUT"),
        ("busy", "LLM_BUSY"),
        ("broken", "LLM_BUSY"),
        ("denied", "LLM_DENIED"),
        ("null", "LLM_CUT"),
        ("empty", "LLM_CUT"),
        ("bad_json", "LLM_BAD_REPLY"),
        ("html", "LLM_BAD_REPLY"),
        ("cut", "LLM_CUT"),
        ("cut_length", "LLM_CUT"),
        ("garbage", "LLM_BAD_REPLY"),
        ("error_midway", "LLM_BAD_REPLY"),
        ("flood", "LLM_FLOOD"),
        ("redirect", "LLM_REFUSED"),
    ],
)
def test_a_fault_ends_in_a_named_error_within_the_limit(server: Script, mode: str, code: str) -> None:
    server.mode = mode
    began = time.monotonic()
    with pytest.raises(ModelError) as caught:
        list(endpoint(server).stream(ASKED))
    assert time.monotonic() - began < FAST.total + 2
    assert caught.value.code == code
    assert KEY not in str(caught.value)
    assert KEY not in repr(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None or caught.value.__suppress_context__


def test_nobody_listens(server: Script) -> None:
    with pytest.raises(ModelError) as caught:
        list(Endpoint("http://127.0.0.1:9/v1", "x", KEY, limits=FAST, breaker=Breaker(FAST)).stream(ASKED))
    assert caught.value.code == "LLM_UNREACHABLE"


def test_a_busy_server_is_asked_again(server: Script) -> None:
    server.mode = "busy_once"
    assert "".join(endpoint(server).stream(ASKED)) == server.reply


def test_a_redirect_is_not_followed(server: Script) -> None:
    server.mode, before = "redirect", len(server.requests)
    with pytest.raises(ModelError):
        list(endpoint(server).stream(ASKED))
    assert len(server.requests) == before + 1


def test_a_prompt_that_does_not_fit_says_so(server: Script) -> None:
    server.mode = "too_long"
    with pytest.raises(TooLong):
        list(endpoint(server).stream(ASKED))


def test_after_five_failures_nothing_is_sent_for_a_while(server: Script) -> None:
    server.mode = "denied"
    now = [100.0]
    breaker = Breaker(FAST, clock=lambda: now[0])
    model = Endpoint(server.url, "scripted", KEY, limits=FAST, breaker=breaker)
    for _ in range(FAST.failures):
        with pytest.raises(ModelError):
            list(model.stream(ASKED))
    before = len(server.requests)
    with pytest.raises(ModelError) as caught:
        list(model.stream(ASKED))
    assert caught.value.code == "LLM_PAUSED"
    assert len(server.requests) == before
    now[0] += FAST.open + 1
    server.mode = "ok"
    assert "".join(model.stream(ASKED)) == server.reply


def test_the_key_is_not_in_the_repr(server: Script) -> None:
    assert KEY not in repr(endpoint(server))
