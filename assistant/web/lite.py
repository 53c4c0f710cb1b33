"""/lite: ask and read in any browser, without a script: a form, the answer, its sources."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from documents.errors import FazhiError, InputError
from documents.names import quoted
from index.records import Filter

from ..cli.values import day
from ..records import Answer, Citation
from ..rendering.words import headline
from .pages import page, prefix, text
from .state import state_of, user_of

router = APIRouter(include_in_schema=False)


@router.get("/lite")
async def lite(
    request: Request,
    q: str = "",  # how long it may be is said where it is asked, in words for people
    as_of: Annotated[str, Query(max_length=40)] = "",
) -> HTMLResponse:
    state, owner = state_of(request), user_of(request).name
    found, status = "", 200
    if q.strip():
        try:
            scope = Filter(as_of=day(as_of, "时点") if as_of.strip() else None)
            answer, _ = await state.workers.run(lambda: state.ask(owner, q, scope))
            found = _answer(request, answer)
        except FazhiError as error:
            status = 422 if isinstance(error, InputError) else 503
            found = f'<p class="alert" role="alert">{text(error.message)}　{text(error.next_step)}</p>'
    base = text(prefix(request))
    body = f"""<main class="narrow"><h1>法治问答（简版）</h1>
<form method="get" action="{base}/lite" role="search">
<label>问题<textarea name="q" rows="3" required>{text(q)}</textarea></label>
<label>以哪一天的效力为准（不填为今天）<input name="as_of" value="{text(as_of)}" placeholder="2018-06-01"></label>
<button>提问</button></form>{found}
<p><a href="{base}/">返回完整页面</a></p></main>"""
    return page(request, "简版 · 法治问答", body, status=status)


def _answer(request: Request, answer: Answer) -> str:
    numbers = {citation.number for citation in answer.citations}
    parts = []
    for section in answer.sections:
        heading = f"<h3>{text(section.title)}</h3>" if section.title else ""
        lines = "".join(
            f"<p>{text(sentence.text)}"
            + "".join(f' <a href="#s{n}">[{n}]</a>' for n in sentence.citations if n in numbers)
            + "</p>"
            for sentence in section.sentences
        )
        empty = f'<p class="empty">{text(section.empty)}</p>' if section.empty else ""
        parts.append(heading + lines + empty)
    notes = "".join(f"<li>{text(note)}</li>" for note in answer.notes)
    state = headline(answer)
    reason = f'<p class="alert">{text(state)}</p>' if state else ""
    sources = "".join(_source(request, citation) for citation in answer.citations)
    return f"""<section aria-live="polite"><h2>{text(answer.question)}</h2>
<p class="badges"><span class="badge">{text(answer.mode)}</span> 以 {answer.as_of} 的效力为准</p>
{reason}{"".join(parts)}{f"<ul>{notes}</ul>" if notes else ""}
{f"<h2>出处</h2><ol class='sources'>{sources}</ol>" if sources else ""}</section>"""


def _source(request: Request, citation: Citation) -> str:
    document, status = citation.hit.document, citation.hit.validity.status
    link = f"{prefix(request)}/doc/{quote(document.id)}?mark={citation.start}-{citation.end}#at-{citation.hit.passage.start}"
    return f"""<li id="s{citation.number}" value="{citation.number}"><strong>{text(quoted(document.title))}{text(citation.pinpoint)}</strong>
<span class="badge">{text(document.kind)}</span> <span class="badge status" data-status="{text(status)}">{text(status)}</span> {document.date or ""}
<blockquote>{text(citation.quote)}</blockquote><a href="{text(link)}">在原文中查看</a></li>"""
