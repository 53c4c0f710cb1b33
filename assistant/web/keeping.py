"""/api: adding, replacing, correcting and removing documents; the state of the library; the lexicon; maintenance."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, File, Form, Query, Request, UploadFile

from assistant.chain import probe
from assistant.naming import document_named
from assistant.understand.wording import clean
from documents.errors import FazhiError, InputError
from documents.records import Kind, Status
from index.lexicon import load_lexicon
from index.segment import words

from . import models
from .gate import UPLOAD_LIMIT
from .state import State, state_of, user_of

router = APIRouter()
MOST_FILES = 50


@router.post("/documents", status_code=202, summary="加入文献", tags=["文库"])
async def add(  # noqa: PLR0913 the fields of the form
    request: Request,
    files: Annotated[list[UploadFile], File(description="docx、pdf、html、md、txt；一次不超过 50 个")],
    kind: Annotated[Kind | None, Form(description="种类；不写由系统识别")] = None,
    date: Annotated[datetime.date | None, Form(description="公布日期")] = None,
    effective: Annotated[datetime.date | None, Form(description="施行日期")] = None,
    status: Annotated[Status | None, Form(description="已核实的效力状态")] = None,
    replaces: Annotated[str | None, Form(max_length=80, description="入库成功后删除的旧文献编号")] = None,
    job: Annotated[
        str | None, Form(max_length=80, description="接着加到这项任务中；种类等以第一次所写为准")
    ] = None,
) -> dict[str, Any]:
    """在后台入库；用返回的任务编号查询每个文件的结果。"""
    from documents.recognise import Hints

    if len(files) > MOST_FILES:
        raise InputError("TOO_MANY", f"一次收到 {len(files)} 个文件", f"请分批，每批不超过 {MOST_FILES} 个。")
    state = state_of(request)
    if replaces:
        replaces = document_named(state.library, replaces).id
    if job:
        state.jobs.job(user_of(request).name, job)
    items = [state.jobs.stage(file.filename or "未命名", await file.read(UPLOAD_LIMIT)) for file in files]
    await _log(request, "upload", "、".join(item.name for item in items)[:2000])
    owner, hints = user_of(request).name, Hints(kind=kind, date=date, effective=effective, status=status)
    if job:
        return state.jobs.extend(owner, job, items).summary()
    return state.jobs.start(owner, items, hints, replaces).summary()


@router.get("/jobs", summary="自己的入库任务", tags=["文库"])
def jobs(request: Request) -> dict[str, Any]:
    """最近的在前；服务重新启动后不再列出。"""
    return {"jobs": [one.summary() for one in state_of(request).jobs.of(user_of(request).name)]}


@router.get("/jobs/{identity}", summary="入库任务的进度", tags=["文库"])
def progress(
    request: Request,
    identity: str,
    since: Annotated[int, Query(ge=0, le=10**9, description="只列这一轮（turn）之后有变化的文件")] = 0,
) -> dict[str, Any]:
    """每个文件：等待、处理中、新加入、已在库中、已替换、未收（附原因）。"""
    return state_of(request).jobs.job(user_of(request).name, identity).record(since)


@router.delete("/documents/{identity}", summary="删除文献", tags=["文库"])
async def remove(request: Request, identity: str) -> dict[str, str]:
    """从文库及全部索引中删除。"""
    state = state_of(request)
    one = document_named(state.library, identity)
    await state.workers.run(lambda: state.library.remove([one.id]))
    await _log(request, "remove", one.id, one.title)
    return {"status": "已删除", "id": one.id, "title": one.title}


async def _log(request: Request, action: str, subject: str, detail: str = "") -> None:
    """Who did what. While another process writes the library the line is given up rather than the work."""
    state, who = state_of(request), user_of(request).name
    with contextlib.suppress(FazhiError):
        await state.workers.run(lambda: state.library.notebook.log(action, subject, detail, who))


@router.patch("/documents/{identity}", summary="更正种类、日期、效力状态", tags=["文库"])
async def correct(request: Request, identity: str, given: models.Correction) -> dict[str, str]:
    """只改填写的项。"""
    state = state_of(request)
    one = document_named(state.library, identity)
    changes = given.model_dump(exclude_none=True)
    if not changes:
        raise InputError("BAD_REQUEST", "没有写要更正什么", "可写 status、adopted、effective、kind。")
    await state.workers.run(lambda: state.library.set_status(one.id, **changes))
    await _log(request, "correct", one.id, str(given.model_dump(exclude_none=True, mode="json")))
    return {"status": "已更正", "id": one.id}


@router.get("/status", summary="文献库与服务概况", tags=["状态"])
def status(request: Request) -> dict[str, Any]:
    """篇数、片段数、各种类与效力的数目、所用模型。"""
    state = state_of(request)
    library, settings = state.library, state.settings
    documents, validity, counts = library.documents(), library.validity(), library.counts()
    dates = [one.date for one in documents if one.date]
    return {
        "documents": counts.documents,
        "passages": counts.passages,
        "fingerprint": library.fingerprint(),
        "latest": max(dates).isoformat() if dates else None,
        "kinds": _counted([one.kind for one in documents], Kind),
        "statuses": _counted([one.status for one in validity.values()], Status),
        "regions": sorted({one.region for one in documents if one.region}),
        "issuers": sorted({one.issuer for one in documents if one.issuer}),
        "embedder": settings.embedder or "内置模型",
        "reranker": settings.reranker or "内置排序",
        "model": f"{settings.llm_model} @ {settings.llm_base_url}" if settings.has_model else None,
        "mode": "模型" if settings.has_model else "原文摘录",
    }


def _counted(values: list[Kind] | list[Status], order: Iterable[Kind] | Iterable[Status]) -> dict[str, int]:
    counts = Counter(values)
    return {one.value: counts[one] for one in order if counts[one]}


@router.get("/session", summary="当前用户", tags=["状态"])
def session(request: Request) -> dict[str, Any]:
    """用户名、角色，以及是否需要登录。"""
    user = user_of(request)
    return {"name": user.name, "role": user.role, "login": state_of(request).sessions is not None}


@router.get("/lexicon", summary="词典", tags=["设置"])
def lexicon(request: Request) -> dict[str, Any]:
    """自己的同义词与专名，每行一组：老赖 = 失信被执行人、被执行人。随附的词典不在其中，但同样生效。"""
    return {"text": state_of(request).library.lexicon_text()}


@router.put("/lexicon", summary="保存词典", tags=["设置"])
async def save_lexicon(request: Request, given: models.Lexicon) -> dict[str, Any]:
    """立即生效，不用重启，不用重建索引。"""
    state, text = state_of(request), given.text.encode("utf-8", "replace").decode("utf-8")
    await state.workers.run(lambda: state.library.set_lexicon_text(text))
    return {"status": "已保存"}


@router.post("/lexicon/try", summary="试用词典", tags=["设置"])
def try_lexicon(request: Request, given: models.LexiconTry) -> dict[str, Any]:
    """一个查询会怎样分词、扩展出哪些同义词。"""
    query = clean(given.query)
    expanded = load_lexicon(state_of(request).library.folder).expansions(query)
    return {"words": words(query), "expanded": list(expanded)}


@router.post("/maintenance/{task}", summary="核对、重建、测试大模型接口", tags=["设置"])
async def maintain(request: Request, task: Literal["verify", "rebuild", "probe"]) -> dict[str, Any]:
    """verify 核对校验值与数量；rebuild 由目录重建索引；probe 试连大模型接口。"""
    state = state_of(request)
    return await state.workers.run(lambda: _maintain(state, task))


def _maintain(state: State, task: str) -> dict[str, Any]:
    if task == "probe":
        if not state.settings.has_model:
            return {"status": "未配置", "detail": "没有设置大模型接口，使用原文摘录方式作答。"}
        trouble = probe.probe(state.settings)
        return {"status": "故障" if trouble else "正常", "detail": trouble or "接口可用。"}
    found = state.library.verify() if task == "verify" else None
    if task == "rebuild":
        state.library.rebuild()
    detail = (
        dataclasses.asdict(found) if dataclasses.is_dataclass(found) and not isinstance(found, type) else None
    )
    return {"status": "正常", "detail": detail}
