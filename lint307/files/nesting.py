"""What Python's own parser says of a text, and whether LibCST's may be shown it.

LibCST's parser has no limit of its own: on endless nesting it overflows its stack, and that ends the run for all files.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator

# LibCST stands several thousand levels; nobody writes a hundred, and no rule could follow a thousand.
_DEEPEST = 1000


def python_error(text: str | bytes) -> Exception | None:
    """What the running Python says against a text; None when it takes it.

    A syntax that it refuses may be right for a newer one, so LibCST has the last word. RecursionError and MemoryError
    are final.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (RecursionError, MemoryError) as error:
        return error
    except (SyntaxError, ValueError) as error:
        return RecursionError() if "too many nested" in str(error) else error
    return RecursionError() if _is_too_deep(tree) else None


def _is_too_deep(tree: ast.Module) -> bool:
    """Whether some statement or expression lies deeper than is safe. Python 3.10 and 3.13 parse far deeper ones."""
    blocks: list[tuple[ast.AST, int]] = [(tree, 0)]
    while blocks:
        block, depth = blocks.pop()
        if depth > _DEEPEST:
            return True
        for child in ast.iter_child_nodes(block):
            if isinstance(child, (ast.stmt, ast.excepthandler, ast.match_case)):
                blocks.append((child, depth + 1))
            elif not _is_short(child) and any(level > _DEEPEST for level in _levels(child)):
                return True
    return False


def _is_short(node: ast.AST) -> bool:
    """Whether it stands in too few characters of one line to be deep."""
    return isinstance(node, ast.expr) and node.lineno == node.end_lineno and _width(node) < _DEEPEST


def _width(node: ast.expr) -> int:
    return (node.end_col_offset or 0) - node.col_offset


def _levels(node: ast.AST) -> Iterator[int]:
    stack = [(node, 1)]
    while stack:
        inner, level = stack.pop()
        yield level
        stack += [(child, level + 1) for child in ast.iter_child_nodes(inner)]
