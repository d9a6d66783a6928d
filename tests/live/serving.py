"""An application behind a recorder, and on a loopback server.

The recorder notes what arrives. The scheme is that of X-Forwarded-Proto, as behind a proxy.
"""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Log = list[dict[str, Any]]


def recording_wsgi(app: Any, log: Log) -> Any:
    def record(environ: dict[str, Any], start_response: Any) -> Any:
        environ["wsgi.url_scheme"] = environ.get("HTTP_X_FORWARDED_PROTO", environ["wsgi.url_scheme"])
        note_wsgi(environ, log)
        return app(environ, start_response)

    return record


def note_wsgi(environ: dict[str, Any], log: Log) -> None:
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    log.append({"method": environ["REQUEST_METHOD"], "path": environ["PATH_INFO"], "body": body.decode()})


def recording_asgi(app: Any, log: Log) -> Any:
    async def record(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        log.append({"method": scope["method"], "path": scope["path"], "body": body.decode()})
        given = False

        async def again() -> Any:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await app(scope, again, send)

    return record


@contextmanager
def served(framework: str, app: Any, log: Log) -> Iterator[str]:
    """The address of a loopback server that runs the application."""
    # asyncio sets TCP_NODELAY only where the protocol is named; without it each answer waits 40 ms.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    port = listening.getsockname()[1]
    if framework in ("flask", "django"):
        from werkzeug.serving import WSGIRequestHandler, make_server

        class Quiet(WSGIRequestHandler):
            def log(self, kind: str, message: str, *args: object) -> None:
                pass

        server = make_server(
            "127.0.0.1", port, recording_wsgi(app, log), threaded=True, request_handler=Quiet, fd=listening.fileno()
        )
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"127.0.0.1:{port}"
        server.shutdown()
    else:
        import uvicorn

        uvicorn_server = uvicorn.Server(uvicorn.Config(recording_asgi(app, log), log_level="critical"))
        thread = threading.Thread(target=uvicorn_server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield f"127.0.0.1:{port}"
        uvicorn_server.should_exit = True
    thread.join(5)
    listening.close()
