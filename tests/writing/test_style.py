"""A new status is written as the file writes statuses; imports follow it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint307 import fix_text
from lint307.fronts.cli import main

FASTAPI = """\
from fastapi import APIRouter
from fastapi.responses import RedirectResponse
{imports}
router = APIRouter()
BOOKS = {{}}


@router.delete("/books/{{number}}")
def drop(number: int):
    BOOKS.pop(number)
    return RedirectResponse("/books", status_code={status})
{more}

@router.get("/books")
def books():
    return BOOKS
"""


@pytest.mark.parametrize(
    ("imports", "status", "expected_imports", "expected"),
    [
        ("from http import HTTPStatus", "HTTPStatus.FOUND", "from http import HTTPStatus", "HTTPStatus.SEE_OTHER"),
        ("from http import HTTPStatus as S", "S.FOUND.value", "from http import HTTPStatus as S", "S.SEE_OTHER.value"),
        ("import http", "http.HTTPStatus(302)", "import http", "http.HTTPStatus(303)"),
        (
            "from starlette.status import HTTP_302_FOUND",
            "HTTP_302_FOUND",
            "from starlette.status import HTTP_303_SEE_OTHER",
            "HTTP_303_SEE_OTHER",
        ),
        (
            "from starlette.status import (\n    HTTP_302_FOUND,\n    HTTP_404_NOT_FOUND,  # for later\n)",
            "HTTP_302_FOUND",
            "from starlette.status import (\n    HTTP_303_SEE_OTHER,\n    HTTP_404_NOT_FOUND,  # for later\n)",
            "HTTP_303_SEE_OTHER",
        ),
        (
            "class Codes:\n    HTTP_302_FOUND = 302",
            "Codes.HTTP_302_FOUND",
            "class Codes:\n    HTTP_302_FOUND = 302",
            "303",
        ),
        ("class HTTPStatus:\n    FOUND = 302", "HTTPStatus.FOUND", "class HTTPStatus:\n    FOUND = 302", "303"),
        ("class codes:\n    found = 302", "codes.found", "class codes:\n    found = 302", "303"),
        ("from requests import codes", "codes.found", "from requests import codes", "codes.see_other"),
        (
            "import starlette.status",
            "starlette.status.HTTP_302_FOUND",
            "import starlette.status",
            "starlette.status.HTTP_303_SEE_OTHER",
        ),
        (
            "from starlette.status import HTTP_302_FOUND\nHTTP_303_SEE_OTHER = 'see other'",
            "HTTP_302_FOUND",
            "HTTP_303_SEE_OTHER = 'see other'",
            "303",
        ),
    ],
)
def test_the_style_of_the_status_that_is_replaced(
    imports: str, status: str, expected_imports: str, expected: str
) -> None:
    before = FASTAPI.format(imports=imports, status=status, more="")
    assert fix_text(before) == FASTAPI.format(imports=expected_imports, status=expected, more="")


FLASK = """\
from flask import Flask, redirect, session, url_for
{imports}

app = Flask(__name__)


@app.delete("/bed")
def drop():
    session.pop("bed")
    return redirect(url_for("beds"))


@app.get("/")
def beds():
    return "none", {said}
"""


@pytest.mark.parametrize(
    ("imports", "said", "expected"),
    [
        ("from http import HTTPStatus", "HTTPStatus.OK", "HTTPStatus.SEE_OTHER"),
        ("from http import HTTPStatus as S", "S.OK", "S.SEE_OTHER"),
        ("import http", "http.HTTPStatus.OK", "http.HTTPStatus.SEE_OTHER"),
        ("from rest_framework import status", "status.HTTP_200_OK", "status.HTTP_303_SEE_OTHER"),
        ("from rest_framework import status as s", "s.HTTP_200_OK", "s.HTTP_303_SEE_OTHER"),
        ("from rest_framework import status as http_status\nimport garden as status", "http_status.HTTP_200_OK",
         "http_status.HTTP_303_SEE_OTHER"),
        ("from rest_framework import status\nfrom garden import status", "status.HTTP_200_OK", "303"),
        ("from garden import status", "status.HTTP_200_OK", "303"),
        ("from garden import HTTPStatus", "HTTPStatus.OK", "303"),
        ("from http import HTTPStatus\nHTTPStatus = dict(HTTPStatus)", "HTTPStatus.OK", "303"),
    ],
)  # fmt: skip
def test_the_style_of_the_other_statuses_of_the_file(imports: str, said: str, expected: str) -> None:
    before = FLASK.format(imports=imports, said=said)
    after = before.replace('redirect(url_for("beds"))', f'redirect(url_for("beds"), code={expected})')
    assert fix_text(before) == after


LOCAL = """\
from django.http import HttpResponse{imported}
{module}from django.views import View

