"""Whether two texts have the same tree but for what was edited. Python's own parser is the judge, not the reader's."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable, Sequence
from typing import Any

from lint307.core.text import Edit, Lines, Span
from lint307.fixing.moved import Moved

_UNSEEN = frozenset({"ctx", "type_comment", "kind"})
_PLACED = (ast.expr, ast.stmt, ast.excepthandler, ast.arg, ast.keyword, ast.alias, ast.pattern)


def difference(old: str, new: str, edits: Iterable[Edit]) -> str | None:
    """Why the new text cannot be trusted, None when its tree differs from the old one only inside the edits."""
    before = _tree(old)
    if before is None:
        return "this Python cannot parse the file, so no change of it can be checked; use a newer Python"
    after = _tree(new)
    if after is None:
        return "the fixed text would not parse"
    moved = Moved(edits)
    edited = [edit.span for edit in moved.edits]
    place = _compare(before, after, _Side(old, edited), _Side(new, [moved.span(span) for span in edited]), moved)
    return None if place is None else f"the fixed text would differ outside the change, in line {place}"


class _Side:
    """One of the two texts and the places that were edited in it."""

    def __init__(self, text: str, edited: Sequence[Span]) -> None:
        self.lines, self.edited = Lines(text), edited

    def span(self, node: ast.AST) -> Span | None:
        """Where a node stands; None for the few kinds that have no place of their own."""
        if not isinstance(node, _PLACED):
            return None
        start = self._offset(node.lineno, node.col_offset)
        return Span(start, self._offset(node.end_lineno or node.lineno, node.end_col_offset or node.col_offset))

    def _offset(self, row: int, column: int) -> int:
        """Parsers count bytes of UTF-8; inside f-strings old ones give places that are not in the text."""
        row = min(row, len(self.lines.starts))
        line = self.lines.line(row)
        before = column if line.isascii() else len(line.encode()[:column].decode(errors="replace"))
        return self.lines.offset(row) + before

    def touched(self, node: ast.AST) -> bool:
        span = self.span(node)
        return span is None or any(edit.start <= span.end and span.start <= edit.end for edit in self.edited)


def _tree(text: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _compare(old: ast.AST, new: ast.AST, before: _Side, after: _Side, moved: Moved) -> int | None:
    """The row of the new text where the trees differ though nothing was edited there."""
    stack: list[tuple[ast.AST, ast.AST]] = [(old, new)]
    while stack:
        one, two = stack.pop()
        if type(one) is not type(two):
            if not (before.touched(one) and after.touched(two)):
                return int(getattr(two, "lineno", 1))
            continue
        for name in one._fields:
            if name in _UNSEEN:
                continue
            left, right = getattr(one, name, None), getattr(two, name, None)
            if isinstance(left, ast.AST) and isinstance(right, ast.AST):
                stack.append((left, right))
            elif isinstance(left, list) and isinstance(right, list):
                pairs, lone_left, lone_right = _aligned(left, right, before, after, moved)
                stack += [(a, b) for a, b in pairs if isinstance(a, ast.AST) and isinstance(b, ast.AST)]
                odd = [a for a, b in pairs if not (isinstance(a, ast.AST) and isinstance(b, ast.AST)) and a != b]
                stray = [n for n in lone_left if isinstance(n, ast.AST) and not before.touched(n)]
                stray += [n for n in lone_right if isinstance(n, ast.AST) and not after.touched(n)]
                if stray or (odd and not (before.touched(one) and after.touched(two))):
                    return int(getattr(stray[0] if stray else two, "lineno", 1))
            elif not _same(left, right) and not (before.touched(one) and after.touched(two)):
                return int(getattr(two, "lineno", 1))
    return None


def _same(left: object, right: object) -> bool:
    return type(left) is type(right) and (left == right or repr(left) == repr(right))  # nan is not equal to itself


def _aligned(
    left: list[Any], right: list[Any], before: _Side, after: _Side, moved: Moved
) -> tuple[list[tuple[Any, Any]], list[Any], list[Any]]:
    """Pairs of two lists, and what stands in one alone. Lists of unequal length are paired by place."""
    if len(left) == len(right):
        return list(zip(left, right, strict=True)), [], []
    lone, places = [], {span.start: node for node in right if isinstance(node, ast.AST) and (span := after.span(node))}
    pairs = []
    for node in left:
        span = before.span(node) if isinstance(node, ast.AST) else None
        other = places.pop(moved.span(span).start, None) if span else None
        if other is None:
            lone.append(node)
        else:
            pairs.append((node, other))
    return pairs, lone, list(places.values())
