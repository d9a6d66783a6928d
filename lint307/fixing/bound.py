"""Whether the names that edits bring in mean there what they mean at the top of the file."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

from lint307.core.text import Edit, Lines, Span
from lint307.fixing.moved import Moved
from lint307.fixing.same_tree import tree_of

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def otherwise_bound(old: str, new: str, edits: Iterable[Edit]) -> str | None:
    """Why a name that an edit brings in would not be the imported one; None when it is.

    A function that binds the name anywhere has it for its own, even above that line.
    """
    mark = old.startswith("\ufeff")
    moved = Moved(edits)
    places = [(moved.span(e.span), old[e.span.start : e.span.end]) for e in moved.edits]
    tree, lines = tree_of(new[mark:]), Lines(new[mark:])
    if tree is None:
        return "the fixed text would not parse"
    rows = [range(lines.row(place.start - mark), lines.row(place.end - mark) + 1) for place, _ in places]
    for name, scopes in _loads(tree, rows):
        at = lines.byte_offset(name.lineno, name.col_offset) + mark
        span = Span(at, at + len(name.id))
        if not any(place.holds(span) and name.id not in before for place, before in places):
            continue
        if any(name.id in _binds(scope) for number, scope in enumerate(scopes) if _counts(scope, scopes[number + 1 :])):
            return f"{name.id} means something else there"
    return None


def _loads(tree: ast.Module, rows: Sequence[range]) -> Iterator[tuple[ast.Name, tuple[ast.AST, ...]]]:
    """Every name that is read in some rows, with the scopes around it from the outside in."""
    stack: list[tuple[ast.AST, tuple[ast.AST, ...]]] = [(tree, ())]
    while stack:
        node, scopes = stack.pop()
        if isinstance(node, (ast.stmt, ast.expr)) and not any(_overlaps(node, r) for r in rows):
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node, scopes
        inner = (*scopes, node) if isinstance(node, _SCOPES) else scopes
        for field, value in ast.iter_fields(node):
            within = scopes if field == "decorator_list" else inner
            stack += [(c, within) for c in (value if isinstance(value, list) else [value]) if isinstance(c, ast.AST)]


def _overlaps(node: ast.stmt | ast.expr, rows: range) -> bool:
    """Whether a node, its decorators included, stands in some rows."""
    first = min((d.lineno for d in getattr(node, "decorator_list", ())), default=node.lineno)
    return first < rows.stop and rows.start <= (node.end_lineno or node.lineno)


def _counts(scope: ast.AST, inside: tuple[ast.AST, ...]) -> bool:
    """Whether names of a scope are seen: those of a class only directly in it."""
    return not isinstance(scope, ast.ClassDef) or not inside


def _binds(scope: ast.AST) -> set[str]:
    """The names that a scope binds itself."""
    names: set[str] = set()
    shared: set[str] = set()
    stack = list(ast.iter_child_nodes(scope))
    while stack:
        node = stack.pop()
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name):
                names.add(name)
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                names |= {(a.asname or a.name).partition(".")[0] for a in aliases}
            case ast.Global(names=given) | ast.Nonlocal(names=given):
                shared |= set(given)
            case ast.ExceptHandler(name=str() as name) | ast.MatchAs(name=str() as name):
                names.add(name)
        if isinstance(node, _SCOPES):
            names |= {node.name} if not isinstance(node, ast.Lambda) else set()
        else:
            stack += ast.iter_child_nodes(node)
    return names - shared
