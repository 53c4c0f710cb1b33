"""Says whether the server can answer, for whatever watches it. Tells nothing about the library's content."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from documents.errors import FazhiError

from .state import state_of

router = APIRouter()


@router.get("/health", include_in_schema=False)
def health(request: Request) -> JSONResponse:
    try:
        documents = state_of(request).library.counts().documents
    except FazhiError as error:
        return JSONResponse({"status": "故障", "code": error.code}, status_code=503)
    return JSONResponse({"status": "正常", "library": "有文献" if documents else "空"})
