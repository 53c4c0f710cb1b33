"""The product as its users start it, `fazhi serve` in a process of its own, and a proxy that puts it under a prefix."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
    "--host-resolver-rules=MAP fawu.example 127.0.0.1",
]
STARTING_SECONDS = 200  # of a server; five where nothing else runs


def chromium() -> str | None:
    """The system's Chromium, or None."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    return None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(library: Path, *options: str, environment: Mapping[str, str] | None = None) -> Iterator[int]:
    """The port of a running server over this library; stopped, and its log shown if it died, at the end."""
    port = free_port()
    command = [sys.executable, "-m", "assistant", "serve", "-l", str(library), "--port", str(port), *options]
    log = library.parent / f"serve-{port}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env={**os.environ, **(environment or {})})
        try:
            _wait(process, port, log)
            yield port
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(log.read_text(encoding="utf-8"))
        with suppress(OSError, urllib.error.URLError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1)
            return
        time.sleep(0.25)
    raise TimeoutError(log.read_text(encoding="utf-8"))


@contextmanager
def below(prefix: str, port: int) -> Iterator[int]:
    """A reverse proxy that serves the server at `port` under `prefix`, as an office's web server would: it takes the
    prefix away and passes everything else on. One request a connection."""
    listener = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                threading.Thread(target=_carry, args=(client, prefix, port), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield int(listener.getsockname()[1])
    finally:
        listener.close()


def _carry(client: socket.socket, prefix: str, port: int) -> None:
    with suppress(OSError), client:
        head = b""
        while b"\r\n\r\n" not in head:
            part = client.recv(65536)
            if not part:
                return
            head += part
        first, rest = head.split(b"\r\n", 1)
        method, target, version = first.split(b" ", 2)
        if not target.startswith(prefix.encode() + b"/"):
            client.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return
        rest = re.sub(rb"(?im)^connection:.*?\r\n", b"", rest)
        changed = b" ".join((method, target[len(prefix) :], version)) + b"\r\nConnection: close\r\n" + rest
        with socket.create_connection(("127.0.0.1", port)) as server:
            server.sendall(changed)
            threading.Thread(target=_pump, args=(client, server), daemon=True).start()
            _pump(server, client)


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while part := source.recv(65536):
            sink.sendall(part)
