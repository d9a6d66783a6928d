"""Routes that a project's own functions declare."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint307.core.sites import Route
from lint307.fronts.cli import main
from tests.inline import program_of

HEAD = """\
from flask import Blueprint, Flask, redirect, url_for
from flask.views import MethodView

app = Flask(__name__)
"""


def routes(text: str, **more: str) -> dict[str | None, Route]:
    return {r.path: r for r in program_of(app=HEAD + text, **more).cases.program.routes.all if r.path}


def test_a_call_declares_a_route_for_each_rule_that_it_is_given() -> None:
    found = routes(
        """
def register(holder, rules, view_func, *args, **kwargs):
    for rule in rules:
        holder.add_url_rule(rule, *args, view_func=view_func, **kwargs)

class Login(MethodView):
    def get(self): return "in"

def load(app):
    auth = Blueprint("auth", __name__)
    register(auth, rules=["/login", "/sign-in"], view_func=Login.as_view("login"))
    register(auth, ["/logout"], view_func=Login.as_view("logout"), methods=["POST"])
    app.register_blueprint(auth, url_prefix="/auth")
"""
    )
    assert set(found) == {"/auth/login", "/auth/sign-in", "/auth/logout"}
    assert found["/auth/login"].names == ("auth.login",)
    assert found["/auth/login"].view == "app.Login"
    assert found["/auth/logout"].methods == {"POST"}


def test_a_decorator_that_gives_back_a_route_is_one() -> None:
    found = routes(
        """
def page(path, **options):
    return app.route(path, methods=["GET", "POST"], **options)

@page("/both", endpoint="two")
def both():
    return ""
"""
    )
    assert found["/both"].methods == {"GET", "HEAD", "POST"}
    assert found["/both"].handler == "app.both"
    assert found["/both"].names == ("two",)


@pytest.mark.parametrize("given", ["function", "guarded"])
def test_a_decorator_that_hands_on_what_is_below_it_declares_it(given: str) -> None:
    found = routes(
        f"""
def posted(path):
    def wrapper(function):
        def guarded(*args):
            return function(*args)
        app.add_url_rule(path, "kept", {given}, methods=["POST"])
        return function
    return wrapper

@posted("/keep")
def keep():
    return ""
"""
    )
    assert found["/keep"].methods == {"POST"}
    assert found["/keep"].handler == "app.keep"
    assert found["/keep"].names == ("kept",)


def test_a_method_of_the_projects_own_class_declares_routes() -> None:
    found = routes(
        """
class Site:
    def __init__(self, app):
        self.app = app

    def page(self, path):
        def wrapper(function):
            app.add_url_rule(path, view_func=function)
            return function
        return wrapper

site = Site(app)

@site.page("/about")
def about():
    return ""
"""
    )
    assert found["/about"].handler == "app.about"


def test_a_function_that_declares_no_route_by_what_it_is_given_changes_nothing() -> None:
    text = """
def load(app):
    app.add_url_rule("/fixed", "fixed", fixed)

def fixed():
    return ""

load(app)
load(Flask("other"))
"""
    assert [r.path for r in program_of(app=HEAD + text).cases.program.routes.all] == ["/fixed"]


def test_calls_of_the_helper_are_read_wherever_they_stand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.lint307]\n")
    (tmp_path / "helpers.py").write_text(
        "def attach(holder, rules, view):\n    for rule in rules:\n        holder.add_url_rule(rule, view_func=view)\n"
    )
    idle = "".join(f"def work_{n}(a):\n    b = a * {n}\n    return [b for _ in range(b)]\n\n\n" for n in range(60))
    (tmp_path / "views.py").write_text(
        "from flask import Blueprint, redirect, url_for\nfrom flask.views import MethodView\n"
        f"from helpers import attach\n\n\n{idle}"
        "class Pay(MethodView):\n    def post(self):\n        return 'paid'\n\n\n"
        "class Order(MethodView):\n    def post(self):\n        return redirect(url_for('shop.pay'))\n\n\n"
        "def load(app):\n    shop = Blueprint('shop', __name__)\n"
        "    attach(shop, ['/pay'], Pay.as_view('pay'))\n    attach(shop, ['/order'], Order.as_view('order'))\n"
        "    app.register_blueprint(shop)\n"
    )
    assert main(["check", "--no-cache", "--jobs", "1", str(tmp_path)]) == 1
    assert "RDR101 302 turns this POST into a GET" in capsys.readouterr().out
