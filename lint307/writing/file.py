"""The file that is written in."""

from __future__ import annotations

from typing import NamedTuple

from lint307.core.facts import FileFacts
from lint307.core.text import Edit, Span
from lint307.project.context import Context
from lint307.writing import style
from lint307.writing.imports import NotImportable, needed

# Modules that give out a constant for every status.
_STATUSES = frozenset({"starlette.status", "rest_framework.status"})


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
        enums = [i.alias for i in self.facts.imports if i.alias and i.module == "http" and i.name == "HTTPStatus"]
        return style.like(code, self.at(span), enums)

    def usual(self, code: int) -> str:
        """A status as this file writes statuses elsewhere."""
        return style.usual(code, self.text)

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
