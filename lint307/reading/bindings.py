"""Which names statements of a module bind, and which they mention, told from Python's own tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator

STAR = "*"


def binding(node: ast.stmt) -> frozenset[str]:
    """The names that a statement of a module binds; STAR stands for all that `from … import *` brings."""
    return frozenset(_bound(node))


def _bound(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Import(names=names):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in names)
        case ast.ImportFrom(names=names):
            yield from (alias.asname or alias.name for alias in names)
        case ast.Name(id=name, ctx=ast.Store()):
            yield name
        case ast.expr():
            yield from (n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _bound(child)


def mentioned(node: ast.AST) -> set[str]:
    """The names that a statement mentions, without the bodies of functions."""
    found = set()
    nodes = [node]
    while nodes:
        inner = nodes.pop()
        if isinstance(inner, ast.Name):
            found.add(inner.id)
            continue
        is_function = isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef))
        for name in inner._fields:
            child = getattr(inner, name, None)
            if isinstance(child, ast.AST):
                nodes.append(child)
            elif isinstance(child, list) and not (is_function and name == "body"):
                nodes += [part for part in child if isinstance(part, ast.AST)]
    return found
