"""Statuses in the style of the code around them: `303`, `HTTPStatus.SEE_OTHER`, `status.HTTP_303_SEE_OTHER`."""

from __future__ import annotations

import http
import re
from collections.abc import Collection

_PREFIXED = re.compile(r"^(?P<before>(?:\w+\.)+)HTTP_\d{3}_\w+$")
_ENUM = re.compile(r"^(?P<enum>\w+(?:\.\w+)*)(?:\.[A-Z_]+|(?P<number>\(\d{3}\)))(?P<after>\.value)?$")
_CODES = re.compile(r"^(?P<before>(?:\w+\.)*codes\.)(?P<name>\w+)$")
_STRING = re.compile(r"""^(?P<quote>["'])\d{3}(?P<rest>[^"']*)["']$""")


def like(code: int, old: str, enums: Collection[str] = ()) -> str:
    """`code` in the style of the expression that it replaces; a literal when that has no style of its own.

    `enums` are what `HTTPStatus` is called here, besides its own name.
    """
    if hit := _PREFIXED.match(old):
        return f"{hit['before']}{prefixed(code)}"
    if (hit := _ENUM.match(old)) and (hit["enum"] in enums or hit["enum"].rpartition(".")[2] == "HTTPStatus"):
        member = f"({code})" if hit["number"] else f".{http.HTTPStatus(code).name}"
        return f"{hit['enum']}{member}{hit['after'] or ''}"
    if hit := _CODES.match(old):
        name = http.HTTPStatus(code).name
        return f"{hit['before']}{name if hit['name'].isupper() else name.lower()}"
    if hit := _STRING.match(old):
        rest = f" {http.HTTPStatus(code).phrase}" if hit["rest"].strip() else ""
        rest = rest.upper() if hit["rest"].isupper() else rest
        return f"{hit['quote']}{code}{rest}{hit['quote']}"
    return str(code)


def is_prefixed(name: str) -> bool:
    """Whether a name is that of a status, as `HTTP_302_FOUND` is."""
    return re.fullmatch(r"HTTP_\d{3}_[A-Z_]+", name) is not None


def prefixed(code: int) -> str:
    return f"HTTP_{code}_{http.HTTPStatus(code).name}"


def usual(code: int, text: str) -> str:
    """`code` as this file writes statuses elsewhere; the imports for it are there already."""
    if (
        re.search(r"^from (?:fastapi|starlette|rest_framework) import [^\n]*\bstatus\b", text, re.M)
        and "status.HTTP_" in text
    ):
        return f"status.{prefixed(code)}"
    if re.search(r"^from http import [^\n]*\bHTTPStatus\b", text, re.M) and re.search(r"\bHTTPStatus\.[A-Z]", text):
        return f"HTTPStatus.{http.HTTPStatus(code).name}"
    return str(code)
