"""Where blocks begin and end, on modules that are put together at random: what is left out hides nothing else."""

from __future__ import annotations

import ast
import random
import textwrap
from pathlib import Path

import pytest

from lint307 import check_text, engine
from lint307.core.values import Name
from lint307.reading.islands import EVERYTHING, islands
from lint307.reading.parse import Unreadable, parse
from tests.reading.test_islands import found

PIECES = Path(__file__).parent.parent / "fixtures" / "pieces"


def pieces(name: str) -> list[str]:
    """Pieces of a module, each of them with a boundary that is easy to miss."""
    text = (PIECES / name).read_text(encoding="utf-8").replace("<tab>", "\t").replace("<feed>", "\x0c")
    return text.split("-----\n")


IDLE, TELLING = pieces("idle.txt"), pieces("telling.txt")
HEAD = """\
from flask import Flask, make_response, redirect, request, url_for
from flask.views import MethodView
app = Flask(__name__)
"""


def module(seed: int) -> str:
    chance = random.Random(seed)
    chosen = [chance.choice(IDLE if chance.random() < 0.7 else TELLING) for _ in range(chance.randint(24, 34))]
    parts = [piece.replace("<n>", f"n{number}") for number, piece in enumerate(chosen)]
    if chance.random() < 0.3:
        spare = [textwrap.indent(p, "    ", lambda line: True) for p in parts[:3] if "'''" not in p and "\x0c" not in p]
        parts += [f"if request:\n    pass\n{part}" for part in spare if "\n    1,\n" not in part]
    text = HEAD + chance.choice(("", "\n", "\n\n# between\n")).join(parts)
    return text.replace("\n", chance.choice(("\n", "\n", "\r\n"))).removesuffix("\n" if chance.random() < 0.2 else "")


@pytest.mark.parametrize("seed", range(80))
def test_no_boundary_is_missed(seed: int) -> None:
    text = module(seed)
    ast.parse(text)
    assert found(text, "") == found(text, EVERYTHING) != []


@pytest.mark.parametrize("seed", range(20))
def test_a_name_that_is_wanted_means_what_it_means_in_the_whole_module(seed: int) -> None:
    text = module(seed)
    whole = engine.read(engine.Source("app.py", text, "app", EVERYTHING))
    for name in [n for n in whole.bindings if n.startswith("n")][:6]:
        some = engine.read(engine.Source("app.py", text, "app", wanted=name, only=True))
        assert [type(v) for v in some.bindings[name]] == [type(v) for v in whole.bindings[name]]
        assert all(v.span.start == w.span.start for v, w in zip(some.bindings[name], whole.bindings[name], strict=True))
        assert some.bindings.keys() <= whole.bindings.keys() <= some.bindings.keys() | some.absent
        assert {c.name for c in some.classes} <= {c.name for c in whole.classes}
        assert all(not isinstance(v, Name) or v.path == w.path for v, w in zip(
            some.bindings[name], whole.bindings[name], strict=True) if isinstance(w, Name))  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_what_is_left_can_be_parsed(seed: int) -> None:
    text = module(seed)
    for only in (False, True):
        left = islands(text, wanted="n1", only=only)
        assert len(left.text) == len(text)
        assert left.text != text or len(text) < 2000
        parse(left.text)


@pytest.mark.parametrize("deep", ["-" * 20_000 + "1", "(" * 5_000 + ")" * 5_000, "+".join("1" * 20_000)])
def test_endless_nesting_ends_no_process(deep: str) -> None:
    with pytest.raises(Unreadable, match="nested too deeply"):
        check_text(f"from flask import redirect\nx = {deep}\n")


def test_what_is_nested_too_deeply_inside_a_function_is_told_as_such() -> None:
    data = "(\n" + '        "a"\n' * 3_000 + "    )"
    with pytest.raises(Unreadable, match="nested too deeply"):
        check_text(f"from flask import redirect\n\ndef view():\n    data = {data}\n    return redirect(data)\n")
