"""The HTTP interface under /api, put together, with its own description page (no script from elsewhere)."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse

from . import holdings, keeping, models, questions
from .pages import page, prefix, text

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": models.Problem, "description": words}
    for status, words in {
        400: "请求不合要求",
        401: "没有登录",
        403: "没有权限，或缺少 X-Fazhi-Request 头",
        404: "没有这一项",
        409: "文库正忙，或题名对应多个文献",
        413: "内容太大",
        422: "参数不合要求",
        503: "正忙或文献库有故障",
    }.items()
}

router = APIRouter(prefix="/api", responses=PROBLEMS)
for part in (questions, holdings, keeping):
    router.include_router(part.router)


def describe(app: FastAPI, base: str = "") -> dict[str, Any]:
    """The OpenAPI document of /api alone."""
    found = get_openapi(
        title="法治问答接口",
        version="1",
        description="与网页相同的功能。会改动数据的请求须带请求头 X-Fazhi-Request: 1。",
        routes=app.routes,
    )
    found["paths"] = {path: one for path, one in found["paths"].items() if path.startswith("/api/")}
    found["servers"] = [{"url": base or "/"}]
    return found


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> dict[str, Any]:
    return describe(request.app, prefix(request))


@router.get("/docs", include_in_schema=False)
def docs(request: Request) -> HTMLResponse:
    """Every operation with its parameters, in plain HTML: the usual viewer loads itself from another host."""
    described = describe(request.app, prefix(request))
    parts = [
        _operation(method, path, operation)
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
    ]
    body = f"""<main><h1>法治问答接口</h1><p>{text(described["info"]["description"])}</p>
<p>机器可读的说明：<a href="openapi.json">openapi.json</a>　出错时一律返回
<code>{{"code", "message", "next_step", "request_id"}}</code>。</p>{"".join(parts)}</main>"""
    return page(request, "接口说明 · 法治问答", body)


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{text(one['name'])}</code></td><td>{text(one['in'])}</td>"
        f"<td>{'必填' if one.get('required') else ''}</td><td>{text(one.get('description', ''))}</td></tr>"
        for one in operation.get("parameters", [])
    )
    body = operation.get("requestBody", {}).get("content", {})
    schema = next((one["schema"].get("$ref", "") for one in body.values()), "").rsplit("/", 1)[-1]
    takes = f"<p>请求正文：<code>{text(schema)}</code>（{text('、'.join(body))}）</p>" if body else ""
    table = f"<table><tr><th>参数</th><th>位置</th><th></th><th>说明</th></tr>{rows}</table>" if rows else ""
    return f"""<section><h2><code>{text(method.upper())} {text(path)}</code> {text(operation.get("summary", ""))}</h2>
<p>{text(operation.get("description", ""))}</p>{takes}{table}</section>"""
