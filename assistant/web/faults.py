"""Every error of the server in one shape: {code, message, next_step, request_id}. Never a stack trace."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from documents.errors import DamageError, FazhiError, InputError, ModelError, StoreError

from .pages import page, prefix, text

log = logging.getLogger("fazhi.server")

STATUS = {
    "NO_DOCUMENT": 404,
    "NOT_FOUND": 404,
    "NO_LIBRARY": 503,
    "TOO_LARGE": 413,
    "STORE_BUSY": 409,
    "AMBIGUOUS_DOCUMENT": 409,
    "BUSY": 503,
    "FORBIDDEN": 403,
    "DISK_FULL": 507,
}
PLAIN = {
    400: ("BAD_REQUEST", "请求不合要求", ""),
    401: ("LOGIN_NEEDED", "请先登录", "打开 login 页面登录。"),
    403: ("FORBIDDEN", "没有权限做这件事", "请联系管理员。"),
    404: ("NOT_FOUND", "没有这个地址", "接口说明：api/docs"),
    405: ("BAD_METHOD", "这个地址不接受这种请求方式", "接口说明：api/docs"),
    413: ("TOO_LARGE", "内容太大", "单个文件不超过 50 MB，问题不超过 2000 字。"),
    421: ("BAD_HOST", "不认识这个主机名", "启动时加 --allow-host 主机名。"),
    503: ("BUSY", "现在提问的人太多", "请过几秒再试。"),
}


def body(code: str, message: str, next_step: str, request_id: str) -> dict[str, str]:
    return {"code": code, "message": message, "next_step": next_step, "request_id": request_id}


def plain(status: int, request_id: str) -> dict[str, str]:
    """The words for a bare HTTP status."""
    return body(*PLAIN.get(status, ("ERROR", "请求没有完成", "")), request_id)


def status_of(error: FazhiError) -> int:
    if error.code in STATUS:
        return STATUS[error.code]
    if isinstance(error, InputError):
        return 422
    return 503 if isinstance(error, StoreError | ModelError | DamageError) else 500


def install(app: FastAPI) -> None:
    """Handlers for our errors, for the framework's and for everything that nobody expected."""

    @app.exception_handler(FazhiError)
    async def ours(request: Request, error: FazhiError) -> Response:
        return _reply(request, status_of(error), body(error.code, error.message, error.next_step, ""))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        where = "；".join(sorted({_place(one) for one in error.errors()})[:5])
        return _reply(request, 422, body("BAD_REQUEST", f"参数不合要求：{where}", "接口说明：api/docs", ""))

    @app.exception_handler(HTTPException)
    async def bare(request: Request, error: HTTPException) -> Response:
        reply = _reply(request, error.status_code, plain(error.status_code, ""))
        reply.headers.update(error.headers or {})
        return reply

    @app.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> Response:
        log.error("unexpected error in request %s", _id(request), exc_info=error)
        return _reply(
            request, 500, body("INTERNAL", "程序内部出错，未能完成", "请把 request_id 告诉维护人员。", "")
        )


def _reply(request: Request, status: int, content: dict[str, Any]) -> Response:
    """JSON for programs; a page with the same words for a person who opened an address."""
    if "text/html" in request.headers.get("accept", "") and "/api/" not in request.url.path:
        words = f"<h1>{text(content['message'])}</h1><p>{text(content['next_step'])}</p>"
        home = f'<p><a href="{text(prefix(request))}/">返回首页</a></p><p><code>{text(content["code"])} {_id(request)}</code></p>'
        return page(request, "法治问答", f'<main class="narrow">{words}{home}</main>', status=status)
    return JSONResponse({**content, "request_id": _id(request)}, status_code=status)


def _id(request: Request) -> str:
    return str(request.scope.get("fazhi_request_id", ""))


def _place(error: Any) -> str:
    """The parameter's name only: its value may be a password or a megabyte."""
    return ".".join(str(part) for part in error["loc"] if part != "body")[:80] or "请求正文"
