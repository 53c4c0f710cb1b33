"""Talk to an OpenAI-compatible endpoint on the intranet, within limits. Knows nothing of passages or of law.

What is covered: a total deadline and one for the first words (the client library has neither), a cut stream, 429 and
5xx with few and short retries, garbage, redirects (never followed), a flood, a key that the server echoes, a circuit
breaker. Every failure is a `ModelError`; none carries the key.
What is not: understanding the reply.
"""

from __future__ import annotations

import queue
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from documents.errors import ModelError

_AHEAD = 64  # pieces that may wait unread: a flood must not be gathered while a sentence is checked
NEXT_STEP = "本次已改用原文摘录作答；请检查模型服务的地址、名称与密钥（fazhi doctor）。"


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and characters. The total holds whatever the server does: one token a second, silence, a flood."""

    connect: float = 5.0
    first: float = 15.0
    total: float = 60.0
    characters: int = 8_000
    retries: int = 2
    pause: float = 2.0  # between tries, at most; a longer Retry-After is not waited for
    failures: int = 5  # in a row, then the breaker opens
    open: float = 30.0


@dataclass(slots=True)
class Breaker:
    """After `failures` failures in a row nothing is sent for `open` seconds, so that a dead server costs nobody a wait."""

    limits: Limits
    clock: Callable[[], float] = time.monotonic
    failed: int = 0
    since: float = 0.0

    def check(self) -> None:
        if self.failed >= self.limits.failures and self.clock() - self.since < self.limits.open:
            raise ModelError("LLM_PAUSED", f"模型服务连续 {self.failed} 次失败，暂停调用", NEXT_STEP)

    def record(self, succeeded: bool) -> None:
        self.failed = 0 if succeeded else self.failed + 1
        self.since = self.clock()


class Probe(NamedTuple):
    """Whether the endpoint answers, what to tell the user, and how long it took."""

    ok: bool
    message: str
    seconds: float


class TooLong(ModelError):
    """The endpoint says that the prompt does not fit its context: trim and ask once more."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`key` is never printed: not in repr, not in errors. `authority` is a CA file for intranets with their own."""

    base_url: str
    model: str
    key: str = field(default="", repr=False)
    authority: str | None = None
    limits: Limits = Limits()
    breaker: Breaker = field(default_factory=lambda: Breaker(Limits()), repr=False, compare=False)

    def stream(self, messages: Sequence[tuple[str, str]]) -> Iterator[str]:
        """Pieces of the reply as they come. Raises ModelError when it does not end with finish_reason "stop".

        `messages` are (role, text), role system or human.
        """
        self.breaker.check()
        _import_client()
        deadline = time.monotonic() + self.limits.total
        try:
            yield from self._with_retries(messages, deadline)
        except ModelError:
            self.breaker.record(False)
            raise
        self.breaker.record(True)

    def _with_retries(self, messages: Sequence[tuple[str, str]], deadline: float) -> Iterator[str]:
        for attempt in range(self.limits.retries + 1):
            started = False
            try:
                for piece in self._once(messages, deadline):
                    started = True
                    yield piece
                return
            except _Busy as busy:
                pause = random.uniform(0.5, 1.0) * self.limits.pause
                if started or attempt == self.limits.retries or time.monotonic() + pause > deadline:
                    raise ModelError(busy.code, busy.message, busy.next_step) from None
                time.sleep(pause)

    def _once(self, messages: Sequence[tuple[str, str]], deadline: float) -> Iterator[str]:
        """One request. The client runs in a thread of its own, because it cannot be told to stop by a clock."""
        arrivals: queue.Queue[str | None | Exception] = queue.Queue(_AHEAD)
        stopped = threading.Event()
        client = self._client()
        worker = threading.Thread(target=self._pump, args=(client, messages, arrivals, stopped), daemon=True)
        worker.start()
        limit = min(deadline, time.monotonic() + self.limits.first)
        received = 0
        try:
            while True:
                try:
                    item = arrivals.get(timeout=max(0.0, limit - time.monotonic()))
                except queue.Empty:
                    raise ModelError("LLM_TIMEOUT", "模型服务没有在时限内答完", NEXT_STEP) from None
                if item is None:
                    return
                if isinstance(item, Exception):
                    raise self._error(item) from None
                limit = deadline
                received += len(item)
                if received > self.limits.characters:
                    raise ModelError(
                        "LLM_FLOOD", f"模型输出超过 {self.limits.characters} 字，已截断", NEXT_STEP
                    )
                if item:
                    yield item
        finally:
            stopped.set()
            client.close()

    def probe(self, seconds: float = 10.0) -> Probe:
        """Ask for one word, once, past the breaker. Never raises; `message` is Chinese and holds no key."""
        began = time.monotonic()
        limits = replace(self.limits, first=seconds, total=seconds, retries=0)
        once = replace(self, limits=limits, breaker=Breaker(limits))
        try:
            reply = "".join(once.stream([("human", "这是连通测试，请只回复一个字：好")]))
        except ModelError as error:
            return Probe(False, f"{error.message}（{error.code}）", time.monotonic() - began)
        message = "可用" if reply.strip() else "连通，但回复为空"
        return Probe(bool(reply.strip()), message, time.monotonic() - began)

    def _client(self) -> Any:
        import ssl

        import httpx

        from .wire import Transport

        verify: ssl.SSLContext | bool = True
        if self.authority:
            try:
                verify = ssl.create_default_context(cafile=self.authority)
            except (OSError, ssl.SSLError):
                raise ModelError(
                    "LLM_TLS", f"读不出根证书文件 {self.authority}", "请检查 FAZHI_LLM_CA 的路径与格式。"
                ) from None
        timeout = httpx.Timeout(self.limits.total, connect=min(self.limits.connect, self.limits.total))
        return httpx.Client(
            follow_redirects=False, transport=Transport(verify), timeout=timeout, trust_env=False
        )

    def _pump(
        self,
        client: Any,
        messages: Sequence[tuple[str, str]],
        arrivals: queue.Queue[Any],
        stopped: threading.Event,
    ) -> None:
        """Run the client to its end, or until nobody waits, and pass on what comes: text, at last None, or the error."""
        finish = None
        try:
            from langchain_openai import ChatOpenAI
            from pydantic import SecretStr

            model = ChatOpenAI(
                model=self.model,
                base_url=self.base_url,
                api_key=SecretStr(self.key or "none"),
                temperature=0,
                max_retries=0,
                http_client=client,
                stream_usage=False,
            )
            for chunk in model.stream(list(messages)):
                if stopped.is_set():
                    return
                finish = chunk.response_metadata.get("finish_reason") or finish
                _put(arrivals, chunk.text, stopped)
            _put(arrivals, None if finish == "stop" else _Cut(finish), stopped)
        # The client library raises TypeError, IndexError, JSON, Unicode and transport errors of four packages
        # for one thing, a bad reply; whatever it is must end as a ModelError in the asking thread.
        except Exception as error:  # noqa: BLE001
            _put(arrivals, error, stopped)

    def _error(self, error: Exception) -> ModelError:
        """Our own words for whatever the client raised: its text may carry the key or a page of HTML."""
        name = type(error).__name__
        status = getattr(error, "status_code", None)
        if isinstance(error, ImportError):
            return ModelError(
                "LLM_MISSING", "没有安装 langchain-openai", "安装：pip install langchain-openai"
            )
        if any(type(link).__name__ == "TooMuch" for link in _chain(error)):
            return ModelError("LLM_FLOOD", "模型服务的回复过大，已中断", NEXT_STEP)
        if isinstance(error, _Cut):
            return ModelError("LLM_CUT", f"模型的回答没有正常结束（{error.finish or '连接中断'}）", NEXT_STEP)
        if status == 400 and any(
            word in str(error).lower() for word in ("context", "length", "too long", "token")
        ):
            return TooLong("LLM_TOO_LONG", "提问连同依据超过模型的上下文长度", NEXT_STEP)
        if status in (401, 403):
            return ModelError("LLM_DENIED", f"模型服务拒绝了密钥（HTTP {status}）", NEXT_STEP)
        if status == 429 or (status is not None and status >= 500):
            return _Busy("LLM_BUSY", f"模型服务繁忙或出错（HTTP {status}）", NEXT_STEP)
        if status is not None:
            return ModelError("LLM_REFUSED", f"模型服务返回 HTTP {status}", NEXT_STEP)
        if any("CERTIFICATE" in str(link).upper() for link in _chain(error)):
            return ModelError(
                "LLM_TLS", "模型服务的证书不受信任", "请用 FAZHI_LLM_CA 指定单位的根证书文件。" + NEXT_STEP
            )
        if name in {"APIConnectionError", "OpenAIConnectionError", "ConnectError", "APITimeoutError"}:
            return ModelError("LLM_UNREACHABLE", "连不上模型服务", NEXT_STEP)
        return ModelError("LLM_BAD_REPLY", f"模型服务的回复无法识别（{name}）", NEXT_STEP)


def _put(arrivals: queue.Queue[Any], item: Any, stopped: threading.Event) -> None:
    """Wait for room, until nobody waits for the item any more."""
    while not stopped.is_set():
        try:
            return arrivals.put(item, timeout=0.1)
        except queue.Full:
            continue


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what it came from, to the first cause."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _import_client() -> None:
    """Import the client before the clock runs: the first time takes seconds on a slow disk, which is not the server's."""
    try:
        import langchain_openai  # noqa: F401
    except ImportError:
        raise ModelError(
            "LLM_MISSING", "没有安装 langchain-openai", "安装：pip install langchain-openai"
        ) from None


class _Busy(ModelError):
    """Worth another try."""


class _Cut(Exception):
    """The stream ended without finish_reason "stop": half an answer, which reads like a whole one."""

    def __init__(self, finish: str | None) -> None:
        super().__init__(finish)
        self.finish = finish
