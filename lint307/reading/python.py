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


def python_tree(text: str | bytes) -> ast.Module | Exception:
    """What the running Python makes of a text, or what it says against it.

    A syntax that it refuses may be right for a newer one, so LibCST has the last word. RecursionError and MemoryError
    are final: the text is nested too deeply for any parser.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (RecursionError, MemoryError) as error:
        return error
    except (SyntaxError, ValueError) as error:
        return RecursionError() if "too many nested" in str(error) else error
    return RecursionError() if _is_too_deep(tree, _Widths(text)) else tree


def python_error(text: str | bytes) -> Exception | None:
    """What the running Python says against a text; None when it takes it."""
    tree = python_tree(text)
    return tree if isinstance(tree, Exception) else None


class _Widths:
    """How many characters the lines hold on which a node stands: it cannot be nested deeper than that."""

    def __init__(self, text: str | bytes) -> None:
        plain = text if isinstance(text, str) else text.decode("latin-1")
        self.starts = [*line_starts(plain), len(plain)]

    def __call__(self, node: ast.stmt | ast.excepthandler | ast.expr) -> int:
        return self.starts[node.end_lineno or node.lineno] - self.starts[node.lineno - 1]


def _is_too_deep(tree: ast.Module, width: _Widths) -> bool:
    """Whether some statement or expression lies deeper than is safe. Python 3.10 and 3.13 parse far deeper ones."""
    blocks: list[tuple[ast.AST, int]] = [(node, 1) for node in tree.body]
    while blocks:
        block, depth = blocks.pop()
        if depth > _DEEPEST:
            return True
        if isinstance(block, (ast.stmt, ast.excepthandler)) and width(block) < _DEEPEST:
            continue  # `depth` counts lines of its own, so what is inside adds at most the width
        for child in ast.iter_child_nodes(block):
            if isinstance(child, (ast.stmt, ast.excepthandler, ast.match_case)):
                blocks.append((child, depth + 1))
            elif isinstance(child, ast.expr) and width(child) < _DEEPEST:
                continue
            elif any(level > _DEEPEST for level in _levels(child)):
                return True
    return False


def _levels(node: ast.AST) -> Iterator[int]:
    stack = [(node, 1)]
    while stack:
        inner, level = stack.pop()
        yield level
        stack += [(child, level + 1) for child in ast.iter_child_nodes(inner)]
