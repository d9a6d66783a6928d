"""What names stand for across files."""

from __future__ import annotations

import pytest

from lint307.core.values import Lit, Name
from lint307.project.statuses import status_of, statuses_of
from tests.inline import context_of

REDIRECT = "from flask import redirect\n"
PATHS = {
    "an import": ({"app": f"{REDIRECT}to = redirect"}, "flask.redirect"),
    "an alias": ({"app": "from flask import redirect as go\nto = go"}, "flask.redirect"),
    "a module": ({"app": "import flask\nto = flask.redirect"}, "flask.redirect"),
    "another name": ({"app": f"{REDIRECT}go = redirect\nto = go"}, "flask.redirect"),
    "a re-export": ({"app": "from lib import redirect\nto = redirect", "lib": REDIRECT}, "flask.redirect"),
    "a star": ({"app": "from lib import *\nto = redirect", "lib": REDIRECT}, "flask.redirect"),
    "twice re-exported": (
        {"app": "import one\nto = one.go", "one": "from two import go", "two": f"{REDIRECT}go = redirect"},
        "flask.redirect",
    ),
    "its own function": ({"app": "def redirect(x): ...\nto = redirect"}, "app.redirect"),
    "a redefinition": ({"app": f"{REDIRECT}\ndef redirect(x): ...\nto = redirect"}, "app.redirect"),
    "one of two libraries": (
        {"app": "try:\n    from flask import redirect\nexcept:\n    from bottle import redirect\nto = redirect"},
        None,
    ),
    "a relative import": (
        {"pack__app": "from .lib import go\nto = go", "pack__lib": f"{REDIRECT}go = redirect"},
        "flask.redirect",
    ),
    "round in a circle": ({"app": "from lib import x\nto = x", "lib": "from app import x"}, None),
    "a built-in": ({"app": "to = str"}, "builtins.str"),
}  # fmt: skip


@pytest.mark.parametrize(("texts", "path"), PATHS.values(), ids=PATHS)
def test_path(texts: dict[str, str], path: str | None) -> None:
    ctx = context_of(**texts)
    module = next(iter(texts)).replace("__", ".")
    assert ctx.symbols.path(Name(f"{module}.to", ctx.symbols.files[module].functions[-1].span), module) == path


def test_the_closest_of_several_modules_is_meant() -> None:
    ctx = context_of(one__src__lib="", two__src__lib="", two__src__app="", lone="")
    assert ctx.symbols.module("lib", "two.src.app") == "two.src.lib"
    assert ctx.symbols.module("src.lib", "one.src.app") == "one.src.lib"
    assert ctx.symbols.module("lone", "one.src.app") == "lone"
    assert ctx.symbols.module("flask", "lone") is None


def test_lineage_and_methods() -> None:
    ctx = context_of(
        app="from lib import Middle\nclass Low(Middle):\n    def get(self): ...\n",
        lib="from django.views import View\nclass Middle(View):\n    x = 1\n"
        "    def get(self): ...\n    def post(self): ...\n",
    )
    assert ctx.symbols.lineage("app.Low") == ("app.Low", "lib.Middle", "django.views.View")
    assert ctx.symbols.method("app.Low", "get") == "app.Low.get"
    assert ctx.symbols.method("app.Low", "post") == "lib.Middle.post"
    assert ctx.symbols.method("app.Low", "put") is None
    found = ctx.symbols.class_attribute("app.Low", "x", "app")
    assert isinstance(found, Lit)
    assert found.value == 1
    assert ctx.symbols.heirs("lib.Middle") == ["app.Low"]


STATUSES = {
    "303": 303,
    "HTTPStatus.SEE_OTHER": 303,
    "HTTPStatus.SEE_OTHER.value": 303,
    "HTTPStatus(307)": 307,
    'HTTPStatus["FOUND"]': 302,
    "http.client.FOUND": 302,
    "status.HTTP_308_PERMANENT_REDIRECT": 308,
    "int('301')": 301,
    "CODE": 307,
    "Codes.MOVED": 301,
    "requests.codes.found": 302,
    "True": None,
    "'303'": None,
    "choose()": None,
    "HTTPStatus.NO_SUCH_NAME": None,
}


@pytest.mark.parametrize(("expression", "status"), STATUSES.items(), ids=STATUSES)
def test_status(expression: str, status: int | None) -> None:
    ctx = context_of(
        app="import http.client, requests\nfrom http import HTTPStatus\nfrom starlette import status\n"
        f"from lib import CODE\nclass Codes:\n    MOVED = 301\nto = {expression}\n",
        lib="CODE = 307",
    )
    value = ctx.symbols.resolve(ctx.symbols.files["app"].bindings["to"][-1], "app")
    assert status_of(value, ctx.symbols, "app") == status


def test_a_text_is_a_status_where_the_framework_takes_texts() -> None:
    ctx = context_of(app="to = '308 Permanent Redirect' if x else 302\n")
    value = ctx.symbols.files["app"].bindings["to"][-1]
    assert {code for _, code in statuses_of(value, ctx.symbols, "app", strings=True)} == {308, 302}
    assert {code for _, code in statuses_of(value, ctx.symbols, "app")} == {None, 302}
