"""A text without the bodies of functions: Python's parser sees the rest of it where it stood."""

from __future__ import annotations

import ast
import sysconfig
from pathlib import Path

import pytest

from lint307.reading import marks
from lint307.reading.islands import Islands, islands
from lint307.reading.outline import outline
from tests.reading.test_boundaries import module

LIBRARY = sorted(p for p in Path(sysconfig.get_path("stdlib")).glob("*.py") if p.stat().st_size > 8_000)[::6]
INNER = "".join(f"        value_{n} = compute({n})\n" for n in range(8))
LONG = "".join(f"    value_{n} = compute({n})\n" for n in range(8))
TRAPS = {
    "a string with lines that begin at the margin": f'def f():\n    x = """\ndef g():\n    pass\n"""\n{LONG}\ny = 1\n',
    "quotes inside comments": f"def f():\n    # don't say \"\"\"\n{LONG}\ny = '''\n'''\n",
    "a line that goes on at the margin": f"def f():\n{LONG}    x = 1 + \\\n2\ny = 1\n",
    "a comment that ends with a backslash": f"def f():\n{LONG}    # to be continued \\\ny = 1\n",
    "comments at the margin": f"def f():\n# one\n{LONG}# two\n{LONG}# three \n\n# four\ny = 1\n",
    "arguments at the margin": f"def f():\n{LONG}    call(\n1,\n)\ny = 1\n",
    "a head of several lines": f"def f(\n    a={{'b': lambda: 1}},\n) -> dict[str, int]:  # so: \n{LONG}y = 1\n",
    "a body on the line of its head": f"def f(): return {'1 + ' * 60}1\ny = 1\n",
    "functions of a class": f"class A:\n    def f(self):\n{INNER}\n    b = 1\ny = 1\n",
    "tabs": f"class A:\n\tdef f(self):\n\t{LONG.replace(chr(10), chr(10) + chr(9))}\n\tb = 1\ny = 1\n",
    "functions inside functions": f"def f():\n    def g():\n{INNER}\n    return g\ny = 1\n",
    "letters of several bytes": f"def f():\n    x = 'ä'\n{LONG}\ny = 'ö' + g('ü')\n",
}  # fmt: skip


def nothing_stays(name: str, start: int, end: int) -> bool:
    return False


def heads(text: str) -> list[tuple[str, int]]:
    """The statements outside of functions: what they say, and their columns."""
    groups = [ast.parse(text).body]
    found = []
    for group in groups:
        for node in group:
            is_function = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
            head = ast.dump(node.args) if is_function else "" if hasattr(node, "body") else ast.dump(node)
            found.append((type(node).__name__ + getattr(node, "name", "") + head, node.col_offset))
            if not is_function:
                groups += [getattr(node, name) for name in ("body", "orelse", "finalbody") if getattr(node, name, None)]
    return found


@pytest.mark.parametrize("trap", TRAPS)
def test_what_is_outside_of_functions_stays_where_it_stood(trap: str) -> None:
    text = TRAPS[trap]
    left = outline(text, nothing_stays)
    assert len(left) == len(text)
    try:
        ast.parse(left)
    except SyntaxError:
        assert trap == "arguments at the margin"
    else:
        assert heads(left) == heads(text)
        assert left != text or trap == "a body on the line of its head"


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.name)
def test_the_islands_of_a_real_module_are_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = path.read_text(encoding="utf-8")
    assert islands_at(0, text, monkeypatch) == islands_at(len(text), text, monkeypatch)


@pytest.mark.parametrize("seed", range(40))
def test_the_islands_of_a_module_are_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = module(seed)
    assert islands_at(0, text, monkeypatch) == islands_at(len(text), text, monkeypatch)


def islands_at(large: int, text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Islands, Islands]:
    monkeypatch.setattr(marks, "_LARGE", large)
    return islands(text, wanted="n1"), islands(text, "get", "n2 main", only=True)


def test_a_body_that_stays_is_asked_for_by_the_name_of_its_function() -> None:
    text = f"def kept():\n{LONG}def dropped():\n{LONG}"
    left = outline(text, lambda name, start, end: name == "kept")
    assert left.startswith(f'def kept():\n{LONG}def dropped():\n    "')
    assert left.count("value_0") == 1
