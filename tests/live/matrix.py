"""Small modules, one for each rule, framework and way to write a redirect: `/from` redirects to `/to`."""

from __future__ import annotations

import http
import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from tests.live.scenario import Landing


class Rule(NamedTuple):
    """What a rule is about.

    sends, right  the status of the module, and the one that it shall send
    method        of the request to `/from`; accepts: what `/to` answers
    before, after where the client ends without the fix, and with it
    acts          whether the handler does something; secret: whether it reads a password
    asked         the target is what the request says, and not written out
    detour        the path that the client asks for on the way, before the fix and not after it
    """

    code: str
    sends: int
    right: int
    method: str
    accepts: str
    before: Landing
    after: Landing
    acts: bool = False
    secret: bool = False
    comment: str = ""
    asked: bool = False
    detour: str = ""


LOOK = Landing("GET", "/to", 200, "arrived")
AGAIN = Landing("POST", "/to", 200, "arrived", body=True)
_LOST, TWICE = Landing("GET", "/to", 405), Landing("POST", "/to", 405, body=True)
RULES = (
    Rule("RDR101", 302, 307, "POST", "POST", _LOST, AGAIN),
    Rule("RDR101", 303, 307, "POST", "POST", _LOST, AGAIN),
    Rule("RDR102", 301, 308, "POST", "POST", _LOST, AGAIN),
    Rule("RDR201", 307, 303, "POST", "GET", TWICE, LOOK, acts=True),
    Rule("RDR201", 308, 303, "POST", "GET", TWICE, LOOK, acts=True),
    Rule("RDR202", 307, 303, "POST", "GET", TWICE, LOOK, acts=True, secret=True),
    Rule("RDR203", 302, 303, "DELETE", "GET", Landing("DELETE", "/to", 405), LOOK, acts=True),
    Rule("RDR204", 301, 303, "POST", "GET", LOOK, LOOK, acts=True),
    Rule("RDR205", 302, 303, "POST", "GET", LOOK, LOOK, acts=True),
    *(
        Rule("RDR401", sends, 308, "GET", "GET", LOOK, LOOK, comment="# This page has moved permanently.")
        for sends in (302, 303, 307)
    ),
    Rule("RDR402", 301, 302, "GET", "GET", LOOK, LOOK, asked=True),
    Rule("RDR402", 308, 307, "GET", "GET", LOOK, LOOK, asked=True),
)


class Construct(NamedTuple):
    """A way to write a redirect: `{S}` stands for the status, `{N}` for its name; `only`: the one status it can send.

    `head` stands before the handler; one that starts with `@` is the handler's own decorator.
    """

    written: str
    body: str
    only: int | None = None
    head: str = ""


def _own(written: str, only: int | None = None) -> Construct:
    return Construct(written, f"return {written}", only)


