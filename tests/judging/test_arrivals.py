"""Which methods come to a redirect, and how they arrive."""

from __future__ import annotations

import pytest

from lint307.judging import arrivals
from tests.inline import DJANGO, FLASK, cases_of

POST_ONLY = '@app.post("/target")\ndef target(): return ""\n'


def test_methods_that_are_known_to_come() -> None:
    (declared,) = cases_of(FLASK + '@app.route("/x", methods=["POST", "PUT"])\ndef x(): return redirect("/y")')
    assert arrivals.unsafe_methods(declared) == {"POST", "PUT"}
    assert arrivals.scripted_methods(declared) == frozenset(), "a form may be all that PUT stands beside POST for"
    (plain,) = cases_of(DJANGO + 'def x(request): return redirect("/y")')
    assert arrivals.unsafe_methods(plain) == frozenset(), "that any method may come is no evidence"
    (deleted,) = cases_of(FLASK + '@app.delete("/x")\ndef x(): return redirect("/y")')
    assert arrivals.scripted_methods(deleted) == {"DELETE"}


@pytest.mark.parametrize(("status", "turned"), [(301, {"POST"}), (302, {"POST"}), (303, {"POST", "PUT"}), (307, set())])
def test_methods_that_clients_turn_into_get(status: int, turned: set[str]) -> None:
    text = f'@app.route("/x", methods=["GET", "POST", "PUT"])\ndef x(): return redirect("/y", {status})'
    (case,) = cases_of(FLASK + text)
    assert arrivals.turned_methods(case) == turned


def test_arrivals_that_are_refused() -> None:
    text = f'{FLASK}{POST_ONLY}@app.route("/x", methods=["GET", "POST"])\ndef x(): return redirect("/target", CODE)'
    (found,) = cases_of(text.replace("CODE", "303"))
    assert list(arrivals.refused_arrivals(found)) == [("GET", "GET"), ("POST", "GET")]
    (kept,) = cases_of(text.replace("CODE", "307"))
    assert list(arrivals.refused_arrivals(kept)) == [("GET", "GET")]


@pytest.mark.parametrize(
    ("body", "comes_back"),
    [
        ("return redirect(request.url)", True),
        ('return redirect("/x")', True),
        ('session["seen"] = 1\n    return redirect("/x")', False),
        ('if request.args:\n        return redirect("/x")\n    return ""', False),
        ('return redirect("/x?page=2")', False),
        ('return redirect("/y")', False),
    ],
)
def test_what_comes_back(body: str, comes_back: bool) -> None:
    (case,) = cases_of(f'{FLASK}@app.get("/x")\ndef x():\n    {body}')
    assert arrivals.comes_back(case) is comes_back
