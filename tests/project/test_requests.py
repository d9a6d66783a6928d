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


LINKS = """\
def join(path):
    return "https://docs.example.org/join?from=" + path

def sub(path):
    return "https://docs.example.org" + path

def format(path):
    return "/login?next=" + path
"""
OWN = {
    "links.join(request.path)": None,
    "links.sub(request.path)": "rewritten",
    "links.format(request.path)": None,
    'posixpath.join("/docs", request.path)': "rewritten",
    '"/docs{}".format(request.path)': "rewritten",
}


@pytest.mark.parametrize(("expression", "kind"), OWN.items(), ids=OWN)
def test_functions_of_a_module_that_are_called_as_methods_of_strings_are(expression: str, kind: str | None) -> None:
    ctx = context_of(app=f"{FLASK}import links, posixpath\nto = {expression}\n", links=LINKS)
    assert request_url(ctx.symbols.files["app"].bindings["to"][-1], ctx, "app") == kind