_LATER = "r = {}\nr.status_code = {{S}}\nreturn r"
_FLASK = (
    _own('redirect("/to")', 302),
    _own('redirect("/to", {S})'),
    _own('redirect("/to", code={S})'),
    _own('redirect("/to", code=HTTPStatus.{N})'),
    _own('redirect("/to"), {S}'),
    _own('"", {S}, {{"Location": "/to"}}'),
    Construct("r.status_code = {S}", _LATER.format('redirect("/to")')),
    Construct("go(to, code={S})", 'return go("/to")', head="def go(to, code={S}):\n    return redirect(to, code)\n"),
)
_CONSTRUCTS: dict[str, tuple[Construct, ...]] = {
    "flask": (
        *_FLASK,
        _own('make_response(redirect("/to"), {S})'),
        _own('Response(status={S}, headers={{"Location": "/to"}})'),
        Construct('abort(redirect("/to", {S}))', 'abort(redirect("/to", {S}))'),
    ),
    "quart": _FLASK,
    "django": (
        _own('redirect("/to")', 302),
        _own('redirect("to")', 302),
        _own('redirect("/to", permanent=True)', 301),
        _own('redirect("to", preserve_request=True)', 307),
        _own('HttpResponseRedirect("/to")', 302),
        _own('HttpResponsePermanentRedirect(reverse("to"))', 301),
        _own('HttpResponseRedirect("/to", status={S})'),
        _own('HttpResponsePermanentRedirect("/to", status={S})'),
        Construct("r.status_code = {S}", _LATER.format('redirect("/to")')),
        Construct(
            "class Moved: status_code = {S}", 'return Moved("/to")',
            head="class Moved(HttpResponseRedirect):\n    status_code = {S}\n",
        ),
        Construct(
            'HttpResponse(status={S}); r["Location"]', 'r = HttpResponse(status={S})\nr["Location"] = "/to"\nreturn r'
        ),
    ),
    "drf": (
        _own('redirect("/to")', 302),
        _own('redirect("to", permanent=True)', 301),
        _own('HttpResponseRedirect("/to", status=status.HTTP_{S}_{N})'),
        _own('Response(status={S}, headers={{"Location": "/to"}})'),
    ),
    "ninja": (
        _own('redirect("/to")', 302),
        _own('redirect("/to", permanent=True)', 301),
        _own('HttpResponseRedirect("/to", status={S})'),
    ),
    "starlette": (
        _own('RedirectResponse("/to")', 307),
        _own('RedirectResponse("/to", {S})'),
        _own('RedirectResponse(url="/to", status_code=status.HTTP_{S}_{N})'),
        _own('Response(status_code={S}, headers={{"location": "/to"}})'),
        Construct("r.status_code = {S}", _LATER.format('RedirectResponse("/to")')),
        Construct(
            "class Moved: status_code={S}", 'return Moved("/to")',
            head=(
                "class Moved(RedirectResponse):\n    def __init__(self, url, status_code={S}):\n"
                "        super().__init__(url, status_code)\n"
            ),
        ),
    ),
}  # fmt: skip
_CONSTRUCTS["fastapi"] = (
    *_CONSTRUCTS["starlette"],
    Construct('HTTPException({S}, headers=…)', 'raise HTTPException({S}, headers={{"Location": "/to"}})'),
    Construct(
        "response_class=RedirectResponse", 'return "/to"', 307, '@app.{M}("/from", response_class=RedirectResponse)'
    ),
    Construct(
        "response_class=RedirectResponse, status_code={S}", 'return "/to"', None,
        '@app.{M}("/from", response_class=RedirectResponse, status_code={S})',
    ),
)  # fmt: skip

_SPOKEN_OF = ("return redirect", "return Redirect", "return HttpResponseR", "return HttpResponseP")
MODULES = {
    "flask": """
        from http import HTTPStatus
        from flask import Flask, Response, abort, make_response, redirect, request, url_for
        app = Flask(__name__)
        kept = []
        {head}
        @app.route("/from", methods=["{method}"])
        def source():
        {body}

        @app.route("/to", methods=["{accepts}"])
        def target():
            return "arrived"
    """,
    "quart": """
        from http import HTTPStatus
        from quart import Quart, redirect, request, url_for
        app = Quart(__name__)
        kept = []
        {head}
        @app.route("/from", methods=["{method}"])
        async def source():
        {body}

        @app.route("/to", methods=["{accepts}"])
        async def target():
            return "arrived"
    """,
    "django": """
        from django.http import HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
        from django.shortcuts import redirect
        from django.urls import path, reverse
        from django.views.decorators.http import require_http_methods
        kept = []
        {head}
        @require_http_methods(["{method}"])
        def source(request):
        {body}

        @require_http_methods(["{accepts}"])
        def target(request):
            return HttpResponse("arrived")

        urlpatterns = [path("from", source), path("to", target, name="to")]
    """,
    "drf": """
        from django.http import HttpResponse, HttpResponseRedirect
        from django.shortcuts import redirect
        from django.urls import path, reverse
        from rest_framework import status
        from rest_framework.decorators import api_view
        from rest_framework.response import Response
        kept = []
        {head}
        @api_view(["{method}"])
        def source(request):
        {body}

        @api_view(["{accepts}"])
        def target(request):
            return Response("arrived")

        urlpatterns = [path("from", source), path("to", target, name="to")]
    """,
    "ninja": """
        from django.http import HttpResponse, HttpResponseRedirect
        from django.shortcuts import redirect
        from django.urls import path
        from ninja import NinjaAPI
        api = NinjaAPI(urls_namespace=__name__)
        kept = []
        {head}
        @api.{lower}("/from")
        def source(request):
        {body}

        @api.{accepted}("/to")
        def target(request):
            return "arrived"

        urlpatterns = [path("", api.urls)]
    """,
    "starlette": """
        from starlette import status
        from starlette.applications import Starlette
        from starlette.requests import Request
        from starlette.responses import PlainTextResponse, RedirectResponse, Response
        from starlette.routing import Route
        kept = []
        {head}
        async def source(request: Request):
        {body}

        async def target(request: Request):
            return PlainTextResponse("arrived")

        app = Starlette(routes=[
            Route("/from", source, methods=["{method}"]), Route("/to", target, methods=["{accepts}"]),
        ])
    """,
    "fastapi": """
        from fastapi import FastAPI, Form, HTTPException, Request, status
        from fastapi.responses import RedirectResponse, Response
        app = FastAPI()
        kept = []
        {head}
        {decorator}
        def source({parameters}):
        {body}

        @app.{accepted}("/to")
        def target():
            return "arrived"
    """,
}
_ASKED = {
    "flask": 'request.args.get("next", "/to")', "quart": 'request.args.get("next", "/to")',
    "django": 'request.GET.get("next", "/to")', "drf": 'request.query_params.get("next", "/to")',
    "ninja": 'request.GET.get("next", "/to")', "starlette": 'request.query_params.get("next", "/to")',
    "fastapi": "next",
}  # fmt: skip
_FIELDS = {
    "flask": "request.form[{0!r}]", "quart": "(await request.form)[{0!r}]", "django": "request.POST[{0!r}]",
    "drf": "request.data[{0!r}]", "ninja": "request.POST[{0!r}]", "starlette": "form[{0!r}]",
    "fastapi": "{0}",
}  # fmt: skip


