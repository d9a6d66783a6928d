"""A fix that would be refused is not offered: `check` and `fix` tell it as work for people, with the reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lint307 import check_text, engine, fix_text, fixing
from lint307.config import Settings
from lint307.core.findings import Finding, Fix, Safety
from lint307.fixing import fix
from lint307.fixing.trying import in_words
from lint307.fronts.cli import main
from tests.fixing.test_fixing import edit
from tests.fronts.running import PAY, PAY_FIXED

# In `box` the enumeration's name means something else, so its fix cannot be written as the file writes statuses.
CART = """\
from http import HTTPStatus

from flask import Flask, redirect, request, session, url_for

app = Flask(__name__)


@app.delete("/cart")
def empty():
    session.pop("cart")
    return redirect(url_for("index"), code=HTTPStatus.FOUND)


@app.delete("/box")
def box():
    for HTTPStatus in ("cart", "box"):
        session.pop(HTTPStatus)
    return redirect(url_for("index"))


@app.get("/")
def index():
    return session["cart"]
"""


def test_only_what_can_be_made_counts_as_fixable() -> None:
    first, second = check_text(CART)
    assert first.fix is not None
    assert first.fix.edits
    assert second.fix is not None
    assert second.fix.edits == ()
    assert second.fix.safety is Safety.MANUAL
    assert second.fix.title == "Send 303 See Other; `fix` leaves that to you: HTTPStatus means something else there"
    assert fix_text(CART) == CART.replace("HTTPStatus.FOUND", "HTTPStatus.SEE_OTHER")


def test_check_and_fix_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "shop.py").write_text(CART)
    assert main(["check", "--isolated", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert [line.endswith("[*]") for line in said.splitlines()[:2]] == [True, False]
    assert "1 fixable with `lint307 fix`" in said
    assert "1 to be fixed by hand" in said
    assert main(["fix", "--isolated", str(tmp_path)]) == 1
    assert "1 to be fixed by hand" in capsys.readouterr().out
    assert main(["fix", "--isolated", "--exit-zero", str(tmp_path)]) == 0


def refused_where_it_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the first fix of `PAY` leave the finding as it is."""

    def harmless(*arguments: object) -> tuple[str, tuple[object, ...]]:
        return "Send 307", (edit(PAY, 'url_for("checkout")', 'url_for( "checkout")'),)

    monkeypatch.setattr(engine, "edits_for", harmless)


def test_a_fix_that_the_next_check_refutes_is_named_and_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    refused_where_it_is_judged(monkeypatch)
    shop = tmp_path / "shop.py"
    shop.write_text(PAY)
    arguments = ["--isolated", "--no-cache", str(tmp_path)]
    assert main(["fix", *arguments]) == 1, "as where a finding cannot be fixed"
    said = capsys.readouterr()
    assert said.err == (
        f"{shop}: the fix of RDR101 in line 8 was not made: RDR101 would still be found in line 8 of the fixed text\n"
    )
    assert "[*]" not in said.out
    assert "1 to be fixed by hand" in said.out
    assert shop.read_text() == PAY
    assert main(["fix", "--exit-zero", *arguments]) == 0


def test_several_fixes_that_fail_for_one_reason_are_named_together() -> None:
    text = f'{PAY}\n\n@app.post("/buy")\ndef buy():\n    return redirect(url_for("checkout"))\n'
    source = engine.Source("/shop.py", text, "shop")
    facts = engine.read(source)
    found = engine.judge(engine.link([facts], Settings()), source)
    both = [(f, 'url_for("checkout")', after) for f, after in zip(found, ("def pay", "def buy"), strict=True)]
    broken = [_with_edit(f, text, old, after) for f, old, after in both]
    path = source.path
    done = fix({path: source}, {path: broken}, {path: facts}, Settings(), Safety.SAFE, lambda *_: True)[path]
    (said,) = done.refused
    assert said.startswith("the fixes of RDR101 in line 8 and RDR101 in line 18 were not made: ")
    assert all(f.fix is not None and f.fix.safety is Safety.MANUAL for f in done.left)


def _with_edit(found: Finding, text: str, old: str, after: str) -> Finding:
    return replace(found, fix=Fix("Break it", (edit(text, old, f"{old[:-1]}", after),), Safety.SAFE))


def test_a_file_that_this_python_does_not_parse_offers_no_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fixing.trying, "difference", lambda *_: "this Python cannot parse the file")
    (found,) = check_text(PAY)
    assert found.fix is not None
    assert found.fix.title.endswith("this Python cannot parse the file")
    assert fix_text(PAY) == PAY != PAY_FIXED


FORM = """\
from fastapi import FastAPI, Form
from fastapi.responses import RedirectResponse

app = FastAPI()
NOTES = []


@app.post("/notes")
def add(text: str = Form()):
    if not text:
        RedirectResponse("/empty")
    NOTES.append(text)
    return RedirectResponse("/notes", status_code=303)


@app.get("/notes")
def notes():
    return NOTES


@app.get("/empty")
def empty():
    return "Write something"
"""


def test_a_redirect_that_is_returned_now_gets_the_status_that_is_meant_in_the_same_run() -> None:
    assert [f.code for f in check_text(FORM)] == ["RDR302"]
    after = FORM.replace('RedirectResponse("/empty")', 'return RedirectResponse("/empty", status_code=303)')
    assert fix_text(FORM, unsafe=True) == after
    assert fix_text(FORM) == FORM


@pytest.mark.parametrize(("things", "said"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_a_list_in_words(things: list[str], said: str) -> None:
    assert in_words(things) == said
