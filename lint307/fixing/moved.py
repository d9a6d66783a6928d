"""Where the characters of a text stand after it was edited."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from lint307.core.text import Edit, Span


class Moved:
    """The way from the old text to the new one. The edits must not overlap."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self.edits = sorted(edits)
        self.starts = [edit.span.start for edit in self.edits]
        self.shifts = [0]
        for edit in self.edits:
            self.shifts.append(self.shifts[-1] + len(edit.content) - (edit.span.end - edit.span.start))

    def span(self, span: Span) -> Span:
        """The span afterwards, with what was put at its two ends."""
        start = bisect.bisect_left(self.starts, span.start)
        if start and self.edits[start - 1].span.end > span.start:  # it starts within a replaced piece
            start -= 1
            first = self.edits[start].span.start + self.shifts[start]
        else:
            first = span.start + self.shifts[start]
        end = bisect.bisect_right(self.starts, span.end)
        last = max(span.end, self.edits[end - 1].span.end if end else 0) + self.shifts[end]
        return Span(first, max(first, last))
