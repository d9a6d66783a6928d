"""Places in a text and changes to it."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """Characters `start` to `end` of a text, half open."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


class Edit(NamedTuple):
    """Put `content` in place of what stands at `span`; an empty span inserts."""

    span: Span
    content: str


class Position(NamedTuple):
    """A place as people read it: both numbers start at 1, columns count characters."""

    row: int
    column: int


class Lines:
    """Offsets of a text to rows and columns and back, both counted from 1.

    Line ends are `\\n`, `\\r\\n` and `\\r`, as for Python's tokenizer.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0]
        at = 0
        while True:
            newline, carriage = text.find("\n", at), text.find("\r", at)
            if newline < 0 and carriage < 0:
                break
            if carriage >= 0 and (newline < 0 or carriage < newline):
                at = carriage + (2 if text[carriage + 1 : carriage + 2] == "\n" else 1)
            else:
                at = newline + 1
            self.starts.append(at)

    def position(self, offset: int) -> Position:
        row = bisect.bisect_right(self.starts, offset)
        return Position(row, offset - self.starts[row - 1] + 1)

    def row(self, offset: int) -> int:
        return bisect.bisect_right(self.starts, offset)

    def offset(self, row: int, column: int = 1) -> int:
        return self.starts[row - 1] + column - 1

    def line(self, row: int) -> str:
        """The text of a row without its line end."""
        end = self.starts[row] if row < len(self.starts) else len(self.text)
        return self.text[self.starts[row - 1] : end].rstrip("\r\n")

    def utf16_column(self, offset: int) -> int:
        """The zero-based column in UTF-16 code units, as editors and SARIF viewers count."""
        start = self.starts[self.row(offset) - 1]
        return len(self.text[start:offset].encode("utf-16-le")) // 2


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made. ValueError when two of them touch the same characters."""
    parts, at = [], 0
    for span, content in sorted(set(edits)):
        if span.start < at:
            raise ValueError(f"edits overlap at character {span.start}")
        parts += [text[at : span.start], content]
        at = span.end
    return "".join([*parts, text[at:]])


def conflicts(edits: Iterable[Edit], taken: Iterable[Edit]) -> bool:
    """Whether an edit touches characters that another one, not its equal, already changes."""
    others = list(taken)
    return any(
        edit != other
        and (
            edit.span.overlaps(other.span)
            or (edit.span.start == other.span.start and edit.span.end == other.span.end)
            or (edit.span.start < other.span.start < edit.span.end)
            or (other.span.start < edit.span.start < other.span.end)
        )
        for edit in edits
        for other in others
    )
