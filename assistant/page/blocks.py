"""The page's layout in Gradio: four tabs, the conversation and its filters. The other tabs are filled by our own scripts."""

from __future__ import annotations

from typing import Any, cast

import gradio as gr

from assistant.web.state import State

from . import chat as handlers
from .examples import Examples
from .words import WELCOME

AT_ONCE = 32  # questions under way; how many are answered at the same moment is the state's business
HIDDEN: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def build(state: State) -> gr.Blocks:
    chat = handlers.Chat(state, Examples(state.assistant))
    with gr.Blocks(
        title="法治问答", fill_width=True, analytics_enabled=False, delete_cache=(3600, 3600)
    ) as page:
        _markup(HEAD, elem_id="fz-top")
        with gr.Tabs(elem_id="fz-tabs"):
            with gr.Tab("问答", id="ask", elem_id="fz-tab-ask"):
                _conversation(page, chat)
            for name, key in (("文库", "library"), ("核验", "check"), ("设置与状态", "settings")):
                with gr.Tab(name, id=key, elem_id=f"fz-tab-{key}", render_children=True):
                    _markup(f'<div class="fz-pane" data-pane="{key}"></div>')
        _markup('<div id="fz-foot" role="contentinfo"></div>')
    page.queue(max_size=256, default_concurrency_limit=AT_ONCE, api_open=False)
    return cast(gr.Blocks, page)


HEAD = """<header class="fz-head"><a class="fz-skip" href="#fz-question">跳到提问框</a>
<span class="fz-seal" aria-hidden="true">法</span><div class="fz-name"><h1>法治问答</h1><span class="fz-sub">原文作答 · 句句有据</span></div>
<div class="fz-tools" role="group" aria-label="显示"><button type="button" data-act="large" aria-pressed="false">大字</button>
<button type="button" data-act="dark" aria-pressed="false">深色</button><span id="fz-user"></span></div></header>"""


def _markup(html: str, elem_id: str | None = None) -> gr.Markdown:
    """Our own HTML, unchanged. gr.HTML evaluates a template in the browser, which the security policy forbids."""
    return gr.Markdown(html, elem_id=elem_id, sanitize_html=False, container=False, padding=False)


def _conversation(page: gr.Blocks, chat: handlers.Chat) -> None:
    conversation = gr.State("")
    sign = _markup(handlers.sign(""), elem_id="fz-sign-holder")
    begun = _markup("", elem_id="fz-begun-holder")
    with gr.Row(elem_id="fz-work"):
        with gr.Column(elem_id="fz-past", scale=1, min_width=180):
            new = gr.Button("新对话", elem_id="fz-new", size="sm")
            _markup('<nav id="fz-history" aria-label="以前的对话"></nav>')
        with gr.Column(elem_id="fz-main", scale=4, min_width=320):
            messages = gr.Chatbot(
                label="问答",
                show_label=False,
                elem_id="fz-chat",
                placeholder=WELCOME,
                examples=chat.examples(),
                buttons=[],
                feedback_options=None,
                latex_delimiters=[],
                editable="user",
                layout="panel",
                allow_file_downloads=False,
                group_consecutive_messages=False,
                height="auto",
            )
            with gr.Column(elem_id="fz-bottom"):
                with gr.Row(elem_id="fz-asking"):
                    question = gr.Textbox(
                        label="问题",
                        show_label=False,
                        placeholder="问题或法条，回车发送",
                        lines=1,
                        max_lines=6,
                        max_length=2000,
                        elem_id="fz-question",
                        scale=8,
                        autofocus=True,
                    )
                    send = gr.Button("提问", variant="primary", elem_id="fz-send", scale=1, min_width=76)
                    stop = gr.Button("停止", elem_id="fz-stop", scale=1, min_width=76, visible=False)
                bounds = _markup(handlers.bounds([], [], [], "", ""), elem_id="fz-scope-holder")
            with gr.Accordion("检索范围", open=False, elem_id="fz-filters"):
                with gr.Row():
                    kinds = gr.Dropdown(label="种类", choices=[], multiselect=True, value=[])
                    regions = gr.Dropdown(label="地区", choices=[], multiselect=True, value=[])
                    issuers = gr.Dropdown(label="机关", choices=[], multiselect=True, value=[])
                    as_of = gr.Textbox(
                        label="以哪一天的效力为准", placeholder="今天；如 2018-06-01", max_length=20
                    )
                    documents = gr.Textbox(
                        label="限于文献", placeholder="题名中的字，多个用顿号分开", max_length=300
                    )
        with gr.Column(elem_id="fz-side", scale=2, min_width=320):
            _markup('<aside id="fz-sources" aria-label="出处" tabindex="-1"></aside>')
    scope = [kinds, regions, issuers, as_of, documents]
    changes = [kinds.change, regions.change, issuers.change, as_of.change, documents.change]
    gr.on(changes, handlers.bounds, scope, bounds, queue=False, **HIDDEN)
    # In two steps: the question is put, at once and beside the queue; then it is answered. What a step skips costs as much
    # as what it sends (Gradio makes the component anew), so answering has only outputs that change.
    asked = gr.State("")
    put = [question, messages, asked, send, stop]
    outputs = [messages, conversation, sign]
    running = []
    for event, handler, needs in (
        ([question.submit, send.click], handlers.put, [question, messages]),
        ([messages.retry], handlers.again, [messages]),
        ([messages.edit], handlers.edited, [messages]),
        ([messages.example_select, messages.option_select], handlers.chosen, [messages]),
    ):
        ready = gr.on(event, handler, needs, put, queue=False, **HIDDEN)
        answering = ready.then(chat.ask, [asked, messages, conversation, *scope], outputs, **HIDDEN)
        answering.then(_idle, None, [send, stop], queue=False, **HIDDEN)
        running.append(answering)
    stop.click(_idle, None, [send, stop], cancels=running, queue=False, **HIDDEN)
    for cleared in (messages.clear, new.click):
        cleared(handlers.fresh, None, [question, *outputs], queue=False, **HIDDEN)
    page.load(chat.begin, None, [*outputs, begun, as_of, kinds, regions, issuers], **HIDDEN)


def _idle() -> tuple[Any, Any]:
    return gr.update(visible=True), gr.update(visible=False)
