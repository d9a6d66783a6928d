"""The file that is written in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lint307.core.facts import FileFacts
from lint307.core.text import Edit, Span
from lint307.project.context import Context
from lint307.writing import style
from lint307.writing.imports import NotImportable, names_of, needed

# Modules that give out a constant for every status.
_STATUSES = ("fastapi.status", "starlette.status", "rest_framework.status")
_CODES = ("requests.codes", "httpx.codes")
_ENUMS = ("http.HTTPStatus",)


class Unwritable(Exception):
    """The status cannot be written in place; the message says what to do instead."""


class File(NamedTuple):
    """A file's text and facts, and the project around it."""

    text: str
    facts: FileFacts
    ctx: Context

    def at(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def like(self, code: int, span: Span) -> str:
        """A status in the style of what stands at `span`."""
        holders = [*self._called(_STATUSES), *self._called(_CODES)]
        return style.like(code, self.at(span), holders, self._called(_ENUMS))

    def usual(self, code: int) -> str:
        """A status as this file writes statuses elsewhere."""
        holders, enums = self._called(_STATUSES, at_top=True), self._called(_ENUMS, at_top=True)
        return style.usual(code, self.text, holders, enums)

    def _called(self, paths: Iterable[str], at_top: bool = False) -> list[str]:
        return [name for path in paths for name in names_of(self.facts, self.text, path, at_top)]

    def replaced(self, span: Span, code: int) -> tuple[Edit, ...]:
        """Put a status in place of the one at `span`, in its style."""
        old = self.at(span)
        modules = [i.module for i in self.facts.imports if i.name == old and not i.alias and not i.level]
        module = next((m for m in modules if m in _STATUSES), None)
        if module is None or not style.is_prefixed(old):
            return (Edit(span, self.like(code, span)),)
        try:
            name, added = needed(self.facts, self.text, module, style.prefixed(code))
        except NotImportable:
            return (Edit(span, str(code)),)
        return (Edit(span, name), *added)
