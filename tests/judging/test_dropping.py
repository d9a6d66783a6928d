"""What RDR302 says becomes of the request, by what follows the redirect and by who would have sent it."""

from __future__ import annotations

import pytest

from lint307 import check_text

FLASK = """\
from flask import Flask, redirect, session, url_for

app = Flask(__name__)


@app.{how}
def leave():
{body}


@app.get("/")
def index():
    return "in"
"""
FASTAPI = """\
from fastapi import FastAPI
from fastapi.responses import RedirectResponse

app = FastAPI()
SEEN = []


@app.get("/leave")
def leave():
    SEEN.clear()
    RedirectResponse("/")
"""
DJANGO = """\
from django.shortcuts import redirect


def leave(request):
    request.session.flush()
    redirect("index")
"""
GOES_ON = "the code after it runs as if it were not there"
ENDS = "the handler ends without an answer, which is a 500"


def flask(how: str, *body: str) -> str:
    return FLASK.format(how=how, body="\n".join(f"    {line}" for line in body))


@pytest.mark.parametrize(
    ("text", "happens"),
    [
        (flask('get("/leave")', "session.clear()", 'redirect(url_for("index"))'), ENDS),
        (flask('get("/leave")', "session.clear()", 'redirect(url_for("index"))', "return"), ENDS),
        (flask('get("/leave")', 'if "user" in session:', '    redirect(url_for("index"))', 'return "out"'), GOES_ON),
        (flask('get("/leave")', 'if "user" in session:', '    redirect(url_for("index"))', "session.clear()"), GOES_ON),
        (
            flask('get("/leave")', "try:", "    session.clear()", "except KeyError:", '    redirect(url_for("index"))'),
            ENDS,
        ),
        (
            flask("before_request", 'if "user" not in session:', '    redirect(url_for("index"))'),
            "the request goes on as if it were not there",
        ),
        (FASTAPI, "the handler ends without an answer, a 200 with nothing in it"),
        (DJANGO, ENDS),
        (DJANGO.replace("(request):", "(request):\n    if request.user.is_staff:\n        return None"), ENDS),
    ],
)
def test_what_happens_instead(text: str, happens: str) -> None:
    said = [(found.code, found.message) for found in check_text(text)]
    assert said == [("RDR302", f"this redirect is built and thrown away: {happens}; return it")]


def test_the_evidence_says_whether_the_function_goes_on() -> None:
    (found,) = check_text(DJANGO)
    assert [w.message for w in found.witnesses] == ["the statement ends here and the function ends without an answer"]
    (found,) = check_text(flask('get("/leave")', 'redirect(url_for("index"))', 'return "out"'))
    assert [w.message for w in found.witnesses] == ["the statement ends here and the function goes on"]
