"""What may come over the wire from a model endpoint: so many bytes, not compressed. Knows nothing of what they say.

A reply without line ends would otherwise be gathered in memory to its end, and a compressed one unpacked to any size.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator

import httpx

BYTES = 8_000_000  # far more than 8,000 characters need, each in an event of its own


class TooMuch(Exception):
    """The endpoint sent more than `BYTES`, or something compressed."""


class _Counted(httpx.SyncByteStream):
    def __init__(self, stream: httpx.SyncByteStream) -> None:
        self.stream = stream

    def __iter__(self) -> Iterator[bytes]:
        left = BYTES
        for piece in self.stream:
            left -= len(piece)
            if left < 0:
                raise TooMuch
            yield piece

    def close(self) -> None:
        self.stream.close()


class Transport(httpx.BaseTransport):
    """`httpx.HTTPTransport` with replies that end."""

    def __init__(self, verify: ssl.SSLContext | bool) -> None:
        self.inner = httpx.HTTPTransport(verify=verify, trust_env=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.headers["Accept-Encoding"] = "identity"
        reply = self.inner.handle_request(request)
        if reply.headers.get("Content-Encoding", "identity") != "identity":
            reply.close()
            raise TooMuch
        stream = reply.stream
        if not isinstance(stream, httpx.SyncByteStream):
            raise TypeError(f"not a stream to be read: {type(stream).__name__}")
        return httpx.Response(
            reply.status_code, headers=reply.headers, stream=_Counted(stream), extensions=reply.extensions
        )

    def close(self) -> None:
        self.inner.close()
