"""Whether two texts have the same tree but for what was edited. Python's own parser is the judge, not the reader's."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lint307.core.text import Edit, Lines, Span
from lint307.fixing.moved import Moved

_PLACED = (ast.expr, ast.stmt, ast.excepthandler, ast.arg, ast.keyword, ast.alias, ast.pattern)


def difference(old: str, new: str, edits: Iterable[Edit]) -> str | None:
    """Why the new text cannot be trusted, None when its tree differs from the old one only inside the edits."""
    if old.startswith("\ufeff"):  # a byte order mark is no part of the program
        old, new = old[1:], new[1:]
        edits = [Edit(Span(e.span.start - 1, e.span.end - 1), e.content) for e in edits]
    before, after = tree_of(old), tree_of(new)
    if before is None:
        return "this Python cannot parse the file, so no change of it can be checked; use a newer Python"
    if after is None:
        return "the fixed text would not parse"
    moved = Moved(edits)
    edited = [edit.span for edit in moved.edits]
    kept = {node._replace(span=moved.span(node.span)) for node in _nodes(before, Lines(old), edited)}
    found = _nodes(after, Lines(new), [moved.span(span) for span in edited])
    if kept == found:
        return None
    innermost = min(kept ^ found, key=lambda node: (node.span.end - node.span.start, node))
    return f"the fixed text would differ outside the change, in line {Lines(new).row(innermost.span.start)}"


class Node(NamedTuple):
    """A node of a tree: one around an edit by its kind alone, one that no edit touches with its text.

    The same text at a node of the same kind has the same tree.
    """

    span: Span
    kind: str
    text: str


def tree_of(text: str) -> ast.Module | None:
    """What Python's parser makes of a text; None when it cannot."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _nodes(tree: ast.Module, lines: Lines, edited: Sequence[Span]) -> set[Node]:
    """What has to be found again: the largest nodes that no edit touches, and those that hold an edit well inside."""
    nodes: set[Node] = set()
    stack: list[ast.AST] = [tree]
    while stack:
        node = stack.pop()
        span = _span(node, lines)
        touching = [] if span is None else [e for e in edited if e.start <= span.end and span.start <= e.end]
        if span is not None and not touching:
            nodes.add(Node(span, _kind(node), lines.text[span.start : span.end]))
            continue
        if span is not None and all(span.start < e.start and e.end < span.end for e in touching):
            nodes.add(Node(span, _kind(node), ""))
        if not isinstance(node, ast.JoinedStr):  # what is inside has no trustworthy place before Python 3.12
            stack.extend(ast.iter_child_nodes(node))
    return nodes


def _kind(node: ast.AST) -> str:
    """Its class, and whether it is read or written."""
    return f"{type(node).__name__} {type(getattr(node, 'ctx', None)).__name__}"


def _span(node: ast.AST, lines: Lines) -> Span | None:
    """Where a node stands, its decorators included; None for the few kinds that have no place of their own."""
    if not isinstance(node, _PLACED):
        return None
    first: ast.expr | ast.stmt | ast.excepthandler | ast.arg | ast.keyword | ast.alias | ast.pattern = node
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and node.decorator_list:
        first = node.decorator_list[0]
    start = lines.byte_offset(first.lineno, first.col_offset)
    return Span(start, lines.byte_offset(node.end_lineno or node.lineno, node.end_col_offset or node.col_offset))
