"""What Python's own parser says of a text, and whether LibCST's may be shown it.

LibCST's parser has no limit of its own: on endless nesting it overflows its stack, and that ends the run for all files.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator

from lint307.core.text import line_starts

# LibCST stands several thousand levels; nobody writes a hundred, and no rule could follow a thousand.
_DEEPEST = 1000
_PLACED = (ast.stmt, ast.excepthandler, ast.expr)


def python_tree(text: str | bytes) -> ast.Module:
    """What the running Python makes of a text.

    Raises SyntaxError or ValueError where it refuses it: a newer one may take it, so LibCST has the last word.
    RecursionError and MemoryError are final: the text is nested too deeply for any parser.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (SyntaxError, ValueError) as error:
        if "too many nested" in str(error):
            raise RecursionError from error
        raise
    if _is_too_deep(tree, _Widths(text)):
        raise RecursionError
    return tree


def python_error(text: str | bytes) -> Exception | None:
    """What the running Python says against a text; None when it takes it."""
    try:
        python_tree(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return error
    return None


def serves(node: ast.AST) -> bool:
    """Whether a decorator of a definition names a path, as `@app.post("/hooks/test")` does."""
    decorators = (d for d in getattr(node, "decorator_list", ()) if isinstance(d, ast.Call) and d.args)
    paths = (d.args[0].value for d in decorators if isinstance(d.args[0], ast.Constant))
    return any(isinstance(path, str) and path.startswith("/") for path in paths)


class _Widths:
    """How many characters the lines hold on which a node stands: it cannot be nested deeper than that."""

    def __init__(self, text: str | bytes) -> None:
        plain = text if isinstance(text, str) else text.decode("latin-1")
        self.starts = [*line_starts(plain), len(plain)]

    def __call__(self, node: ast.stmt | ast.excepthandler | ast.expr) -> int:
        return self.starts[node.end_lineno or node.lineno] - self.starts[node.lineno - 1]


def _is_too_deep(tree: ast.Module, width: _Widths) -> bool:
    """Whether some statement or expression lies deeper than is safe. Python 3.10 and 3.13 parse far deeper ones."""
    nodes: list[ast.AST] = [tree]
    for _ in range(_DEEPEST):
        if not nodes:
            return False
        nodes = [child for node in nodes for child in _children(node) if _may_be_deep(child, width)]
    return True


def _may_be_deep(node: ast.AST, width: _Widths) -> bool:
    """Whether what is inside a node may add many levels: it cannot add more than it has characters."""
    return not isinstance(node, _PLACED) or width(node) >= _DEEPEST


def _children(node: ast.AST) -> Iterator[ast.AST]:
    for name in node._fields:
        child = getattr(node, name, None)
        if isinstance(child, list):
            yield from (part for part in child if isinstance(part, ast.AST))
        elif isinstance(child, ast.AST):
            yield child
