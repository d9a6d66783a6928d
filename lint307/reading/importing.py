"""Imports: what they bind. Those at the beginning of a module are told from Python's own tree, which costs a tenth."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from lint307.core.facts import Import
from lint307.core.text import Span
from lint307.core.values import Name
from lint307.reading.gaps import Imported


def opening(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    """The imports before which a module does nothing, so that nothing they bind was bound before them."""
    for node in tree.body:
        match node:
            case ast.Import():
                yield node
            case ast.ImportFrom(names=names):
                if not any(alias.name == "*" for alias in names):
                    yield node
            case ast.Expr(value=ast.Constant()):
                continue
            case _:
                return


def imported(node: ast.Import | ast.ImportFrom, text: str, span_of: Callable[[ast.stmt | ast.alias], Span]) -> Imported:
    """What an import says, and where."""
    statement = span_of(node)
    names = tuple((alias.name, alias.asname, span_of(alias)) for alias in node.names)
    if isinstance(node, ast.Import):
        return Imported(None, 0, names, statement, False)
    return Imported(node.module or "", node.level, names, statement, "(" in text[statement.start : names[0][2].start])


def facts_of(
    found: Imported, absolute: Callable[[str, int], str], at_top: bool = True
) -> Iterator[tuple[str, Name, Import]]:
    """Each name that an import binds, what it is bound to, and how it is written."""
    module = None if found.module is None else absolute(found.module, found.level)
    wrapped = found.statement if found.is_parenthesised else None
    for name, alias, span in found.names:
        if module is not None:
            bound, target = alias or name, f"{module}.{name}"
        else:
            bound, target = (alias, name) if alias else (name.partition(".")[0],) * 2
        written = Import(module, name, alias, span, found.statement, at_top, found.level, wrapped)
        yield bound, Name(target, span), written
