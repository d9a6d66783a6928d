"""Turns: the same example written another way. What the tool says about an example must survive each of them.

A turn takes a `Block` and gives the turned one, with the expected rows and the expected fix adapted, or None where the
turn has nothing to take hold of.
"""

from __future__ import annotations

import ast
import difflib
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

EXPECT = re.compile(r"[ \t]*# expect: (?P<codes>RDR\d{3}(?:, RDR\d{3})*)$", re.M)
REDIRECTS = (
    "redirect", "RedirectResponse", "HttpResponseRedirect", "HttpResponsePermanentRedirect", "HttpResponse", "abort",
    "HTTPException",
)  # fmt: skip


@dataclass(frozen=True)
class Block:
    """Code without its expectations. `expected`: (row, code), rows from 1; `fixed` is None where no fix is promised.

    `exact`: the fix is compared byte for byte; otherwise as syntax trees, where a turn leaves the layout open.
    """

    text: str
    expected: frozenset[tuple[int, str]] = frozenset()
    fixed: str | None = None
    exact: bool = True


Turn: TypeAlias = Callable[[Block], Block | None]


def block_of(code: str, fixed: str | None = None) -> Block:
    """The block of an example: its `# expect:` comments become expectations and leave the text."""
    expected = frozenset(
        (row, name)
        for row, line in enumerate(code.split("\n"), 1)
        if (found := EXPECT.search(line))
        for name in found["codes"].split(", ")
    )
    return Block(EXPECT.sub("", code), expected, fixed)


def _both(block: Block, change: Callable[[str], str], rows: int = 0) -> Block:
    expected = frozenset((row + rows, code) for row, code in block.expected)
    return replace(
        block, text=change(block.text), expected=expected, fixed=None if block.fixed is None else change(block.fixed)
    )


def as_it_is(block: Block) -> Block:
    return block


def crlf(block: Block) -> Block:
    return _both(block, lambda text: text.replace("\n", "\r\n"))


def bom(block: Block) -> Block:
    return _both(block, lambda text: "\ufeff" + text)


