"""The HTTP interface: does what the page does, and answers bad requests with one shape of error, never with a 5xx."""

from __future__ import annotations

import time
from typing import Any, cast

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from assistant.web import api
from assistant.web.gate import Gate

ROPE = "携犬出户牵引绳不得超过多长？"


def identity(client: TestClient, word: str) -> str:
    found = client.get("/api/documents", params={"q": word}).json()["documents"]
    return str(found[0]["id"])


def finished(client: TestClient, job: dict[str, Any]) -> dict[str, Any]:
    for _ in range(1200):  # a busy machine may need a minute
        state: dict[str, Any] = client.get(f"/api/jobs/{job['id']}").json()
        if state["done"]:
            return state
        time.sleep(0.05)
    raise AssertionError(state)


def test_an_answer_quotes_the_text_at_the_places_it_names(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": ROPE}).json()
    assert answer["status"] == "answered" and "一点五米" in answer["answer"]
    for one in answer["citations"]:
        text = client.get(f"/api/documents/{one['document']['id']}").json()["text"]
        assert text[one["start"] : one["end"]] == one["quote"]
        passage = one["passage"]
        assert text[passage["start"] : passage["end"]] == passage["text"]


def test_an_answer_can_be_fetched_again_by_its_id(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": ROPE}).json()
    again = client.get(f"/api/answers/{answer['id']}").json()
    assert again["citations"] == answer["citations"] and "出处" in again["copy"]


def test_a_follow_up_carries_on_from_the_answer_before(client: TestClient) -> None:
    first = client.post("/api/ask", json={"question": "《示例市养犬管理条例》第二条"}).json()
    second = client.post("/api/ask", json={"question": "那第三条呢？", "previous": first["id"]}).json()
    assert "养犬" in second["question"] and "二百元" in second["answer"]


def test_the_same_question_by_link_and_by_body_is_answered_alike(client: TestClient) -> None:
    posted = client.post("/api/ask", json={"question": ROPE, "as_of": "2018-01-01"}).json()
    linked = client.get("/api/ask", params={"question": ROPE, "as_of": "2018-01-01"}).json()
    assert posted["citations"] == linked["citations"] and "三米" in posted["answer"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("POST", "/api/ask", {"question": " "}, 422, "EMPTY_QUESTION"),
        ("POST", "/api/ask", {"question": "长" * 2001}, 422, "QUESTION_TOO_LONG"),
        ("POST", "/api/ask", {"question": "长" * 20_000}, 422, "BAD_REQUEST"),
        ("POST", "/api/ask", {"question": "长" * 400_000}, 413, "TOO_LARGE"),
        ("POST", "/api/ask", {"question": "狗", "kinds": ["圣旨"]}, 422, "BAD_REQUEST"),
        ("POST", "/api/ask", {"question": "狗", "colour": "red"}, 422, "BAD_REQUEST"),
        ("POST", "/api/search", {"query": "狗", "k": 10**9}, 422, "BAD_REQUEST"),
        ("GET", "/api/documents/ffffffffffff", None, 404, "NO_DOCUMENT"),
        ("GET", "/api/documents/示例市养犬管理条例", None, 409, "AMBIGUOUS_DOCUMENT"),
        ("GET", "/api/answers/nobody", None, 404, "NOT_FOUND"),
        ("GET", "/api/nothing", None, 404, "NOT_FOUND"),
        ("PUT", "/api/ask", {}, 404, "NOT_FOUND"),
        ("POST", "/api/feedback", {"answer": "x", "verdict": "真好"}, 422, "BAD_REQUEST"),
        ("DELETE", "/api/documents/ffffffffffff", None, 404, "NO_DOCUMENT"),
    ],
)
def test_errors_have_one_shape(
    client: TestClient, method: str, path: str, body: Any, status: int, code: str
) -> None:
    reply = client.request(method, path, json=body)
    assert (reply.status_code, reply.json()["code"]) == (status, code)
    assert set(reply.json()) == {"code", "message", "next_step", "request_id"}
    assert reply.headers["x-request-id"] == reply.json()["request_id"]


def test_bytes_that_are_no_json_are_refused(client: TestClient) -> None:
    for content in (b"\xff\xfe{", b'{"question": "\\ud800"}', b"[" * 5000, b'{"question": "a\\u0000b"}'):
        reply = client.post("/api/ask", content=content, headers={"content-type": "application/json"})
        assert reply.status_code in (200, 400, 422), content[:20]


def test_uploads_are_added_in_the_background_each_with_its_result(client: TestClient) -> None:
    files = [
        ("files", ("示例市灯笼管理办法.txt", "示例市灯笼管理办法\n\n第一条 灯笼应当使用冷光源。\n".encode())),
        ("files", ("../../etc/空.txt", b"")),
    ]
    reply = client.post("/api/documents", files=files)
    assert reply.status_code == 202
    first, second = finished(client, reply.json())["items"]
    assert (first["state"], second["state"]) == ("新加入", "未收")
    assert "EMPTY" in second["reason"] or "没有" in second["reason"] or "空" in second["reason"]
    hits = client.post("/api/search", json={"query": "冷光源"}).json()["hits"]
    assert hits[0]["document"]["id"] == first["id"]
    assert client.delete(f"/api/documents/{first['id']}").status_code == 200
    hits = client.post("/api/search", json={"query": "冷光源"}).json()["hits"]
    assert all(hit["document"]["id"] != first["id"] for hit in hits)


def test_replacing_removes_the_old_text_once_the_new_one_is_in(client: TestClient) -> None:
    old = identity(client, "夜市")
    new = (
        "files",
        ("示例市夜市管理办法（新）.txt", "示例市夜市管理办法\n\n第一条 夜市不得早于十九时开始。\n".encode()),
    )
    state = finished(client, client.post("/api/documents", files=[new], data={"replaces": old}).json())
    assert state["items"][0]["state"] in ("新加入", "已替换")
    assert client.get(f"/api/documents/{old}").status_code == 404
    refused = ("files", ("空.txt", b""))
    now = identity(client, "夜市")
    finished(client, client.post("/api/documents", files=[refused], data={"replaces": now}).json())
    assert client.get(f"/api/documents/{now}").status_code == 200


def test_an_upload_above_the_limit_is_refused_before_it_is_read(client: TestClient) -> None:
    reply = client.post(
        "/api/documents",
        content=b"",
        headers={"content-length": str(2**30), "content-type": "multipart/form-data; boundary=x"},
    )
    assert (reply.status_code, reply.json()["code"]) == (413, "TOO_LARGE")


def test_correcting_a_document_changes_what_is_said_of_it(client: TestClient) -> None:
    night = identity(client, "夜市")
    assert client.patch(f"/api/documents/{night}", json={"status": "已废止"}).status_code == 200
    assert client.get(f"/api/documents/{night}").json()["status"] == "已废止"
    assert client.patch(f"/api/documents/{night}", json={}).status_code == 422


def test_everything_about_a_document_can_be_read(client: TestClient) -> None:
    banana = identity(client, "香蕉")
    assert len(client.get(f"/api/documents/{banana}/passages").json()["passages"]) == 2
    assert client.get(f"/api/documents/{banana}/report").json()["articles"] == 2
    assert client.get(f"/api/documents/{banana}/references").status_code == 200
    publicity = identity(client, "公示办法")
    assert [one["label"] for one in client.get(f"/api/documents/{publicity}/outline").json()["outline"]][
        :1
    ] == ["第一章"]
    original = client.get(f"/api/documents/{banana}/original")
    assert original.content.startswith("# 示例市香蕉".encode())
    assert original.headers["content-disposition"].startswith("attachment")


def test_versions_of_a_law_know_each_other(client: TestClient) -> None:
    listed = client.get("/api/documents", params={"q": "养犬", "order": "date"}).json()["documents"]
    old = client.get(f"/api/documents/{listed[0]['id']}").json()
    assert len(old["versions"]) == 2 and old["validity"]["current"] == listed[1]["id"]


def test_lists_are_filtered_sorted_and_paged(client: TestClient) -> None:
    speeches = client.get("/api/documents", params={"kind": "讲话"}).json()
    assert speeches["total"] == 1
    page = client.get("/api/documents", params={"order": "date", "descending": True, "limit": 2}).json()
    dates = [one["date"] or "" for one in page["documents"]]
    assert page["total"] == 6 and len(dates) == 2 and dates == sorted(dates, reverse=True)


def test_feedback_is_kept_once_per_answer_with_what_was_cited(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": ROPE}).json()
    for verdict in ("有用", "引用有误"):
        body = {"answer": answer["id"], "verdict": verdict, "words": "应当引第三条", "citation": 1}
        assert client.post("/api/feedback", json=body).status_code == 200
    kept = client.get("/api/feedback").json()["feedback"]
    assert [(one["verdict"], one["citations"][0]["pinpoint"]) for one in kept] == [("引用有误", "第二条")]


def test_the_lexicon_takes_effect_at_once(client: TestClient) -> None:
    assert client.post("/api/lexicon/try", json={"query": "毛孩子"}).json()["expanded"] == []
    assert client.put("/api/lexicon", json={"text": "毛孩子 = 犬"}).status_code == 200
    assert client.post("/api/lexicon/try", json={"query": "毛孩子"}).json()["expanded"] == ["犬"]


DRAFT = "依据《示例市养犬管理条例》第二条，牵引绳不得超过三米。按照《示例市养犬管理条例》第九十九条处理。"


def test_a_draft_is_checked_from_text_and_from_a_file(client: TestClient) -> None:
    pasted = client.post("/api/check", json={"text": DRAFT}).json()["findings"]
    assert [one["verdict"] for one in pasted][-1] == "条号不符"
    sent = client.post("/api/check/file", files={"file": ("文稿.txt", DRAFT.encode())}).json()
    assert sent["findings"] == pasted and sent["text"].strip() == DRAFT
    assert client.post("/api/check/file", files={"file": ("空.docx", b"PK")}).status_code == 422


def test_versions_are_compared_article_by_article(client: TestClient) -> None:
    old, new = client.get("/api/documents", params={"q": "养犬", "order": "date"}).json()["documents"]
    changes = client.get(f"/api/documents/{old['id']}/diff/{new['id']}").json()["changes"]
    rope = next(one for one in changes if one["new"] == "第二条")
    assert rope["kind"] == "修改" and any("一点五" in edit["new"] for edit in rope["edits"])


def test_maintenance_and_state(client: TestClient) -> None:
    assert client.post("/api/maintenance/verify").json()["status"] == "正常"
    assert client.post("/api/maintenance/rebuild").json()["status"] == "正常"
    assert client.post("/api/maintenance/probe").json()["status"] == "未配置"
    state = client.get("/api/status").json()
    assert (state["documents"], state["mode"]) == (6, "原文摘录")
    assert client.get("/health").json()["status"] == "正常"


def test_the_description_page_needs_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/api/docs").text
    assert "POST /api/ask" in page and "提问" in page
    assert "http://" not in page and "https://" not in page and "<script" not in page


def send(client: TestClient, case: schemathesis.Case[Any]) -> Any:
    """A generated request, without header values that no HTTP client can send."""
    arguments = case.as_transport_kwargs(base_url="http://127.0.0.1:7860")
    headers = {name: value for name, value in dict(arguments.get("headers") or {}).items() if value.isascii()}
    wanted = {
        name: arguments[name]
        for name in ("params", "json", "data", "files")
        if arguments.get(name) is not None
    }
    if not isinstance(wanted.get("data", {}), dict):
        wanted["content"] = wanted.pop("data")
    return client.request(arguments["method"], arguments["url"], headers=headers, **wanted)


@pytest.mark.timeout(600)
def test_no_generated_request_is_answered_with_a_server_error(client: TestClient) -> None:
    """Uploads and rebuilding included: the library is a copy that goes away."""
    gate = cast(Gate, client.app)
    schema = schemathesis.openapi.from_dict(api.describe(cast(FastAPI, gate.app)))

    for operation in schema.get_all_operations():
        one = operation.ok()  # type: ignore[union-attr]

        @settings(
            max_examples=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            derandomize=True,
        )
        @given(case=one.as_strategy())
        def check(case: schemathesis.Case[Any]) -> None:
            reply = send(client, case)
            assert reply.status_code < 500, (case.method, case.path, reply.text[:300])
            if reply.status_code >= 400:
                assert set(reply.json()) == {"code", "message", "next_step", "request_id"}

        check()


NAMES = st.text(min_size=1, max_size=60) | st.sampled_from(
    ["../../x.txt", "a/b.docx", "CON.txt", "\u202etxt.exe", "空 .md"]
)
CONTENTS = st.binary(max_size=300) | st.text(max_size=200).map(
    lambda text: f"示例市随机办法\n\n第一条 {text}\n".encode("utf-8", "replace")
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True
)
@given(
    files=st.lists(st.tuples(NAMES, CONTENTS), min_size=1, max_size=4),
    kind=st.sampled_from(["", "法律", "圣旨"]),
)
def test_whatever_is_uploaded_every_file_gets_its_own_result(
    client: TestClient, files: list[tuple[str, bytes]], kind: str
) -> None:
    sent = [("files", (name, data)) for name, data in files]
    reply = client.post("/api/documents", files=sent, data={"kind": kind} if kind else {})
    assert reply.status_code in (202, 400, 422), reply.text[:300]
    assert (reply.status_code == 202) == (kind != "圣旨") or reply.status_code == 400
    if reply.status_code == 202:
        items = finished(client, reply.json())["items"]
        assert len(items) == len(files)
        assert all(item["state"] in ("新加入", "已在库中", "已替换", "未收") for item in items)
        assert all(item["id"] if item["state"] != "未收" else item["reason"] for item in items)


@pytest.mark.parametrize("task", ["verify", "rebuild", "probe"])
def test_maintenance_tells_what_it_found(client: TestClient, task: str) -> None:
    reply = client.post(f"/api/maintenance/{task}")
    assert reply.status_code == 200 and reply.json()["status"] in ("正常", "未配置")


@pytest.mark.parametrize("task", ["", "drop", "verify/x", "%00", "重建"])
def test_maintenance_knows_three_tasks(client: TestClient, task: str) -> None:
    assert client.post(f"/api/maintenance/{task}").status_code in (404, 405, 422)
