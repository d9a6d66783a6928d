"""Statuses in the style of the code around them: `303`, `HTTPStatus.SEE_OTHER`, `status.HTTP_303_SEE_OTHER`."""

from __future__ import annotations

import http
import re
from collections.abc import Collection

_PREFIXED = re.compile(r"^(?P<before>(?:\w+\.)+)HTTP_\d{3}_\w+$")
_ENUM = re.compile(r"^(?P<enum>\w+(?:\.\w+)*)(?:\.[A-Z_]+|(?P<number>\(\d{3}\)))(?P<after>\.value)?$")
_CODES = re.compile(r"^(?P<before>(?:\w+\.)*codes\.)(?P<name>\w+)$")
_STRING = re.compile(r"""^(?P<quote>["'])\d{3}(?P<rest>[^"']*)["']$""")


def like(code: int, old: str, holders: Collection[str], enums: Collection[str]) -> str:
    """`code` in the style of the expression that it replaces; a literal when that has no style of its own.

    `holders` are what modules of statuses are called there, `enums` what `HTTPStatus` is: other things that hold a
    status by such a name need not hold all of them.
    """
    if (hit := _PREFIXED.match(old)) and hit["before"].rstrip(".") in holders:
        return f"{hit['before']}{prefixed(code)}"
    if (hit := _ENUM.match(old)) and hit["enum"] in enums:
        member = f"({code})" if hit["number"] else f".{http.HTTPStatus(code).name}"
        return f"{hit['enum']}{member}{hit['after'] or ''}"
    if (hit := _CODES.match(old)) and hit["before"].rstrip(".") in holders:
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


def usual(code: int, text: str, holders: Collection[str], enums: Collection[str]) -> str:
    """`code` as this file writes statuses elsewhere.

    `holders` are what modules of statuses are called here, `enums` what `HTTPStatus` is.
    """
    for holder in holders:
        if re.search(rf"(?<![\w.]){re.escape(holder)}\.HTTP_\d", text):
            return f"{holder}.{prefixed(code)}"
    for enum in enums:
        if re.search(rf"(?<![\w.]){re.escape(enum)}\.[A-Z]", text):
            return f"{enum}.{http.HTTPStatus(code).name}"
    return str(code)
