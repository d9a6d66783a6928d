"""requests and httpx, with every connection led to one loopback address, whatever host and scheme the URL names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

MAX_HOPS = 6
Answer = tuple[int, str | None, str]
Chain = tuple[list[Answer], bool]
Send = Callable[[str, str, bytes, dict[str, str]], Chain]


def by_requests(address: str) -> Send:
    import requests
    from requests.adapters import HTTPAdapter

    class Gateway(HTTPAdapter):
        def send(self, request: Any, *args: Any, **kwargs: Any) -> Any:
            parts = urlsplit(request.url)
            onward = request.copy()
            onward.headers.update({"Host": parts.netloc, "X-Forwarded-Proto": parts.scheme})
            onward.url = parts._replace(scheme="http", netloc=address).geturl()
            response = super().send(onward, *args, **kwargs)
            response.url, response.request = request.url, request
            return response

    session = requests.Session()
    session.trust_env = False
    session.max_redirects = MAX_HOPS
    session.mount("http://", Gateway())
    session.mount("https://", Gateway())

    def send(method: str, url: str, body: bytes, headers: dict[str, str]) -> Chain:
        try:
            response = session.request(method, url, data=body or None, headers=headers)
        except requests.TooManyRedirects as error:
            last = error.response
            assert last is not None
            return [(last.status_code, last.headers.get("Location"), last.text)], True
        chain = [*response.history, response]
        return [(r.status_code, r.headers.get("Location"), r.text) for r in chain], False

    return send


def by_httpx(address: str) -> Send:
    import httpx

    class Gateway(httpx.BaseTransport):
        def __init__(self) -> None:
            self.inner = httpx.HTTPTransport(trust_env=False, verify=False)

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            onward = httpx.Request(
                request.method,
                f"http://{address}{request.url.raw_path.decode()}",
                content=request.read(),
                headers=[*request.headers.items(), ("X-Forwarded-Proto", request.url.scheme)],
            )
            return self.inner.handle_request(onward)

    client = httpx.Client(transport=Gateway(), follow_redirects=True, max_redirects=MAX_HOPS)

    def send(method: str, url: str, body: bytes, headers: dict[str, str]) -> Chain:
        seen: list[Answer] = []

        def keep(response: httpx.Response) -> None:
            response.read()
            seen.append((response.status_code, response.headers.get("Location"), response.text))

        client.event_hooks = {"response": [keep]}
        try:
            client.request(method, url, content=body or None, headers=headers)
        except httpx.TooManyRedirects:
            return seen, True
        return seen, False

    return send
