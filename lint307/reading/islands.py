"""The parts of a file that can matter, so that LibCST parses those alone.

LibCST pays by the line, about ten times what Python's own parser takes. So Python's parser says where functions begin
and end, and bodies without any telling word are blanked out, to the same length: every character that is left stands
where it stood. A file that this Python cannot parse is taken whole.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator

from lint307.core.text import Lines

# What a body must hold to be read: a redirect or its status, a Location, what wraps one, and what handles a body.
_TELLING = re.compile(
    r"edirect|SEE_OTHER|MOVED_PERM|[._]FOUND\b|see_other|moved_perm|SeeOther|(?<![\w.])30[0-8]\b|ocation[\"'\]]|\.location\b"
    r"|super\(\)\.__init__|\.status(?:_code)?\s*=[^=]|(?:request|req)\w*\.(?:form|POST|json|data|files|FILES|body)\b"
    r"|\bcreate_response\(|\.headers\b|urlpatterns|\.route\(|url_rule|include_router|register_blueprint|add_\w*route|_handler\("
    r"|add_router\(|add_namespace\(|Starlette\(|before_request|add_middleware|\.register\(|\bRoute\(|\bMount\(|\.mount\(|\bBlueprint\(|APIRouter\(|\bFlask\(|FastAPI\("
    r"|\bstart_response|http\.response\.start|^[ \t]*@",
    re.M,
)
# Bodies of fewer characters, and files, are not worth the trouble.
_CALL = re.compile(r"(self\.)?\b([A-Za-z_]\w*)\(")
_SHORTEST = 80
_SMALL = 2_000
EVERYTHING = "."


def islands(text: str, also: str = "") -> str:
    """The text with every body that cannot matter blanked out; offsets stay as they are.

    `also` names, with spaces between, what else tells when it is called, such as the project's own wrappers;
    EVERYTHING keeps all bodies.
    """
    if len(text) < _SMALL or also == EVERYTHING:
        return text
    names = frozenset(also.split())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return text
    places = _Places(text)
    parts, at = [], 0
    for start, end in _idle(tree, text, places, names):
        if start < at:
            return text
        parts += [text[at:start], "pass", " " * (end - start - 4)]
        at = end
    return "".join([*parts, text[at:]])


class _Places:
    """Rows and UTF-8 columns, as Python's parser counts them, to characters."""

    def __init__(self, text: str) -> None:
        self.text, self.lines = text, Lines(text)
        self.ascii = text.isascii()

    def offset(self, row: int, column: int) -> int:
        if self.ascii:
            return self.lines.starts[row - 1] + column
        line = self.lines.line(row)
        return self.lines.starts[row - 1] + len(line.encode()[:column].decode())


def calls_any(text: str, names: frozenset[str]) -> bool:
    """Whether a text calls something of these names; `self.name` is a call on `self` only."""
    return bool(names) and any(f"{on}{name}" in names or name in names for on, name in _CALL.findall(text))


def _idle(node: ast.AST, text: str, places: _Places, names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The bodies to blank out, outermost and in order."""
    for child in getattr(node, "body", ()):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from _of_function(child, text, places, names)
        elif isinstance(child, (ast.ClassDef, ast.If, ast.Try, ast.With)):
            yield from _idle(child, text, places, names)


def _of_function(
    node: ast.FunctionDef | ast.AsyncFunctionDef, text: str, places: _Places, names: frozenset[str]
) -> Iterator[tuple[int, int]]:
    first, last = node.body[0], node.body[-1]
    decorators = getattr(first, "decorator_list", [])
    opening, before = (decorators[0], 1) if decorators else (first, 0)  # the `@` stands before the decorator
    start = places.offset(opening.lineno, opening.col_offset - before)
    end = places.offset(last.end_lineno or last.lineno, last.end_col_offset or 0)
    if end - start >= _SHORTEST and _TELLING.search(text, start, end) is None and not calls_any(text[start:end], names):
        yield start, end
