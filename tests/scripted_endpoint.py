"""An OpenAI-compatible endpoint on loopback that behaves as badly as it is told to. For tests only."""

from __future__ import annotations

import json
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def chunk(text: str | None, finish: str | None = None) -> bytes:
    delta = {} if text is None else {"role": "assistant", "content": text}
    body = {
        "id": "x",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "scripted",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }
    return f"data: {json.dumps(body, ensure_ascii=False)}\n\n".encode()


class Script:
    """What the server does next. `replies` are texts, streamed in pieces; `mode` is a fault."""

    def __init__(self) -> None:
        self.mode = "ok"
        self.reply = "行政机关应当公示执法信息。[1]"
        self.requests: list[dict[str, object]] = []
        self.keys: list[str] = []
        self.stop = threading.Event()
        self.hung_up = threading.Event()  # the client went away before the reply was over
        self.url = ""
        self.elsewhere = ""  # where `elsewhere` redirects to


class Handler(BaseHTTPRequestHandler):
    script: Script

    def handle(self) -> None:
        try:
            super().handle()
        except (ssl.SSLError, ConnectionResetError):  # a client that does not trust us goes
            self.script.hung_up.set()

    def log_message(self, *args: object) -> None:
        pass

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self.script.requests.append(json.loads(self.rfile.read(length)))
        self.script.keys.append(self.headers.get("Authorization", ""))
        try:
            getattr(self, f"mode_{self.script.mode}")()
        except (BrokenPipeError, ConnectionResetError):
            self.script.hung_up.set()

    def do_GET(self) -> None:
        self.script.requests.append({"followed": self.path})
        self.send_error(404)

    def start(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def send(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def fail(self, status: int, message: str, **headers: str) -> None:
        self.start(status, "application/json", **headers)
        self.send(json.dumps({"error": {"message": message, "type": "x"}}).encode())

    def mode_ok(self) -> None:
        self.start()
        for at in range(0, len(self.script.reply), 7):
            self.send(chunk(self.script.reply[at : at + 7]))
        self.send(chunk(None, "stop"))
        self.send(b"data: [DONE]\n\n")

    def mode_hang(self) -> None:
        self.script.stop.wait(20)

    def mode_drip(self) -> None:
        self.start()
        while not self.script.stop.wait(0.1):
            self.send(chunk("字"))

    def mode_silent_gap(self) -> None:
        self.start()
        self.send(chunk("行政机关"))
        self.script.stop.wait(20)

    def mode_busy(self) -> None:
        self.fail(429, "slow down", Retry_After="3600")

    def mode_busy_once(self) -> None:
        self.script.mode = "ok"
        self.fail(429, "slow down")

    def mode_broken(self) -> None:
        self.start(502, "text/html")
        self.send(b"<html>Bad gateway</html>")

    def mode_denied(self) -> None:
        self.fail(401, f"Incorrect API key provided: {self.headers.get('Authorization')}")

    def mode_null(self) -> None:
        self.start()
        self.send(b'data: {"id":"x","choices":null}\n\ndata: [DONE]\n\n')

    def mode_empty(self) -> None:
        self.start()
        self.send(b'data: {"id":"x","choices":[]}\n\ndata: [DONE]\n\n')

    def mode_bad_json(self) -> None:
        self.start()
        self.send(b"data: {not json\n\n")

    def mode_html(self) -> None:
        self.start(200, "text/html")
        self.send(b"<html><body>portal login</body></html>")

    def mode_cut(self) -> None:
        self.start()
        self.send(chunk("根据第十条，"))
        self.send(chunk("应当"))

    def mode_cut_length(self) -> None:
        self.start()
        self.send(chunk("根据第十条，应当"))
        self.send(chunk(None, "length"))
        self.send(b"data: [DONE]\n\n")

    def mode_garbage(self) -> None:
        self.start()
        self.send(chunk("行政机关"))
        self.send(b"data: \xff\xfe\x00\x80\n\n")

    def mode_error_midway(self) -> None:
        self.start()
        self.send(chunk("行政机关"))
        self.send(b'data: {"error":{"message":"boom"}}\n\n')

    def mode_flood(self) -> None:
        self.start()
        for _ in range(2000):
            self.send(chunk("滔滔不绝" * 50))

    def mode_flood_line(self) -> None:
        """One event that never ends."""
        self.start()
        for _ in range(4000):
            self.send(b"data: " + b"x" * 65536)

    def mode_packed(self) -> None:
        """A small reply that unpacks to a large one."""
        self.start(Content_Encoding="gzip")
        packer = zlib.compressobj(wbits=31)
        for _ in range(200):
            self.send(packer.compress(b"x" * 1_000_000))
        self.send(packer.flush())

    def mode_elsewhere(self) -> None:
        self.start(302, "text/plain", Location=self.script.elsewhere)

    def mode_sentences(self) -> None:
        """The reply a piece at a time, then silence until the client goes."""
        self.start()
        for at in range(0, len(self.script.reply), 7):
            self.send(chunk(self.script.reply[at : at + 7]))
        while not self.script.stop.wait(0.05):
            self.send(b": still here\n\n")

    def mode_redirect(self) -> None:
        self.start(307, "text/plain", Location=f"{self.script.url}/elsewhere")

    def mode_too_long(self) -> None:
        self.script.mode = "ok"
        self.fail(400, "maximum context length is 4096 tokens")


@contextmanager
def scripted_endpoint(context: ssl.SSLContext | None = None) -> Iterator[Script]:
    """With a context, over TLS."""
    script = Script()
    handler = type("Bound", (Handler,), {"script": script})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    script.url = f"{'http' if context is None else 'https'}://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield script
    finally:
        script.stop.set()
        server.shutdown()
        server.server_close()
        time.sleep(0.05)
