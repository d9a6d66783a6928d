"""A new status is written as the file writes statuses; imports follow it."""

from __future__ import annotations

import pytest

from lint307 import fix_text

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
