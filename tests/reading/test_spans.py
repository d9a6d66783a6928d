"""Our places of nodes against LibCST's PositionProvider, and our names against its QualifiedNameProvider."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator

import libcst as cst
import pytest
from libcst.metadata import MetadataWrapper, PositionProvider, QualifiedNameProvider, QualifiedNameSource

from lint307 import engine
from lint307.config import Settings
from lint307.core.text import Lines, Span
from lint307.core.values import Call, within
from lint307.reading.parse import parse
from lint307.reading.spans import Spans, hurried

NESTED = textwrap.dedent('''\
    """A module.

    With lines."""
    import os, sys as system  # two
    from a.b import (c,
                     d as e)

    @outer.route("/x", methods=["POST"],)
    @inner
    async def f(a, /, b: int = 1, *args, c=lambda x: x + 1, **kw) -> "Response":
        """Doc."""
        def g():
            @property
            class H(Base, metaclass=M):
                attribute: int = (1)
                def method(self): return self
            return H
        if (n := len(args)) > 3: pass
        elif not n:
            x = y = [i for i in range(3) if i], {**kw, "k": f"{a!r:>{b}} {{}}"}
        else:
            del x[1:2, ...]; raise ValueError from None
        with open(a) as one, open(b): await one
        try:
            for i, j in z: continue
            else: ...
        except (A, B) as error:
            yield
        finally:
            assert x, (
                "long"
                "message"
            )
        match a:
            case {"k": [1, *rest]} | None if rest: pass
            case _: return -x if x else not y
    ''')
TEXTS = {
    "nested": NESTED,
    "windows": NESTED.replace("\n", "\r\n"),
    "tabs": NESTED.replace("    ", "\t"),
    "no last line end": NESTED.rstrip("\n"),
    "other letters": NESTED.replace("Doc", "Größe 漢字 😀").replace("args", "größe").replace('"k"', '"😀"'),
    "form feed on a line of its own": "x = 1\n\n\x0c\ndef f():\n    return x\n",
    "comments only": "# one\n\n   # two\n",
    "comments at the end": "def f():\n    pass\n    # inside\n# outside\n\n",
    "backslashes": "x = 1 + \\\n    2\nassert x, \\\n  'no'\n",
    "one line": "x = 1; y = 2; import os",
    "brackets": "f(\n    (1),\n    *a,  # one\n    k = (2 ,),\n)\n",
    "empty": "",
}


def placed(module: cst.Module) -> Iterator[cst.CSTNode]:
    """The nodes that are asked for: statements, expressions, parts of them, comments; not the space between."""
    stack: list[cst.CSTNode] = [module]
    while stack:
        node = stack.pop()
        stack.extend(node.children)
        is_space = isinstance(
            node, (cst.BaseParenthesizableWhitespace, cst.TrailingWhitespace, cst.EmptyLine, cst.Newline)
        )
        if not is_space and node is not module:
            yield node


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_spans_are_where_libcst_says(text: str) -> None:
    tree, spans = parse(text)
    wrapper = MetadataWrapper(tree, unsafe_skip_copy=True)
    positions, lines = wrapper.resolve(PositionProvider), Lines(text)
    nodes = list(placed(tree))
    assert bool(nodes) == bool(text.strip())
    for node in nodes:
        where = positions[node]
        start = lines.offset(where.start.line, where.start.column + 1)
        end = lines.offset(where.end.line, where.end.column + 1)
        assert spans(node) == Span(start, end), tree.code_for_node(node)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hurried_spans_are_the_same(text: str) -> None:
    tree = cst.parse_module(text)
    spans = Spans(tree)
    with hurried():
        quick = Spans(tree)
    assert quick.end == spans.end
    assert [quick(node) for node in placed(tree)] == [spans(node) for node in placed(tree)]
    assert "_codegen" not in vars(cst.Name)


STRANGE = {
    "carriage returns": "x = 1\rdef f():\r    # two\r    return x\r",
    "mixed line ends": "x = 1\r\n\rdef f():\n    y = '''a\rb'''\r    return x\r\n",
    "form feed before a statement": "x = 1\n\x0cdef f():\n    return x\n",
    "form feed in an indent": "def f():\n    x = 1\n  \x0c    return x\n\x0c\ny = 2\r\n\x0c \x0cz = 3\n",
    "form feed at the start": "\x0cimport os\nos.x()\n",
    "mark and form feed": "\ufeff \x0cimport os\nos.x()\n",
    "indented comments at the end": "import os\nos.x()\n    # one\n    # two\n",
    "tabs among blanks": "class A:\n    def f(self):\n\t    return 1\n\n    class B:\n        x = 2\n",
    "blanks among tabs": "def f():\n\tif x:\n\t\ty = '''1\n\ttwo'''\n\telse:\n            return 1\nif x:\n    y = 2\n",
    "form feed behind a comment": "def f():\n    return 1  # one\n\x0c# two\ndef g(): pass\n",
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_strange_line_ends_and_indents_change_no_place(text: str) -> None:
    tree, spans = parse(text)
    found = sorted((*spans(node), node.value) for node in placed(tree) if isinstance(node, (cst.Name, cst.Integer)))
    assert found
    assert all(text[start:end] == value for start, end, value in found)
    lines = Lines(text)
    theirs = ast.parse(text.removeprefix("\ufeff"))
    mark = len(text) - len(text.removeprefix("\ufeff"))
    assert [lines.offset(n.lineno, n.col_offset + 1 + (mark if n.lineno == 1 else 0)) for n in theirs.body] == [
        spans(node.body[0] if isinstance(node, cst.SimpleStatementLine) else node).start for node in tree.body
    ]


@pytest.mark.parametrize("text", ["x = \\\n\x0c1\ny = 2\n", "x = '''\\\n\x0c'''\ny = 2\n"])
def test_form_feeds_behind_a_backslash(text: str) -> None:
    tree, spans = parse(text)
    assert [text[slice(*spans(node))] for node in placed(tree) if isinstance(node, cst.Name)][::-1] == ["x", "y"]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_byte_order_mark_moves_everything_by_one(text: str) -> None:
    (plain, here), (marked, there) = parse(text), parse(f"\ufeff{text}")
    for one, two in zip(placed(plain), placed(marked), strict=True):
        assert there(two) == Span(here(one).start + 1, here(one).end + 1)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_an_expression_stands_at_its_span(text: str) -> None:
    tree, spans = parse(text)
    for node in placed(tree):
        if isinstance(node, (cst.Name, cst.SimpleString, cst.Integer, cst.Attribute)) and not node.lpar:
            start, end = spans(node)
            assert text[start:end] == tree.code_for_node(node)


NAMES = {
    "plain imports": """
        import flask
        import a.b.c
        import a.b as ab
        flask.redirect(1); a.b.c.f(2); ab.g(3)
        """,
    "from imports": """
        from flask import redirect, url_for as link
        redirect(link("x"))
        def view():
            return redirect(link("y"))
        """,
    "imports in functions": """
        def one():
            from flask import redirect
            redirect(1)
        def two():
            from django.shortcuts import redirect as away
            away(2)
        """,
    "relative imports": """
        from . import views
        from .helpers import back
        from ..lib import home
        views.a(1); back(2); home(3)
        """,
    "local definitions hide nothing outside": """
        from flask import redirect
        def local(): ...
        class View:
            def get(self):
                return local(redirect(1))
        local(2)
        """,
    "closures": """
        from flask import redirect as away
        def outer():
            send = 1
            def inner():
                return away(2)
            return inner
        outer()
        """,
    "built-ins": """
        print(len([1]))
        """,
}


def ours(text: str) -> dict[Span, str | None]:
    """The path of what is called, by its place."""
    facts = engine.read(engine.Source("pack/sub/app.py", text, "pack.sub.app"))
    symbols = engine.link([facts], Settings()).cases.program.ctx.symbols
    values = [event.value for function in facts.functions for event in function.events]
    calls = [part for value in values for part in within(value) if isinstance(part, Call)]
    return {call.span: symbols.path(call.func, facts.module) for call in calls}


def theirs(text: str) -> dict[Span, str | None]:
    tree, spans = parse(text)
    names = MetadataWrapper(tree, unsafe_skip_copy=True).resolve(QualifiedNameProvider)
    found: dict[Span, str | None] = {}
    for node in placed(tree):
        if isinstance(node, cst.Call):
            given = names[node.func]
            (name,) = given() if callable(given) else given
            dots = len(name.name) - len(name.name.lstrip("."))
            if name.source is QualifiedNameSource.IMPORT and not dots:
                found[spans(node)] = name.name
            elif name.source is not QualifiedNameSource.BUILTIN:
                package = "pack.sub.app".rsplit(".", dots)[0]
                found[spans(node)] = f"{package}.{name.name[dots:]}"
            else:
                found[spans(node)] = name.name
    return found


@pytest.mark.parametrize("text", NAMES.values(), ids=NAMES)
def test_names_are_what_libcst_says(text: str) -> None:
    text = textwrap.dedent(text)
    assert ours(text) == theirs(text) != {}