BEDS = {{}}


class Beds(View):
    def get(self, request):
        return HttpResponse("beds")

    def put(self, request):
{first}        BEDS.clear()
        return {call}

    def delete(self, request):
{second}        BEDS.clear()
        return {call}
"""
SHORTCUT = "        from django.shortcuts import redirect\n"


def test_imports_that_each_function_makes_for_itself_go_with_their_use() -> None:
    before = LOCAL.format(imported="", module="", first=SHORTCUT, second=SHORTCUT, call="redirect(request.path)")
    call = "HttpResponseRedirect(request.path, status=303)"
    after = LOCAL.format(imported=", HttpResponseRedirect", module="", first="", second="", call=call)
    assert fix_text(before) == after


def test_an_import_of_the_file_goes_where_the_one_of_a_function_goes() -> None:
    module = "from django.shortcuts import redirect\n"
    before = LOCAL.format(imported="", module=module, first=SHORTCUT, second="", call="redirect(request.path)")
    call = "HttpResponseRedirect(request.path, status=303)"
    after = LOCAL.format(imported=", HttpResponseRedirect", module="", first="", second="", call=call)
    assert fix_text(before) == after


@pytest.mark.parametrize(("exported", "is_kept"), [("('Bed',)", False), ("('Bed', 'redirect')", True), (None, True)])
def test_an_import_that_a_star_would_take_stays(tmp_path: Path, exported: str | None, is_kept: bool) -> None:
    said = f"__all__ = {exported}\n" if exported else ""
    text = (
        "from django.shortcuts import redirect\nfrom django.views import View\n\n"
        f"{said}\n\nclass Bed(View):\n    def put(self, request):\n        request.session['bed'] = 1\n"
        "        return redirect(request.path)\n"
    )
    package = tmp_path / "beds"
    package.mkdir()
    (package / "__init__.py").write_text("from beds.views import *\nurlpatterns = [redirect]\n")
    (package / "views.py").write_text(text)
    assert main(["fix", "--isolated", "--no-cache", "--quiet", str(tmp_path)]) == 0
    after = (package / "views.py").read_text()
    assert "HttpResponseRedirect(request.path, status=303)" in after
    assert ("from django.shortcuts import redirect\n" in after) is is_kept


def test_an_import_that_only_prose_still_speaks_of_goes() -> None:
    text = (
        "from django.shortcuts import redirect\nfrom django.views import View\n\n\nclass Bed(View):\n"
        '    def put(self, request):\n        """Make the bed, then redirect to it."""\n'
        "        request.session['bed'] = 1\n        return redirect(request.path)\n"
    )
    assert "import redirect" not in fix_text(text)
    typed = text.replace("class Bed", "CALLED = 'dict[str, redirect]'\n\n\nclass Bed")
    assert "import redirect" in fix_text(typed)


HANDED = """\
from fastapi import FastAPI, Form
from fastapi.responses import RedirectResponse
app = FastAPI()
class Told(RedirectResponse):
    def __init__(self, *args, message="", **kwargs):
        super().__init__(*args, **kwargs)
        self.set_cookie("message", message)
@app.post("/books")
def add(name: str = Form()):
    save(name)
    return Told("/done"{more})
@app.get("/done")
def done():
    return "done"
"""


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (', message="saved", status_code=307', ', message="saved", status_code=303'),
        (', message="saved"', ', message="saved"'),  # what others of its callers expect is not known
        (', 307, message="saved"', ', 307, message="saved"'),
    ],
)
def test_a_status_among_keywords_that_are_handed_on(more: str, expected: str) -> None:
    assert fix_text(HANDED.format(more=more), unsafe=True) == HANDED.format(more=expected)


def test_a_redirect_that_is_kept_in_a_variable_and_forgotten_is_returned() -> None:
    text = """\
from flask import Flask, redirect, session, url_for
app = Flask(__name__)
@app.get("/desk")
def desk():
    if "user" not in session:
        answer = redirect(url_for("sign_in"))
    return "desk"
@app.get("/sign-in")
def sign_in():
    return "Who are you?"
"""
    assert fix_text(text, unsafe=True) == text.replace("answer = redirect", "return redirect")
