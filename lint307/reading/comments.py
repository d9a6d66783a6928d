"""Comments: the words over and behind a statement, and `# noqa`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import libcst as cst

from lint307.core.facts import Comment, Registration, Suppression
from lint307.core.text import Lines, Span
from lint307.core.values import Call, Value, dotted, within

# flake8's own form, so that one comment serves both front ends.
_NOQA = re.compile(r"#\s*noqa\b(?::\s*(?P<codes>[A-Z][0-9A-Z]*(?:[,\s]+[A-Z][0-9A-Z]*)*))?", re.I)
_FILE = re.compile(r"^[ \t]*#\s*(?:flake8|lint307)[:=]\s*noqa(?::\s*(?P<codes>[A-Z0-9, ]+))?\s*$", re.I | re.M)

# So many lines up, a comment may still be over the statement that a place is in; what ends like this is another one.
_OPENING_LINES = 5
_PATTERNS = ("path", "re_path", "url")
_SEVERAL = re.compile(r"\b(?:these|those|urls|uris|links|redirects|routes|paths|pages|patterns|endpoints)\b", re.I)
_BEHIND = re.compile(r"\s#[^\"']*$")
_CLOSING = ("]", ")", "),", "}", ";")


def comments_of(node: cst.CSTNode, span: Callable[[cst.CSTNode], Span]) -> tuple[Comment, ...]:
    """The comments that stand directly over a statement and behind its first line."""
    found: list[Comment] = []
    for line in getattr(node, "leading_lines", ()):
        if line.comment is not None:
            found.append(Comment(_words(line.comment.value), span(line.comment)))
        else:
            found.clear()
    tail = getattr(node, "trailing_whitespace", None) or getattr(getattr(node, "body", None), "header", None)
    comment = getattr(tail, "comment", None)
    if comment is not None:
        found.append(Comment(_words(comment.value), span(comment)))
    return tuple(found)


def _words(comment: str) -> str:
    return comment.lstrip("#! ").rstrip()


def comments_over(text: str, lines: Lines, at: int) -> tuple[Comment, ...]:
    """The comment lines over the row of a place, as far as they touch it, and the comment behind it."""
    row = lines.row(at)
    found: list[Comment] = []
    for above in range(row - 1, 0, -1):
        line = lines.line(above)
        if line.lstrip().startswith("#"):
            found.insert(0, _from(line.index("#"), above, lines))
        elif found or above <= row - _OPENING_LINES or not _opens(line):
            break
    behind = lines.line(row).rfind("#")
    if behind > max(lines.line(row).rfind('"'), lines.line(row).rfind("'")):
        found.append(_from(behind, row, lines))
    return tuple(found)


def over_patterns(
    registrations: Sequence[Registration], bindings: Mapping[str, list[Value]], text: str, lines: Lines
) -> tuple[Registration, ...]:
    """The registrations with their comments; one over a block of URL patterns speaks of each redirect of the block.

    It does when the whole block redirects, or when it speaks of several: then of those up to the first other pattern.
    """
    told = [replace(r, comments=comments_over(text, lines, r.call.span.start)) for r in registrations]
    if not any(r.comments and _names_redirect(r.call) for r in told):
        return tuple(told)
    lists = (part for values in bindings.values() for value in values for part in within(value))
    patterns = {p.span: p for p in lists if isinstance(p, Call) and dotted(p.func).rpartition(".")[2] in _PATTERNS}
    views = {r.call.span: index for index, r in enumerate(told)}
    for block in _blocks(sorted(patterns.values(), key=lambda call: call.span.start), lines):
        inside = [[a.value for a in call.args if isinstance(a.value, Call)] for call in block]
        shown = [
            next((views[v.span] for v in found if v.span in views and _names_redirect(v)), None) for found in inside
        ]
        over = comments_over(text, lines, block[0].span.start)
        over = tuple(c for c in over if c.span.start < block[0].span.start)
        count = len(block) if None not in shown else shown.index(None)
        if count < len(block) and not any(_SEVERAL.search(comment.text) for comment in over):
            continue
        for index in [i for i in shown[1:count] if i is not None]:
            told[index] = replace(told[index], comments=(*over, *told[index].comments))
    return tuple(told)


def _blocks(patterns: list[Call], lines: Lines) -> list[list[Call]]:
    """Patterns that stand below each other with nothing between them."""
    blocks: list[list[Call]] = []
    for call in patterns:
        if blocks and lines.row(call.span.start) == lines.row(blocks[-1][-1].span.end) + 1:
            blocks[-1].append(call)
        else:
            blocks.append([call])
    return blocks


def _names_redirect(view: Call) -> bool:
    """`RedirectView.as_view(…)` of Django, or of a class that is called so."""
    cls, _, made = dotted(view.func).removesuffix("()").rpartition(".")
    return made == "as_view" and "redirect" in cls.lower()


def _opens(line: str) -> bool:
    """Whether a line may be the beginning of the statement below: `path(`, its pattern."""
    code = _BEHIND.sub("", line).rstrip()
    return bool(code) and not code.endswith(_CLOSING)


def _from(column: int, row: int, lines: Lines) -> Comment:
    """The comment from a column (counted from 0) to the end of a row."""
    line, start = lines.line(row), lines.offset(row)
    return Comment(_words(line[column:]), Span(start + column, start + len(line)))


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
