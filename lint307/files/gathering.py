"""Files that cannot be analysed: which they are, and what is said of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from lint307.config import UNREADABLE
from lint307.files.decoding import BadFile, Document, decode, load
from lint307.reading.python import python_error

if TYPE_CHECKING:
    from lint307.core.findings import Finding
    from lint307.files.looking import Looked, Rows

# Python parses a megabyte, some 30,000 lines, in 150 ms.
WORTH_CHECKING = 1_000_000


class Failure(NamedTuple):
    """A file that could not be read or analysed: why, and where (1-based) when it is known."""

    reason: str
    row: int | None = None
    column: int | None = None


def unparsed(looked: Looked, overrides: Mapping[str, bytes], rows: Rows) -> list[Document]:
    """Files that do not count and that this Python does not take.

    A file without redirects and routes is not analysed, so its syntax is checked only while all such files together are
    small: in a large tree that would be most of the work, for files that nothing depends on.
    """
    idle = {path: sight for path, sight in looked.sights.items() if not sight.counts and not sight.problem}
    if sum(sight.size for sight in idle.values()) > WORTH_CHECKING:
        return []
    found = []
    for path, sight in idle.items():
        if sight.parses:
            continue
        try:
            data = overrides[path] if path in overrides else load(path)
            parses = python_error(data) is None
            if not parses:
                found.append(decode(path, data))
        except BadFile:  # it changed since it was looked at
            continue
        if path not in overrides:
            rows.note(path, sight._replace(parses=parses))
    return found


def unreadable(path: str, failure: Failure, text: str | None) -> Finding:
    """The diagnostic of a file that could not be analysed."""
    from lint307.core.findings import Finding
    from lint307.core.text import Lines, Span

    at = 0
    if text is not None and failure.row is not None:
        lines = Lines(text)
        row = min(failure.row, len(lines.starts))
        at = min(lines.offset(row, failure.column or 1), len(text))
    where = f" (line {failure.row})" if failure.row is not None else ""
    name = os.path.basename(path)
    message = f"{'standard input' if name == '-' else name} was not analysed: {failure.reason}{where}"
    return Finding(UNREADABLE, "unreadable", path, Span(at, at), message)
