"""Redirecting functions outside the project, described by the user: rows like the frameworks' own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from lint307.frameworks import BY_NAME
from lint307.frameworks.spec import At, Framework, RedirectCall
from lint307.project.context import Row


class Place(Protocol):
    @property
    def position(self) -> int | None: ...
    @property
    def keyword(self) -> str | None: ...


class Helper(Protocol):
    """What the configuration says of a helper."""

    @property
    def name(self) -> str: ...
    @property
    def url(self) -> Place: ...
    @property
    def status(self) -> Place: ...
    @property
    def default(self) -> int | None: ...


def helper_rows(helpers: Iterable[Helper]) -> dict[str, tuple[Framework, Row]]:
    rows: dict[str, tuple[Framework, Row]] = {}
    for helper in helpers:
        takes_status = helper.status.position is not None or helper.status.keyword is not None
        status = At(helper.status.position, helper.status.keyword) if takes_status else None
        url = At(helper.url.position, helper.url.keyword)
        rows[helper.name] = BY_NAME["werkzeug"], RedirectCall((helper.name,), url, status, helper.default or 302)
    return rows
