"""Which Locations are the URL of the request itself."""

from __future__ import annotations

import pytest

from lint307.project.requests import request_url
from tests.inline import FLASK, context_of

KINDS = {
    "request.url": "same",
    "request.path": "same",
    "request.full_path": "same",
    "str(request.url)": "same",
    "url_for(request.endpoint)": "same",
    'request.url.replace("http://", "https://", 1)': "rewritten",
    '"https://" + request.host + request.path': "rewritten",
    'f"https://example.org{request.path}"': "rewritten",
    '"https://%s%s" % (request.host, request.path)': "rewritten",
    'request.path.rstrip("/")': "rewritten",
    'urljoin("https://example.org", request.path)': "rewritten",
    'request.path + "?page=2"': "requeried",
    'request.path + "?" + request.query_string': "same",
    'url_for("login", next=request.url)': None,
    'f"/login?next={request.path}"': None,
    '"/elsewhere"': None,
    'request.args["next"]': None,
    "other.url": None,
    "request.referrer": None,
}


@pytest.mark.parametrize(("expression", "kind"), KINDS.items(), ids=KINDS)
def test_request_url(expression: str, kind: str | None) -> None:
    ctx = context_of(app=f"{FLASK}from urllib.parse import urljoin\nto = {expression}\n")
    assert request_url(ctx.symbols.files["app"].bindings["to"][-1], ctx, "app") == kind
