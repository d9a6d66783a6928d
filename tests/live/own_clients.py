"""The frameworks' own test clients behind one signature: each sends one request and follows nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from tests.live.real_clients import Answer
from tests.live.serving import Log, note_wsgi, recording_asgi, recording_wsgi

SendOne = Callable[[str, str, bytes, dict[str, str]], Answer]


def own_client(framework: str, app: Any, log: Log) -> Callable[[str, str, bytes, dict[str, str]], Answer]:
    """A function that sends one request by the framework's test client, with its own cookies, and follows nothing."""
    if framework == "flask":
        app.wsgi_app = recording_wsgi(app.wsgi_app, log)
        flask_client = app.test_client()

        def by_flask(method: str, url: str, body: bytes, headers: dict[str, str]) -> Answer:
            parts = urlsplit(url)
            at = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
            response = flask_client.open(
                at, base_url=f"{parts.scheme}://{parts.netloc}", method=method, data=body, headers=headers
            )
            return response.status_code, response.headers.get("Location"), response.get_data(as_text=True)

        return by_flask
    if framework == "django":
        from django.test import Client

        client = Client(raise_request_exception=False)
        handler = client.handler

        def record(environ: dict[str, Any]) -> Any:
            note_wsgi(environ, log)
            return handler(environ)

        client.handler = record

        def by_django(method: str, url: str, body: bytes, headers: dict[str, str]) -> Answer:
            parts = urlsplit(url)
            kind = headers.pop("Content-Type", "application/octet-stream")
            try:
                response = client.generic(
                    method,
                    f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}",
                    body,
                    kind,
                    secure=parts.scheme == "https",
                    headers={**headers, "Host": parts.netloc},
                )
            except Exception as error:  # a server makes a 500 of whatever escapes the handler
                return 500, None, repr(error)
            return response.status_code, response.get("Location"), response.content.decode()

        return by_django
    if framework == "quart":
        app.asgi_app = recording_asgi(app.asgi_app, log)
        quart_client = app.test_client()

        def by_quart(method: str, url: str, body: bytes, headers: dict[str, str]) -> Answer:
            async def send() -> Answer:
                parts = urlsplit(url)
                response = await quart_client.open(
                    f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}",
                    method=method,
                    data=body,
                    headers={**headers, "Host": parts.netloc},
                    scheme=parts.scheme,
                )
                return response.status_code, response.headers.get("Location"), await response.get_data(as_text=True)

            return asyncio.run(send())

        return by_quart

    from starlette.testclient import TestClient

    starlette_client = TestClient(recording_asgi(app, log), follow_redirects=False, raise_server_exceptions=False)

    def by_starlette(method: str, url: str, body: bytes, headers: dict[str, str]) -> Answer:
        response = starlette_client.request(method, url, content=body, headers=headers)
        return response.status_code, response.headers.get("location"), response.text

    return by_starlette
