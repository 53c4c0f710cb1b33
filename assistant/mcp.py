"""fazhi mcp: ask, search and show for MCP clients, over stdin and stdout. Reads the library; changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from documents.errors import FazhiError
from index.records import Filter

from .naming import as_record, document_named
from .rendering import as_json
from .understand.wording import clean

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

    from index.library import Library

    from .ask import Assistant

LONGEST_SHOWN = 40_000  # characters of one document in one reply; clients pay for every one


def build(assistant: Assistant) -> MCPServer:
    """The server with its three tools. An error of ours reaches the client as {"error": …}, never as a trace."""
    from mcp.server.mcpserver import MCPServer

    server = MCPServer(
        "fazhi",
        title="法治问答",
        instructions="用本机文库里的法律法规与讲话原文作答，逐字引用并标明出处与效力。引文不得改动。",
        log_level="ERROR",
    )
    library = cast("Library", assistant.library)

    @server.tool(
        description="提问：用库中原文作答，附引文、条款、效力。不能回答时 status 为 refused 并说明原因。"
    )
    def ask(question: str, as_of: str = "") -> dict[str, Any]:
        return _safely(lambda: as_json.render(assistant.ask(question, filter=_scope(as_of)), library))

    @server.tool(description="检索：列出与查询最接近的片段，k 不超过 50。")
    def search(query: str, k: int = 10, as_of: str = "") -> dict[str, Any]:
        def find() -> dict[str, Any]:
            hits = library.search(clean(query), k=max(1, min(k, 50)), filter=_scope(as_of))
            return {"query": query, "hits": [as_json.hit_record(hit) for hit in hits]}

        return _safely(find)

    @server.tool(description="查看一篇文献：编号或题名；start 为起始字符，一次最多 40000 字。")
    def show(document: str, start: int = 0) -> dict[str, Any]:
        def read() -> dict[str, Any]:
            one = document_named(library, document)
            text = library.document(one.id).text
            part = text[max(0, start) : max(0, start) + LONGEST_SHOWN]
            return {
                **as_record(one, library.validity().get(one.id)),
                "length": len(text),
                "start": start,
                "text": part,
            }

        return _safely(read)

    return server


def serve(assistant: Assistant) -> None:
    """Until the client closes stdin."""
    build(assistant).run("stdio")


def _scope(as_of: str) -> Filter:
    from .cli.values import day

    return Filter(as_of=day(as_of, "as_of") if as_of.strip() else None)


def _safely(work: Any) -> dict[str, Any]:
    try:
        return dict(work())
    except FazhiError as error:
        return {"error": {"code": error.code, "message": error.message, "next_step": error.next_step}}
