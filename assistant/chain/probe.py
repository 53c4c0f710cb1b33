"""Tries the configured language model's address once. Sends the key and a one-word question nowhere else."""

from __future__ import annotations

from ..settings import Settings


def probe(settings: Settings) -> str:
    """ "" when the endpoint answers; otherwise what went wrong, in Chinese, without the key."""
    import httpx

    headers = {"Authorization": f"Bearer {settings.llm_key}"} if settings.llm_key else {}
    body = {
        "model": settings.llm_model,
        "messages": [{"role": "user", "content": "回答：好"}],
        "max_tokens": 8,
    }
    verify = str(settings.llm_certificate) if settings.llm_certificate else True
    try:
        # A redirect would hand the key to another host.
        with httpx.Client(
            verify=verify, timeout=settings.llm_connect_seconds * 3, follow_redirects=False
        ) as client:
            reply = client.post(f"{settings.llm_base_url}/chat/completions", json=body, headers=headers)
    except (httpx.HTTPError, OSError) as error:
        return f"连接失败（{type(error).__name__}）"
    if reply.status_code != 200:
        return f"返回 HTTP {reply.status_code}"
    try:
        choices = reply.json()["choices"]
    except (ValueError, KeyError, TypeError):
        return "返回的不是 OpenAI 兼容格式"
    return "" if choices else "返回了空的回答"
