"""Choosing, moving and verifying: a text is changed only when its new form has proved itself."""

from __future__ import annotations

import ast
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint307 import check_text, engine, fix_text, fixing
from lint307.config import Settings
from lint307.core.findings import Finding, Fix, Safety, Witness
from lint307.core.text import Edit, Span, apply
from lint307.fixing import choose, fix
from lint307.fixing.moved import Moved
from lint307.fixing.same_tree import difference
from tests.fronts.running import PAY, PAY_FIXED

SOURCE = engine.Source("/shop.py", PAY, "shop")


def edit(text: str, old: str, new: str, after: str = "") -> Edit:
    start = text.index(old, text.index(after))
    return Edit(Span(start, start + len(old)), new)


def finding(
    start: int, end: int, safety: Safety = Safety.SAFE, evidence: int = 1, edits: tuple[Edit, ...] = ()
) -> Finding:
    made = Fix("Send 303", edits or (Edit(Span(start, end), "x"),), safety)
    witness = Witness("acted", "it acted", Span(0, 0))
    return Finding("RDR101", "dropped-request", "a.py", Span(start, end), "", (witness,) * evidence, made)


def test_only_fixes_of_the_level_are_chosen() -> None:
    safe, unsafe, manual = finding(0, 1), finding(2, 3, Safety.UNSAFE), finding(4, 5, Safety.MANUAL)
    without = Finding("RDR501", "redirect-loop", "a.py", Span(6, 7), "")
    everything = [safe, unsafe, manual, without]
    assert choose(everything, Safety.SAFE) == (safe,)
    assert choose(everything, Safety.UNSAFE) == (safe, unsafe)


def test_of_two_fixes_that_touch_the_better_evidence_wins() -> None:
    weak, strong, safe = finding(0, 5, Safety.UNSAFE), finding(4, 8, Safety.UNSAFE, 3), finding(7, 9)
    assert choose([weak, strong], Safety.UNSAFE) == (strong,)
    assert choose([weak, strong, safe], Safety.UNSAFE) == (weak, safe)


def test_an_import_that_two_fixes_need_is_made_once() -> None:
    shared = Edit(Span(0, 0), "from http import HTTPStatus\n")
    one = finding(10, 11, edits=(shared, Edit(Span(10, 11), "a")))
    two = finding(20, 21, edits=(shared, Edit(Span(20, 21), "b")))
    assert choose([one, two], Safety.SAFE) == (one, two)


TEXT = """\
from shop import back
from django.shortcuts import redirect


@route("/a", methods=["POST"])
def view(request):
    if request.ok:
        back(request)
    return redirect("é🛒", *names, permanent=True), f"{request.user!r:>{width}}"
"""


@pytest.mark.parametrize(
    "edits",
    [
        [],
        [edit(TEXT, "permanent=True", "status=308")],
        [edit(TEXT, "back(request)", "return back(request)", "ok")],
        [Edit(Span(TEXT.index("back(r"), TEXT.index("back(r")), "return ")],
        [Edit(Span(0, 0), "from http import HTTPStatus\n")],
        [Edit(Span(TEXT.index("from dj"), TEXT.index("from dj")), "from django.http import HttpResponseRedirect\n")],
        [edit(TEXT, "redirect\n", "redirect, resolve_url\n")],
        [
            edit(TEXT, "redirect(", "HttpResponseRedirect(resolve_url("),
            edit(TEXT, ", permanent=True", ""),
            edit(TEXT, ")", "), status=308)", "True"),
        ],
        [edit(TEXT, '["POST"]', '["POST", "PUT"]')],
        [edit(TEXT, '@route("/a", methods=["POST"])\n', "")],
    ],
)
def test_what_changes_only_inside_the_edits(edits: list[Edit]) -> None:
    assert difference(TEXT, apply(TEXT, edits), edits) is None


@pytest.mark.parametrize(
    "new",
    [
        TEXT.replace("request.ok", "request.no"),
        TEXT.replace("back(request)", "back(other)"),
        TEXT.replace('"é🛒"', '"é"'),
        TEXT.replace("POST", "PUT"),
        TEXT.replace("    if request.ok:\n    ", ""),
        TEXT.replace("*names", "**names"),
        TEXT + "x = 1\n",
    ],
)
def test_what_changes_elsewhere(new: str) -> None:
    fixed = apply(new, [edit(new, "permanent=True", "status=308")])
    assert "would differ outside the change" in str(
        difference(TEXT, fixed, [edit(TEXT, "permanent=True", "status=308")])
    )


