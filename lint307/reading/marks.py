"""Where in a text words stand that tell of redirects, in characters."""

from __future__ import annotations

import ast
import bisect
import re
from collections.abc import Iterable, Iterator

from lint307.core.text import Span, line_starts
from lint307.reading.gaps import Gap
from lint307.reading.telling import BODIES, CALLED, REDIRECTS, locations, places, redirects, statuses

_CALL = re.compile(r"(self\.)?\b([A-Za-z_]\w*)\(")
_RAISE = re.compile(r"\braise[ \t]+(?:\w+\.)*([A-Za-z_]\w*)\b(?!\()")
_RUN = re.compile(r"\b([^\W\d]\w*)\(")
_NAME = re.compile(r"[^\W\d]\w*")
# Another name for what redirects: `redirect as go`, `Found = http.HttpResponseRedirect`.
_ALIAS = re.compile(r"edirect\w*[ \t]+as[ \t]+([^\W\d]\w*)")
_SAME = re.compile(r"^[ \t]*([^\W\d]\w*)[ \t]*=[ \t]*(?:\w+\.)*(?:redirect|[A-Z]\w*Redirect\w*)[ \t\r]*(?:#.*)?$", re.M)


def calls_any(text: str, names: frozenset[str], within: Iterable[Span]) -> bool:
    """Whether a text calls or raises something of these names in some of its parts.

    `self.name` is a call on `self` only.
    """
    parts = tuple(within)
    return bool(parts) and any(part.start <= at < part.end for at in _calls(text, names) for part in parts)


def _calls(text: str, names: frozenset[str]) -> Iterator[int]:
    found = [name for name in names if name.rpartition(".")[2] in text]
    if found and "raise " in text:
        yield from (hit.start(1) for hit in _RAISE.finditer(text) if hit[1] in names)
    if not any(f"{name.rpartition('.')[2]}(" in text for name in found):
        return
    for hit in _CALL.finditer(text):
        on, name = hit.groups()
        if name in names or (on and f"{on}{name}" in names):
            yield hit.start(2)


def aliases(text: str) -> frozenset[str]:
    """The other names that a text gives to what redirects."""
    if "edirect" not in text:
        return frozenset()
    return frozenset((*_ALIAS.findall(text), *_SAME.findall(text)))


class Marks:
    """A text, and where what tells stands in it.

    called  calls of the `names` that tell besides the frameworks' words
    strong  what may make a redirect, `called` among it
    hits    what a body is read for in any case, `strong` among it
    weak    what a body is read for where something that redirects runs it
    run     the names of what is called where a redirect may be made
    """

    def __init__(self, text: str, tree: ast.Module, names: frozenset[str]) -> None:
        self.text, self.tree = text, tree
        self.starts = line_starts(text)
        self.is_ascii = text.isascii()
        found = (redirects(text), places(text, REDIRECTS), locations(text), statuses(text, any_of_them=True))
        self.called = list(_calls(text, names | aliases(text)))
        self.strong = sorted([*(at for each in found for at in each), *self.called])
        self.hits = sorted([*self.strong, *places(text, BODIES)])
        self.weak = sorted(places(text, CALLED))
        self.run = self._run(tree) if self.weak else frozenset()

    def _run(self, tree: ast.Module) -> frozenset[str]:
        """The names of what is called where a redirect may be made."""
        groups = [tree.body]
        found: set[str] = set()
        for group in groups:
            for node in group:
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    start, end = self.span(node)
                    if within(self.strong, start, end):
                        found.update(_RUN.findall(self.text, start, end))
                elif isinstance(node, (ast.ClassDef, ast.If, ast.Try, ast.With)):
                    groups.append(node.body)
        return frozenset(found)

    def offset(self, row: int, column: int) -> int:
        """Rows and UTF-8 columns, as Python's parser counts them, to characters."""
        start = self.starts[row - 1]
        if self.is_ascii:
            return start + column
        end = self.starts[row] if row < len(self.starts) else len(self.text)
        return start + len(self.text[start:end].encode()[:column].decode())

    def span(self, node: ast.stmt | ast.expr | ast.arg | ast.alias) -> Span:
        return Span(
            self.offset(node.lineno, node.col_offset),
            self.offset(node.end_lineno or node.lineno, node.end_col_offset or 0),
        )

    def tells(self, start: int, end: int) -> bool:
        return within(self.hits, start, end)

    def names(self, span: Span, gaps: Iterable[Gap]) -> set[str]:
        """The words of a part of the text, without its gaps."""
        found: set[str] = set()
        at = span.start
        for gap in gaps:
            found.update(_NAME.findall(self.text, at, gap.start))
            at = max(at, gap.end)
        found.update(_NAME.findall(self.text, at, span.end))
        return found


def within(places: list[int], start: int, end: int) -> bool:
    at = bisect.bisect_left(places, start)
    return at < len(places) and places[at] < end
