"""Places in a text and changes to it."""

from __future__ import annotations

import bisect
import itertools
import operator
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

_LINE_END = re.compile(r"\r\n?|\n")
_BITS = 30  # a billion characters; two such numbers fit the smallest int but one
_END = (1 << _BITS) - 1


class Span(int):
    """Characters `start` to `end` of a text, half open; ordered by both.

    One number holds the two: the facts of a large project have half a million of them.
    """

    __slots__ = ()

    def __new__(cls, start: int, end: int) -> Span:
        return super().__new__(cls, start << _BITS | end)

    @property
    def start(self) -> int:
        return self >> _BITS

    @property
    def end(self) -> int:
        return self & _END

    def __iter__(self) -> Iterator[int]:
        return iter((self.start, self.end))

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"Span({self.start}, {self.end})"

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


def line_starts(text: str) -> list[int]:
    """Where each line begins; the first one at 0."""
    if "\r" in text:
        return [0, *(end.end() for end in _LINE_END.finditer(text))]
    ends = itertools.accumulate(map(len, text.split("\n")))
    return [0, *map(operator.add, ends, itertools.count(1))][:-1]


class Lines:
    """Offsets of a text to rows and columns and back, both counted from 1.

    Line ends are `\\n`, `\\r\\n` and `\\r`, as for Python's tokenizer.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = line_starts(text)

    def position(self, offset: int) -> Position:
        row = bisect.bisect_right(self.starts, offset)
        return Position(row, offset - self.starts[row - 1] + 1)

    def row(self, offset: int) -> int:
        return bisect.bisect_right(self.starts, offset)

    def offset(self, row: int, column: int = 1) -> int:
        return self.starts[row - 1] + column - 1

    def byte_offset(self, row: int, column: int) -> int:
        """The offset of a place as Python's parser counts: rows from 1, columns from 0 in bytes of UTF-8."""
        line = self.line(row)
        return self.offset(row) + (column if line.isascii() else len(line.encode()[:column].decode()))

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


def without(length: int, edits: Iterable[Edit], removed: Iterable[Span]) -> tuple[Edit, ...]:
    """The edits of a text of this length, and with them what is then taken out of the edited text at `removed`.

    Edits that touch each other become one.
    """
    pieces: list[_Piece] = []
    at = 0
    for edit in sorted(set(edits)):
        pieces += [(Span(at, edit.span.start), None), (edit.span, edit.content)]
        at = edit.span.end
    pieces.append((Span(at, length), None))
    for gap in sorted(removed, reverse=True):
        pieces = _cut(pieces, gap)
    made: list[Edit] = []
    for span, content in pieces:
        if content is None:
            continue
        if made and made[-1].span.end == span.start:
            made[-1] = Edit(Span(made[-1].span.start, span.end), made[-1].content + content)
        else:
            made.append(Edit(span, content))
    return tuple(made)


# A piece of a text, and what takes its place; None: it stays.
_Piece: TypeAlias = tuple[Span, str | None]


def _cut(pieces: list[_Piece], gap: Span) -> list[_Piece]:
    """The pieces without what stands at `gap` of the text that they make."""
    left: list[_Piece] = []
    place = 0
    for span, content in pieces:
        length = span.end - span.start if content is None else len(content)
        start, end = max(0, gap.start - place), min(length, gap.end - place)
        if start >= end:
            left.append((span, content))
        elif content is not None:
            left.append((span, content[:start] + content[end:]))
        else:
            cut = Span(span.start + start, span.start + end)
            left += [(Span(span.start, cut.start), None), (cut, ""), (Span(cut.end, span.end), None)]
        place += length
    return left
