"""Comments: the words over and behind a statement, and `# noqa`."""

from __future__ import annotations

import re
from collections.abc import Callable

import libcst as cst

from lint307.core.facts import Comment, Suppression
from lint307.core.text import Lines, Span

# flake8's own form, so that one comment serves both front ends.
_NOQA = re.compile(r"#\s*noqa\b(?::\s*(?P<codes>[A-Z][0-9A-Z]*(?:[,\s]+[A-Z][0-9A-Z]*)*))?", re.I)
_FILE = re.compile(r"^[ \t]*#\s*(?:flake8|lint307)[:=]\s*noqa(?::\s*(?P<codes>[A-Z0-9, ]+))?\s*$", re.I | re.M)


def comments_of(node: cst.CSTNode, span: Callable[[cst.CSTNode], Span]) -> tuple[Comment, ...]:
    """The comments that stand directly over a statement and behind its first line."""
    found = []
    for line in getattr(node, "leading_lines", ()):
        if line.comment is not None:
            found.append(Comment(line.comment.value.lstrip("#! ").rstrip(), span(line.comment)))
        else:
            found.clear()
    tail = getattr(node, "trailing_whitespace", None) or getattr(getattr(node, "body", None), "header", None)
    comment = getattr(tail, "comment", None)
    if comment is not None:
        found.append(Comment(comment.value.lstrip("#! ").rstrip(), span(comment)))
    return tuple(found)


_OPENING_LINES = 5


def comments_over(text: str, lines: Lines, at: int) -> tuple[Comment, ...]:
    """The comment lines over the row of a place, as far as they touch it, and the comment behind it."""
    row = lines.row(at)
    found = []
    for above in range(row - 1, 0, -1):
        line = lines.line(above)
        if not line.lstrip().startswith("#"):
            if (
                not found
                and above > row - _OPENING_LINES
                and not line.rstrip().endswith(("]", ")", "),", "}", ";"))
                and line.strip()
            ):
                continue  # the lines that open the statement: `path(`, its pattern
            break
        start = lines.offset(above) + line.index("#")
        found.insert(0, Comment(line.lstrip().lstrip("#! ").rstrip(), Span(start, lines.offset(above) + len(line))))
    line = lines.line(row)
    behind = line.rfind("#")
    if behind > max(line.rfind('"'), line.rfind("'")):
        found.append(
            Comment(
                line[behind:].lstrip("#! ").rstrip(), Span(lines.offset(row) + behind, lines.offset(row) + len(line))
            )
        )
    return tuple(found)


def suppressions(text: str) -> tuple[Suppression, ...]:
    """Every `# noqa` of a text. One in a string counts as well, as it does for flake8."""
    if "noqa" not in text.lower():
        return ()
    found = []
    for match in _FILE.finditer(text):
        codes = _codes(match["codes"])
        found.append(Suppression(0, codes))
    for row, line in enumerate(text.splitlines(), 1):
        hit = _NOQA.search(line) if "noqa" in line.lower() else None
        if hit is not None and not _FILE.match(line):
            found.append(Suppression(row, _codes(hit["codes"])))
    return tuple(found)


def _codes(text: str | None) -> tuple[str, ...] | None:
    return tuple(c.upper() for c in re.split(r"[,\s]+", text) if c) if text else None
