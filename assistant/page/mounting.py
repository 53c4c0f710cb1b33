"""Hangs the Gradio page into the server, with the defaults that must change, and cleans the HTML it is delivered in."""

from __future__ import annotations

import re
from pathlib import Path

import gradio as gr
from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.state import State

from .blocks import build
from .words import GRADIO

STATIC = Path(__file__).parent / "static"
SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "sans-serif")
# Gradio puts this at the end of the head once it runs: our style sheet has to come after its own.
HEAD = '<link rel="icon" href="ui/seal.svg"><link rel="stylesheet" href="ui/page.css">'

# Stands in the page as it is sent, before Gradio's own script. Modules run in the order in which they stand, so ours
# listens before there is anything to click at.
SCRIPTS = (
    "".join(f'<link rel="modulepreload" href="ui/{file.name}">' for file in sorted(STATIC.glob("*.js")))
    + '<script type="module" src="ui/page.js"></script>'
)

# For a browser in which the page's script does not run: shown after some seconds, taken away by the script (page.js).
PLAIN = (
    "<style>@keyframes fz-late { to { visibility: visible } } "
    "#fz-plain { visibility: hidden; animation: fz-late 0s 6s forwards !important; padding: 1em; font-size: 18px } "
    "</style><noscript><style>#fz-plain { visibility: visible !important }</style></noscript>"
    '<p id="fz-plain">页面没有显示出来？浏览器可能太旧（需要 Chrome、Edge 100 或相当的版本），或者关闭了脚本。'
    '请用<a href="lite">简版</a>：同样提问，同样有出处，不需要脚本。</p>'
)


def mount(app: FastAPI, state: State) -> None:
    """The page at /. Analytics, run history, monitoring, uploads and footer are off."""
    theme = gr.themes.Default(
        primary_hue=gr.themes.colors.red,
        neutral_hue=gr.themes.colors.slate,
        font=[gr.themes.Font(name) for name in SANS],
        font_mono=[gr.themes.Font("monospace")],
    )
    gr.mount_gradio_app(
        app,
        build(state),
        path="/",
        theme=theme,
        head=HEAD,
        i18n=gr.I18n(**{"zh-CN": GRADIO, "zh": GRADIO, "en": GRADIO}),
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        show_error=False,
        max_file_size="1kb",
        root_path=state.settings.root_path or None,
    )
    app.add_middleware(CleanPage)


class CleanPage:
    """Rewrites the HTML of / : our script before all others, the nonce of this response on every script, Chinese as the
    language, and no mention of other hosts. Everything else passes through untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or path not in ("/", scope.get("root_path", "") + "/"):
            await self._app(scope, receive, send)
            return
        # Compressed HTML could not be rewritten.
        scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        start: Message = {}
        chunks: list[bytes] = []

        async def gather(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            chunks.append(message.get("body", b""))
            if message.get("more_body"):
                return
            body = clean(b"".join(chunks).decode(), scope.get("fazhi_nonce", "")).encode()
            headers = [pair for pair in start["headers"] if pair[0].lower() != b"content-length"]
            headers.append((b"content-length", str(len(body)).encode()))
            await send({**start, "headers": headers})
            await send({"type": "http.response.body", "body": body if scope["method"] != "HEAD" else b""})

        await self._app(scope, receive, gather)


def clean(html: str, nonce: str) -> str:
    """Without quotes round the nonce, so that a <script inside the page's JSON stays valid JSON."""
    html = re.sub(r"<(?:meta|link)[^>]*(?:https?://|\{url\})[^>]*>", "", html)
    html = html.replace("<script", SCRIPTS + "<script", 1)
    html = re.sub(r"<script(?=[\s>])", f"<script nonce={nonce}", html)
    html = re.sub(r"<body[^>]*>", lambda found: found.group() + PLAIN, html, count=1)
    return html.replace('lang="en"', 'lang="zh-CN"', 1)