def tabs(block: Block) -> Block:
    return _both(block, lambda text: re.sub(r"^(?:    )+", lambda m: "\t" * (len(m[0]) // 4), text, flags=re.M))


def no_final_newline(block: Block) -> Block:
    return _both(block, lambda text: text.rstrip("\n"))


def emoji_before(block: Block) -> Block:
    return _both(block, lambda text: "# \U0001f6d2 the shop, naïve\n" + text, rows=1)


def emoji_in_the_line(block: Block) -> Block | None:
    """Characters, bytes and UTF-16 units differ to the left of the redirect."""
    return _rewrite_rows(block, lambda line: re.sub(r"^\s*", lambda m: m[0] + 'mark = "\U0001f6d2é"; ', line, count=1))


def in_a_factory(block: Block) -> Block | None:
    """Imports stay at the top, the application is built inside a function."""
    if not re.search(r"^app = ", block.text, re.M):
        return None
    return _nest(block, "def create_app():", "    return app\n")


def in_a_class(block: Block) -> Block | None:
    """The application and its handlers live in a class body; only where the handlers need no other name from there."""
    if re.findall(r"^(\w+) = ", block.text, re.M) != ["app"]:
        return None
    return _nest(block, "class Shop:", "")


def under_a_condition(block: Block) -> Block:
    return _nest(block, 'if __name__ != "unused":', "")


def aliased_import(block: Block) -> Block | None:
    names = _imported(block.text) & set(REDIRECTS)
    if not names:
        return None

    def change(text: str) -> str:
        for name in names:
            text = re.sub(rf"^(from [\w.]+ import .*)\b{name}\b", rf"\1{name} as my_{name}", text, flags=re.M)
            text = re.sub(rf"(?<![\w.\"]){name}\(", f"my_{name}(", text)
        return text

    return _both(block, change)


def module_import(block: Block) -> Block | None:
    """`from flask import a, b` becomes `import flask`."""
    found = re.search(r"^from flask import (.*)$", block.text, re.M)
    if not found:
        return None
    names = found[1].split(", ")

    def change(text: str) -> str:
        text = text.replace(found[0], "import flask")
        for name in names:
            text = re.sub(rf"(?<![\w.\"/]){name}\b(?!\")", f"flask.{name}", text)
        return text

    return _both(block, change)


def parenthesised_argument(block: Block) -> Block | None:
    return _rewrite_calls(block, lambda arguments: [f"({arguments[0]})", *arguments[1:]], "({})")


def trailing_comma(block: Block) -> Block | None:
    return _rewrite_calls(block, list, "({},)")


def split_over_lines(block: Block) -> Block | None:
    if len(block.expected) > 1:
        return None
    return _rewrite_calls(block, list, "(\n        {},\n    )")


def in_a_comment(block: Block) -> Block:
    commented = "".join(f"# {line}" for line in block.text.splitlines(keepends=True))
    return Block(commented, fixed=commented)


def in_a_string(block: Block) -> Block:
    quoted = f"EXAMPLE = '''\n{block.text}'''\n"
    return Block(quoted, fixed=quoted)


def suppressed_by_code(block: Block) -> Block | None:
    return _suppress(block, lambda codes: f"  # noqa: {', '.join(codes)}")


def suppressed_by_prefix(block: Block) -> Block | None:
    return _suppress(block, lambda codes: f"  # noqa: E501,{codes[0][:4]} why it is right here")


def suppressed_for_all(block: Block) -> Block | None:
    return _suppress(block, lambda codes: "  # NOQA")


def suppressed_for_another(block: Block) -> Block | None:
    """A noqa for other codes changes nothing; the fix keeps it."""
    return _rewrite_rows(block, lambda line: line + "  # noqa: E501, S101")


TURNS: tuple[Turn, ...] = (
    as_it_is, crlf, bom, tabs, no_final_newline, emoji_before, emoji_in_the_line, in_a_factory, in_a_class,
    under_a_condition, aliased_import, module_import, parenthesised_argument, trailing_comma, split_over_lines,
    in_a_comment, in_a_string, suppressed_by_code, suppressed_by_prefix, suppressed_for_all, suppressed_for_another,
)  # fmt: skip


def _imported(text: str) -> set[str]:
    return {alias.name for node in ast.parse(text).body if isinstance(node, ast.ImportFrom) for alias in node.names}


def _nest(block: Block, head: str, tail: str) -> Block:
    """Everything after the imports goes under `head`; the rows below move down by one."""

    def change(text: str) -> str:
        top, rest = _split_imports(text)
        return f"{top}{head}\n{textwrap.indent(rest, '    ')}{tail}"

    last_import = len(_split_imports(block.text)[0].splitlines())
    assert all(row > last_import for row, _ in block.expected)
    return _both(block, change, rows=1)


def _split_imports(text: str) -> tuple[str, str]:
    lines = text.splitlines(keepends=True)
    at = next(row for row, line in enumerate(lines) if line.strip() and not re.match(r"(?:from|import) ", line))
    return "".join(lines[:at]), "".join(lines[at:])


def _suppress(block: Block, comment: Callable[[list[str]], str]) -> Block | None:
    if not block.expected:
        return None
    lines = block.text.split("\n")
    for row in {row for row, _ in block.expected}:
        lines[row - 1] += comment(sorted(code for at, code in block.expected if at == row))
    text = "\n".join(lines)
    return Block(text, fixed=text)


def _rewrite_rows(block: Block, change: Callable[[str], str]) -> Block | None:
    """The rows that are reported are changed, and in the fixed text the rows that stand in their place."""
    rows = {row for row, _ in block.expected}
    if not rows:
        return None
    fixed = block.fixed
    if fixed is not None:
        fixed = _changed(fixed, {_row_after(block.text, fixed, row) for row in rows}, change)
    return replace(block, text=_changed(block.text, rows, change), fixed=fixed)


def _changed(text: str, rows: set[int], change: Callable[[str], str]) -> str:
    return "\n".join(change(line) if row in rows else line for row, line in enumerate(text.split("\n"), 1))


def _row_after(before: str, after: str, row: int) -> int:
    """The row of `after` that stands where `row` stood in `before`, counted in a changed stretch from its end."""
    matcher = difflib.SequenceMatcher(a=before.split("\n"), b=after.split("\n"), autojunk=False)
    for _, start, end, other_start, other_end in matcher.get_opcodes():
        if start <= row - 1 < end:
            return max(other_end - (end - row), other_start + 1)
    raise AssertionError(f"row {row} is beyond the text")


def _rewrite_calls(block: Block, change: Callable[[list[str]], list[str]], layout: str) -> Block | None:
    """The arguments of the reported redirects are laid out anew; the fix is then the same program in some layout."""
    text = block.text
    for row in sorted({row for row, _ in block.expected}, reverse=True):
        call = _redirect_in(text, row)
        if call is None:
            return None
        written = ast.get_source_segment(text, call) or ""
        arguments = [ast.get_source_segment(text, argument) or "" for argument in call.args]
        arguments += [f"{word.arg}={ast.get_source_segment(text, word.value)}" for word in call.keywords]
        row_start = sum(len(line) for line in text.splitlines(keepends=True)[: row - 1])
        at = text.index(written, row_start)
        new = ast.unparse(call.func) + layout.format(", ".join(change(arguments)))
        text = text[:at] + new + text[at + len(written) :]
    return replace(block, text=text, exact=False) if block.expected else None


def _redirect_in(text: str, row: int) -> ast.Call | None:
    """The call with a positional argument that makes the redirect of a row."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[_, *_]) if node.lineno == row and name in REDIRECTS:
                return node
    return None
