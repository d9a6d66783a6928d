"""The file that is written in."""

from __future__ import annotations

from typing import NamedTuple

from lint307.core.facts import FileFacts
from lint307.core.text import Edit, Span
from lint307.project.context import Context
from lint307.writing import style


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
        return style.like(code, self.at(span))

    def usual(self, code: int) -> str:
        """A status as this file writes statuses elsewhere."""
        return style.usual(code, self.text)

    def replaced(self, span: Span, code: int) -> tuple[Edit, ...]:
        """Put a status in place of the one at `span`, in its style."""
        return (Edit(span, self.like(code, span)),)
