"""/api: asking, searching, checking a draft; answers, conversations and feedback of the caller."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, Query, Request, UploadFile

from assistant.naming import finding_record
from assistant.rendering import as_json
from assistant.understand.wording import clean
from documents.errors import InputError

from . import models
from .state import State, state_of, user_of

router = APIRouter()


@router.post("/ask", response_model=models.AnswerOut, summary="提问", tags=["问答"])
async def ask(request: Request, question: models.Question) -> dict[str, Any]:
    """用库中原文作答，逐字引用并标明出处。不能回答时 status 为 refused，并说明原因。"""
    return await _ask(request, question)


@router.get("/ask", response_model=models.AnswerOut, summary="提问（链接形式）", tags=["问答"])
async def ask_by_link(request: Request, question: Annotated[models.Question, Query()]) -> dict[str, Any]:
    """参数写在地址里的提问。"""
    return await _ask(request, question)


async def _ask(request: Request, question: models.Question) -> dict[str, Any]:
    state, owner = state_of(request), user_of(request).name
    _, record = await state.workers.run(
        lambda: state.ask(owner, question.question, question.filter(), question.previous)
    )
    return record


@router.post("/search", response_model=models.HitsOut, summary="检索", tags=["问答"])
async def search(request: Request, query: models.Query) -> dict[str, Any]:
    """列出与查询最接近的片段，不作答。"""
    return await _search(state_of(request), query)


@router.get("/search", response_model=models.HitsOut, summary="检索（链接形式）", tags=["问答"])
async def search_by_link(request: Request, query: Annotated[models.Query, Query()]) -> dict[str, Any]:
    """参数写在地址里的检索。"""
    return await _search(state_of(request), query)


async def _search(state: State, query: models.Query) -> dict[str, Any]:
    wanted, scope = clean(query.query), query.filter()
    found = await state.workers.run(lambda: state.library.search(wanted, k=query.k, filter=scope))
    return {"query": query.query, "hits": [as_json.hit_record(one) for one in found]}


@router.post("/check", summary="核验文稿引用", tags=["问答"])
async def check(request: Request, draft: models.Draft) -> dict[str, Any]:
    """找出文稿中引用的法条：存在、条号不符、文字不符、已失效。"""
    from documents.citations import check as find

    state = state_of(request)
    findings = await state.workers.run(lambda: find(draft.text, state.library))
    return {"findings": [finding_record(one) for one in findings]}


@router.post("/check/file", summary="核验文稿文件", tags=["问答"])
async def check_file(
    request: Request, file: Annotated[UploadFile, File(description="docx、pdf、html、md、txt，不超过 1 MB")]
) -> dict[str, Any]:
    """同上，文稿以文件给出；文件不保存。"""
    from documents.citations import check as find
    from documents.load import load_bytes

    state, name, data = state_of(request), file.filename or "文稿", await file.read()

    def work() -> tuple[str, list[dict[str, Any]]]:
        text = load_bytes(data, name).document.text
        return text, [finding_record(one) for one in find(text, state.library)]

    text, findings = await state.workers.run(work)
    return {"text": text, "findings": findings}


@router.get("/answers/{identity}", response_model=models.AnswerOut, summary="取回自己的回答", tags=["对话"])
def answer(request: Request, identity: str) -> dict[str, Any]:
    """按编号取回以前的回答及其引文。"""
    found = state_of(request).journal.answer(user_of(request).name, identity)
    return {name: value for name, value in found.items() if name != "html"}


@router.get("/conversations", summary="自己的对话", tags=["对话"])
def conversations(request: Request) -> dict[str, Any]:
    """最近的在前，最多 100 个。"""
    return {"conversations": state_of(request).journal.conversations(user_of(request).name)}


@router.delete("/conversations/{identity}", summary="删除对话", tags=["对话"])
def forget(request: Request, identity: str) -> dict[str, str]:
    """连同其中的回答一起删除。"""
    state_of(request).journal.forget(user_of(request).name, identity)
    return {"status": "已删除"}


@router.patch("/conversations/{identity}", summary="重命名对话", tags=["对话"])
def rename(request: Request, identity: str, title: models.Title) -> dict[str, str]:
    """只改名称。"""
    state_of(request).journal.rename(user_of(request).name, identity, title.title)
    return {"status": "已重命名"}


@router.post("/feedback", summary="反馈", tags=["反馈"])
async def feedback(request: Request, given: models.Feedback) -> dict[str, str]:
    """对一个回答的评价，存入文献库，可导出为测评题。同一人对同一回答只留最后一次。"""
    state, owner = state_of(request), user_of(request).name
    record = state.journal.answer(owner, given.answer)
    if given.citation is not None and given.citation not in {one["n"] for one in record["citations"]}:
        raise InputError("NO_CITATION", f"回答中没有第 {given.citation} 条引文", "请核对序号。")
    await state.workers.run(lambda: _keep_feedback(state, owner, given, record))
    return {"status": "已记录"}


def _keep_feedback(state: State, owner: str, given: models.Feedback, record: dict[str, Any]) -> None:
    state.library.record_feedback(
        f"{owner}/{given.answer}",
        {
            "verdict": given.verdict,
            "words": given.words,
            "citation": given.citation,
            "user": owner,
            "question": record["question"],
            "as_of": record["as_of"],
            "status": record["status"],
            "citations": [
                {
                    "document": one["document"]["id"],
                    "title": one["document"]["title"],
                    "pinpoint": one["pinpoint"],
                }
                for one in record["citations"]
            ],
            "fingerprint": record["library"]["fingerprint"],
        },
    )


@router.get("/feedback", summary="全部反馈", tags=["反馈"])
def all_feedback(request: Request) -> dict[str, Any]:
    """供编目人员查看与导出。"""
    return {"feedback": state_of(request).library.feedback()}