FRAMEWORKS = tuple(_CONSTRUCTS)


class Module(NamedTuple):
    framework: str
    rule: Rule
    construct: Construct
    text: str

    @property
    def label(self) -> str:
        return f"{self.framework} {self.rule.code} {self.written}"

    @property
    def written(self) -> str:
        status = self.rule.sends
        return self.construct.written.format(S=status, N=http.HTTPStatus(status).name)


def modules(framework: str) -> Iterator[Module]:
    """Every rule with every construct that can send its status."""
    for rule in RULES:
        for construct in _CONSTRUCTS[framework]:
            # A comment speaks of the redirect in the next line.
            speaks = not rule.comment or construct.body.startswith(_SPOKEN_OF)
            # The status that a framework sends unasked says nothing about the move.
            is_said = rule.code != "RDR401" or construct.only != 307 or "preserve" in construct.written
            if rule.asked:
                if '"/to"' not in construct.body:
                    continue
                target = _ASKED[framework]
                construct = construct._replace(
                    written=construct.written.replace('"/to"', target), body=construct.body.replace('"/to"', target)
                )
            if construct.only in (None, rule.sends) and speaks and is_said:
                yield module_of(framework, rule, construct)


def module_of(framework: str, rule: Rule, construct: Construct) -> Module:
    """The module of a framework that answers `/from` by a construct."""
    return Module(framework, rule, construct, _text(framework, rule, construct))


def _text(framework: str, rule: Rule, construct: Construct) -> str:
    name = "password" if rule.secret else "note"
    lower = rule.method.lower()
    status = {"S": rule.sends, "N": http.HTTPStatus(rule.sends).name, "M": lower}
    reads = rule.acts and rule.method == "POST"
    form = ["form = await request.form()"] if reads and framework == "starlette" else []
    acts = [*form, f"kept.append({_FIELDS[framework].format(name) if reads else 1})"] if rule.acts else []
    lines = [*([rule.comment] if rule.comment else []), *acts, *construct.body.format(**status).split("\n")]
    head = construct.head.format(**status)
    decorates = head.startswith("@")
    return textwrap.dedent(MODULES[framework]).lstrip().format(
        head="" if decorates else head,
        decorator=head if decorates else f'@app.{lower}("/from")',
        parameters=f"{name}: str = Form()" if reads else 'next: str = "/to"' if rule.asked else "",
        body=textwrap.indent("\n".join(lines), "    "),
        method=rule.method, lower=lower, accepts=rule.accepts, accepted=rule.accepts.lower(),
    )  # fmt: skip
