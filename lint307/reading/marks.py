"""Where in a text words stand that tell of redirects, in characters."""

from __future__ import annotations

import ast
import bisect
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lint307.core.text import Span, line_starts
from lint307.reading.gaps import Gap
from lint307.reading.outline import outline
from lint307.reading.python import python_tree
from lint307.reading.telling import BODIES, CALLED, REDIRECTS, locations, places, redirects, statuses

# Below that Python's parser reads the whole file, and says what is wrong anywhere in it.
_LARGE = 30_000
TEST = "test_"
# What it returns is where its class redirects to.
DESTINATION = "get_redirect_url"
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


class Hits(NamedTuple):
    """Where in a text what tells stands, in order.

    called  calls of the names that tell besides the frameworks' words
    strong  what may make a redirect, `called` among it
    any     what a body is read for in any case, `strong` among it
    weak    what a body is read for where something that redirects runs it
    """

    called: list[int]
    strong: list[int]
    any: list[int]
    weak: list[int]


def hits(text: str, names: frozenset[str]) -> Hits:
    """What tells in a text; `names` do when they are called."""
    found = (redirects(text), places(text, REDIRECTS), locations(text), statuses(text, any_of_them=True))
    called = sorted(_calls(text, names | aliases(text)))
    strong = sorted([*(at for each in found for at in each), *called])
    return Hits(called, strong, sorted([*strong, *places(text, BODIES)]), sorted(places(text, CALLED)))


class Marks:
    """A text, and where the nodes of its tree and what tells stand in it.

    `shape` is what the tree was made of: as long as the text. `run` are the names of what is called where a redirect
    may be made.
    """

    def __init__(self, text: str, shape: str, tree: ast.Module, found: Hits) -> None:
        self.text, self.shape, self.tree, self.hits = text, shape, tree, found
        self.starts = line_starts(shape)
        self.is_ascii = shape.isascii()
        self.run = self._run(tree) if found.weak else frozenset()

    def _run(self, tree: ast.Module) -> frozenset[str]:
        """The names of what is called where a redirect may be made."""
        groups = [tree.body]
        found: set[str] = set()
        for group in groups:
            for node in group:
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    start, end = self.span(node)
                    if within(self.hits.strong, start, end):
                        found.update(_RUN.findall(self.text, start, end))
                elif isinstance(node, (ast.ClassDef, ast.If, ast.Try, ast.With)):
                    groups.append(node.body)
        return frozenset(found)

    def offset(self, row: int, column: int) -> int:
        """Rows and UTF-8 columns, as Python's parser counts them, to characters."""
        start = self.starts[row - 1]
        if self.is_ascii:
            return start + column
        end = self.starts[row] if row < len(self.starts) else len(self.shape)
        return start + len(self.shape[start:end].encode()[:column].decode())

    def span(self, node: ast.stmt | ast.expr | ast.arg | ast.alias) -> Span:
        return Span(
            self.offset(node.lineno, node.col_offset),
            self.offset(node.end_lineno or node.lineno, node.end_col_offset or 0),
        )

    def tells(self, start: int, end: int) -> bool:
        return within(self.hits.any, start, end)

    def names(self, span: Span, gaps: Iterable[Gap]) -> set[str]:
        """The words of a part of the text, without its gaps."""
        found: set[str] = set()
        at = span.start
        for gap in gaps:
            found.update(_NAME.findall(self.text, at, gap.start))
            at = max(at, gap.end)
        found.update(_NAME.findall(self.text, at, span.end))
        return found


def marked(text: str, called: frozenset[str], wanted: frozenset[str]) -> Marks:
    """What stands where in a text. `wanted` as in `islands`; raises what `python_tree` raises."""
    found = hits(text, called)
    bodies = {re.split(r"\W", name)[-3] for name in wanted if name.endswith("()")} | {DESTINATION}

    def keeps(name: str, start: int, end: int) -> bool:
        told = within(found.any, start, end) or within(found.weak, start, end)
        return name in bodies or (told and not name.startswith(TEST))

    shape = outline(text, keeps) if len(text) > _LARGE else text
    try:
        return Marks(text, shape, python_tree(shape), found)
    except (SyntaxError, ValueError):
        if shape == text:
            raise
        return Marks(text, text, python_tree(text), found)


def within(places: list[int], start: int, end: int) -> bool:
    at = bisect.bisect_left(places, start)
    return at < len(places) and places[at] < end