@pytest.mark.parametrize(
    ("text", "edits", "reason"),
    [
        ("x = a + b\n", [("b", "b; '")], "would not parse"),
        ("x = a + b\n", [("+", "if c else")], "would differ outside the change, in line 1"),
        ("x = a * b + c\n", [("a", "(a"), ("b", "b)")], None),
        ("f(a)\ny = 1\nz = 2\n", [("f(a)", 'f("""a'), ("2", '2""")')], "would differ outside the change"),
        ("if c:\n    g()\n    h()\nk()\n", [("c:", "c: g()\nif d:")], "would differ outside the change"),
        ("g()\nh(\n)\nk()\n", [("g()", "def g():")], "would not parse"),
    ],
)
def test_edits_that_change_how_the_rest_is_read(text: str, edits: list[tuple[str, str]], reason: str | None) -> None:
    """The characters outside are the same; the tree need not be."""
    made = [edit(text, old, new) for old, new in edits]
    said = difference(text, apply(text, made), made)
    assert said is None if reason is None else reason in str(said)


def test_a_syntax_that_this_python_does_not_know() -> None:
    assert "use a newer Python" in str(difference("print 'a'\n", "print 'b'\n", []))


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_span_is_found_again_after_edits(data: st.DataObject) -> None:
    """Every character that stays is where `Moved` says."""
    text = "".join(chr(0x100 + i) for i in range(data.draw(st.integers(1, 30))))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=8, unique=True)))
    edits = [
        Edit(Span(a, b), data.draw(st.text("xyz", max_size=4))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    new, moved = apply(text, edits), Moved(edits)
    touched = {i for e in edits for i in range(e.span.start, e.span.end)}
    for i, character in enumerate(text):
        if i not in touched:
            span = moved.span(Span(i, i + 1))
            assert character in new[span.start : span.end]


def test_fix_text_and_check_text() -> None:
    assert [f.code for f in check_text(PAY)] == ["RDR101"]
    assert fix_text(PAY) == PAY_FIXED
    assert fix_text(PAY_FIXED) == PAY_FIXED
    assert check_text(PAY_FIXED) == []
    assert fix_text("x = 1\n") == "x = 1\n"


def run(found: list[Finding], monkeypatch: pytest.MonkeyPatch | None = None) -> fixing.Fixed:
    facts = {SOURCE.path: engine.read(SOURCE)}
    return fix({SOURCE.path: SOURCE}, {SOURCE.path: found}, facts, Settings(), Safety.SAFE, lambda *_: True)[
        SOURCE.path
    ]


def real() -> Finding:
    (found,) = engine.judge(engine.link([engine.read(SOURCE)], Settings()), SOURCE)
    return found


def changed(found: Finding, edits: tuple[Edit, ...]) -> Finding:
    return replace(found, fix=Fix("Break it", edits, Safety.SAFE))


@pytest.mark.parametrize(
    ("edits", "reason"),
    [
        ((edit(PAY, 'url_for("checkout")', 'url_for("checkout"'),), "would not parse"),
        ((edit(PAY, 'url_for("checkout")', 'url_for( "checkout")'),), "RDR101 would still be found in line 8"),
        (
            (edit(PAY, 'url_for("checkout"))', 'url_for("checkout"), code=301)'),),
            "the fixed text would have a new RDR102 in line 8",
        ),
        (
            (edit(PAY, 'url_for("checkout"))', 'url_for("checkout"), code=Codes.AGAIN)'),),
            "it is not sure that 307 would be sent in line 8",
        ),
    ],
)
def test_a_fix_that_does_not_hold_is_not_made(edits: tuple[Edit, ...], reason: str) -> None:
    fixed = run([changed(real(), edits)])
    assert fixed.text == PAY
    assert fixed.applied == ()
    assert reason in str(fixed.refused)
    assert [f.code for f in fixed.left] == ["RDR101"]


def test_one_text_that_fails_does_not_hold_up_the_others() -> None:
    other = engine.Source("/other.py", PAY, "other")
    bad = changed(real(), (edit(PAY, 'url_for("checkout")', 'url_for( "checkout")'),))
    sources = {SOURCE.path: SOURCE, other.path: other}
    facts = {path: engine.read(source) for path, source in sources.items()}
    good = Finding(bad.code, bad.name, other.path, bad.span, bad.message, bad.witnesses, real().fix)
    result = fix(sources, {"/shop.py": [bad], "/other.py": [good]}, facts, Settings(), Safety.SAFE, lambda *_: True)
    assert result["/shop.py"].text == PAY
    assert result["/other.py"].text == PAY_FIXED


@pytest.mark.parametrize(
    "bad",
    [
        ('url_for("checkout")', 'url_for( "checkout")'),  # still found afterwards
        ('url_for("checkout")', 'url_for("checkout"'),  # no Python any more
    ],
)
def test_a_fix_that_fails_does_not_hold_up_the_others_of_its_text(bad: tuple[str, str]) -> None:
    text = f'{PAY}\n\n@app.post("/buy")\ndef buy():\n    return redirect(url_for("checkout"))\n'
    source = engine.Source("/shop.py", text, "shop")
    facts = engine.read(source)
    first, second = engine.judge(engine.link([facts], Settings()), source)
    broken = changed(first, (edit(text, *bad),))
    path = source.path
    result = fix({path: source}, {path: [broken, second]}, {path: facts}, Settings(), Safety.SAFE, lambda *_: True)
    fixed = result[path]
    assert fixed.applied == (second,)
    assert [f.code for f in fixed.left] == ["RDR101"]
    assert fixed.refused
    assert fixed.text.count("code=307") == 1


def test_an_error_in_the_check_of_a_fix_keeps_the_old_text(monkeypatch: pytest.MonkeyPatch) -> None:
    found = real()

    def broken(*_: object) -> list[Finding]:
        raise ZeroDivisionError("of the test")

    monkeypatch.setattr(engine, "judge", broken)
    fixed = run([found])
    assert (fixed.text, fixed.applied) == (PAY, ())
    assert "could not be checked: ZeroDivisionError" in str(fixed.refused)


def test_shuffled_handlers_are_fixed_and_nothing_else_changes() -> None:
    """Modules put together at random from handlers that need a fix and lines that do not."""
    broken = 'def pay{0}():\n    return redirect(url_for("checkout"))\n'
    head, tail = (
        PAY.split('@app.post("/pay")')[0],
        '@app.post("/shop/checkout")\ndef checkout():\n    return {"paid": True}\n',
    )
    chance = random.Random(307)
    for _ in range(10):
        parts = [f'@app.post("/pay{n}")\n{broken.format(n)}' for n in range(chance.randrange(1, 5))]
        parts += chance.sample(
            ["# é 🛒\n", "x = [\n    1,\n]\n", 'y = """\n  text\n"""\n', "\tz = 1\n".lstrip("\t"), "\f\n"], 3
        )
        chance.shuffle(parts)
        text = head + "".join(parts) + tail
        fixed = fix_text(text)
        assert fixed == text.replace('url_for("checkout"))', 'url_for("checkout"), code=307)')
        assert fix_text(fixed) == fixed
        ast.parse(fixed)


WRAPPED = """\
from flask import Flask, redirect, session

app = Flask(__name__)


def confirm(address):
    {act}
    return redirect("/sent")


@app.post("/reset")
def reset():
    confirm("a@example.org")
    session["sent"] = True
    return redirect("/reset")
"""


def test_a_function_that_acts_may_be_called_for_that_alone() -> None:
    acting = WRAPPED.format(act="send_mail(address)")
    assert "RDR302" not in {f.code for f in check_text(acting)}
    assert fix_text(acting, unsafe=True) == acting
    telling = WRAPPED.format(act='flash("sent")')
    assert "RDR302" in {f.code for f in check_text(telling)}


def test_a_status_is_never_written_on_a_redirect_that_is_thrown_away() -> None:
    text = WRAPPED.format(act="pass").replace("    confirm(", "    redirect(")
    found = check_text(text)
    assert {f.code for f in found if f.span.start == text.index('redirect("a@')} == {"RDR302"}


def test_no_fix_repeats_a_password_that_an_asynchronous_form_holds() -> None:
    text = (
        "from starlette.applications import Starlette\nfrom starlette.requests import Request\n"
        "from starlette.responses import RedirectResponse, Response\nfrom starlette.routing import Route\n\n\n"
        "async def sign_in(request: Request):\n    form = await request.form()\n    name = form['password']\n"
        "    return RedirectResponse('/session?' + name, status_code=302)\n\n\n"
        "async def session(request: Request):\n    return Response('in')\n\n\n"
        "app = Starlette(routes=[\n    Route('/sign-in', sign_in, methods=['POST']),\n"
        "    Route('/session', session, methods=['POST']),\n])\n"
    )
    assert fix_text(text, unsafe=True) == text


def test_an_exception_that_takes_no_status_is_given_none() -> None:
    text = """\
from flask import Flask, session
from werkzeug.routing import RequestRedirect

app = Flask(__name__)


class Moved(RequestRedirect):
    code = 301


@app.get("/mine")
def mine():
    raise Moved(session["place"])
"""
    (found,) = check_text(text)
    assert found.code == "RDR402"
    assert found.fix is None or not found.fix.edits
    assert fix_text(text, unsafe=True) == text


THROWN_AWAY = """from django.http import HttpResponseRedirect
from django.urls import reverse


def scan(request):
    for address in request.POST.getlist("addresses"):
        if not address:
            HttpResponseRedirect(reverse("scans:empty"))
{below}
"""


def test_a_redirect_is_not_returned_before_what_follows_in_its_block() -> None:
    ends = THROWN_AWAY.format(below="        start(address)")
    assert 'return HttpResponseRedirect(reverse("scans:empty"))' in fix_text(ends, unsafe=True)
    goes_on = THROWN_AWAY.format(below="            start(address)")
    assert [f.code for f in check_text(goes_on)] == ["RDR302"]
    assert fix_text(goes_on, unsafe=True) == goes_on


FIGURES = """from flask import Flask, redirect, render_template, url_for

app = Flask(__name__)


def figures(institute){returns}:
    data = {value}
    if institute is None:
        redirect(url_for("index"))
    return data


@app.get("/<institute>")
def index(institute):
    return {answer}
"""


def test_a_redirect_is_not_returned_to_callers_that_take_data() -> None:
    data = FIGURES.format(
        returns="", value='{"name": institute}', answer='render_template("i.html", **figures(institute))'
    )
    told = FIGURES.format(returns=" -> dict", value="look(institute)", answer="show(figures(institute))")
    for text in (data, told):
        assert [f.code for f in check_text(text)] == ["RDR302"]
        assert fix_text(text, unsafe=True) == text
    page = FIGURES.format(returns="", value="render_template('i.html')", answer="figures(institute)")
    assert 'return redirect(url_for("index"))' in fix_text(page, unsafe=True)


def test_a_status_that_would_arrive_at_405_is_for_people_to_write() -> None:
    text = (
        "from flask import Flask, redirect\n\napp = Flask(__name__)\n\n"
        '@app.put("/items/<int:i>")\ndef put(i):\n    store(i).save()\n    return redirect(f"/items/{i}")\n'
    )
    source = engine.Source("items.py", text, "items")
    (found,) = engine.judge(engine.link([engine.read(source)], Settings()), source)
    assert found.code == "RDR203"
    assert found.fix is not None
    assert (found.fix.safety, found.fix.edits) == (Safety.MANUAL, ())
    assert "to an address that answers GET" in found.fix.title


def test_what_a_receiver_of_a_signal_throws_away_is_not_returned() -> None:
    text = """\
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.shortcuts import redirect

@receiver(user_logged_in)
def first_login(sender, request, user, **kwargs):
    if not user.has_usable_password():
        redirect("password")
"""
    (found,) = check_text(text)
    assert (found.code, found.fix and found.fix.safety) == ("RDR302", Safety.MANUAL)
    assert fix_text(text, unsafe=True) == text
    assert fix_text(text.replace("@receiver(user_logged_in)\n", ""), unsafe=True) != text


def test_a_name_is_not_taken_for_a_route_that_does_more_than_redirect() -> None:
    text = """\
from flask import Flask, redirect, url_for

app = Flask(__name__)

@app.get("/items/<int:number>")
def item(number):
    return str(number)

@app.get("/item/<int:number>")
def old_item(number):
    return redirect(url_for("item", number=number), code=301)

@app.get("/links")
def links():
    return url_for("old_item", number=1)
"""
    (found,) = _of_all_rules(text)
    assert (found.code, found.fix and found.fix.safety) == ("RDR503", Safety.MANUAL)
    assert _of_all_rules(text.replace("    return redirect(", "    count(number)\n    return redirect(")) == []


def _of_all_rules(text: str) -> list[Finding]:
    source = engine.Source("app.py", text, "app")
    return engine.judge(engine.link([engine.read(source)], Settings()), source)
