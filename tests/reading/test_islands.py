"""What is blanked out of a file changes nothing of what is found in it."""

from __future__ import annotations

import ast
import random
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from lint307 import engine
from lint307.config import Settings
from lint307.core.facts import FileFacts
from lint307.files.asking import Ask
from lint307.files.completing import complete
from lint307.project.modules import Modules
from lint307.reading.islands import EVERYTHING, islands
from tests.test_modules import MODULES

APPS = Path(__file__).parent.parent / "fixtures" / "apps"
FILES = sorted(APPS.rglob("*.py"))
IDLE = [
    "total = sum(item.price * item.count for item in basket)",
    "logger.info('the total of %s is %s', basket, total)",
    '"""A text with\n{indent}several lines: größer, 漢字, 😀."""',
    "rows = [row for row in table if row['kind'] in ('new', 'old')]",
    "if not rows:\n{indent}    raise ValueError('nothing to show')",
    "value = '''one\n  two\n'''.strip()  # a comment",
    "assert rows, (\n{indent}    'no rows'\n{indent})",
    "def inner(x):\n{indent}    return [x, x * 2, x * 3, {{'key': x}}]",
]
TELLING = [
    "return redirect('/there', code={status})",
    "return redirect(url_for('page{number}'), {status})",
    "response = make_response('', {status})\n{indent}response.headers['Location'] = '/x'\n{indent}return response",
    "if request.method == 'POST':\n{indent}    save(request.form['name'])\n{indent}    return redirect('/done')",
    "try:\n{indent}    work()\n{indent}except KeyError:\n{indent}    return redirect(request.url)",
]


def generated(seed: int) -> str:
    """A module of functions and classes, most of which say nothing of redirects."""
    chance = random.Random(seed)
    parts = ["from flask import Flask, make_response, redirect, request, url_for", "app = Flask(__name__)"]

    def function(number: int, indent: str) -> str:
        inside = indent + "    "
        bodies = chance.choices(IDLE, k=chance.randint(1, 5))
        if chance.random() < 0.3:
            bodies.append(chance.choice(TELLING))
        filled = [b.format(indent=inside, status=chance.choice((301, 302, 303, 307)), number=number) for b in bodies]
        opening = [f'{indent}@app.post("/page{number}")'] if chance.random() < 0.4 else []
        keyword = chance.choice(("def", "async def"))
        if chance.random() < 0.1:
            return "\n".join([*opening, f"{indent}{keyword} page{number}(): return '{'x' * 100}'"])
        return "\n".join([*opening, f"{indent}{keyword} page{number}():", *(inside + line for line in filled)])

    for number in range(chance.randint(12, 30)):
        match chance.randrange(4):
            case 0:
                parts.append(f"class Group{number}:\n{function(number, '    ')}")
            case 1:
                parts.append(f"if __debug__:\n{function(number, '    ')}")
            case _:
                parts.append(function(number, ""))
    text = chance.choice(("\n\n", "\n\n\n", "\n# ñ\n")).join(parts) + "\n"
    return text.replace("\n", chance.choice(("\n", "\r\n")))


class Alone:
    """One text that is a project of its own."""

    def __init__(self, source: engine.Source) -> None:
        self.asks: dict[str, Ask] = {}
        self.facts: dict[str, FileFacts] = {}
        self.unread: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.add(source)

    def add(self, *sources: engine.Source) -> None:
        self.texts |= {source.path: source.text for source in sources}
        self.read({source.path: Ask(*source[2:]) for source in sources})

    def read(self, asks: Mapping[str, Ask]) -> None:
        self.asks |= asks
        self.facts |= {path: engine.read(ask.of(path, self.texts[path])) for path, ask in asks.items()}

    @property
    def modules(self) -> Modules:
        return Modules.of({ask.module: path for path, ask in self.asks.items()})

    def text(self, path: str) -> str:
        return self.texts[path]


def found(text: str, also: str) -> list[object]:
    """The redirects of a text, those of tests aside, and what is said of them, without the functions around them."""
    source = engine.Source("app.py", text, "app", also)
    program = complete(Alone(source), Settings())
    every = [(s.span, s.function.name, s.sent, s.exit, s.statement) for s in engine.sites(program, source.module)]
    sites = [site for site in every if ".test_" not in site[1]]
    return [*sites, *engine.judge(program, source)]


def of_file(path: Path) -> str:
    return path.read_bytes().decode()


def of_seed(seed: int) -> str:
    return generated(seed)


CASES = [
    *(pytest.param(of_file, path, id=str(path.relative_to(APPS))) for path in FILES),
    *(pytest.param(of_seed, seed, id=f"generated {seed}") for seed in range(40)),
]


@pytest.mark.parametrize(("make", "given"), CASES)
def test_islands_are_as_good_as_the_whole_file(make: Callable[[Path | int], str], given: Path | int) -> None:
    text = make(given)
    assert found(text, "") == found(text, EVERYTHING)


PADDING = "\n\n" + "\n".join(
    f"def total{n}(rows):\n    return [row for row in rows if row == {n}]\n" for n in range(40)
)


@pytest.mark.parametrize("code", MODULES)
def test_short_bodies_that_say_nothing_are_missed_by_nobody(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lint307.reading.islands._SHORTEST", 12)
    assert found(code + PADDING, "") == found(code + PADDING, EVERYTHING)


HANDLER = """\
from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse
from errors import NeedsLogin

app = FastAPI()

@app.exception_handler(NeedsLogin)
async def to_login(request: Request, error: NeedsLogin):
    return RedirectResponse("/login")

@app.get("/login")
def login():
    return "login"
"""
MEMBERS = """\
from fastapi import APIRouter, Cookie, Depends
from errors import NeedsLogin

router = APIRouter()

def member(user: str | None = Cookie(None)):
    if user is None:
        print("nobody is signed in, so nothing of this is shown to anybody at all")
        raise {raised}
    return user

@router.{method}("/me")
def me(user=Depends(member)):
    return user
"""


@pytest.mark.parametrize("raised", ["NeedsLogin", "NeedsLogin()"])
@pytest.mark.parametrize(("method", "methods"), [("get", []), ("delete", [("DELETE",)])])
def test_exceptions_are_looked_for_in_what_was_left_out(
    raised: str, method: str, methods: list[tuple[str, ...]]
) -> None:
    members = MEMBERS.format(raised=raised, method=method) + PADDING
    handler = engine.Source("app.py", HANDLER, "app")
    project = Alone(handler)
    errors = engine.Source("errors.py", "class NeedsLogin(Exception):\n    pass\n", "errors")
    project.add(errors, engine.Source("members.py", members, "members"))
    judged = engine.judge(complete(project, Settings()), handler)
    assert [tuple(finding.methods) for finding in judged] == methods


def left_of(text: str, also: str = "") -> str:
    """What of a text is shown to LibCST."""
    return islands(text, also).text


@pytest.mark.parametrize("seed", range(40))
def test_what_is_left_stands_where_it_stood(seed: int) -> None:
    text = generated(seed)
    left = left_of(text)
    assert len(left) == len(text)
    blanked = [i for i, (new, old) in enumerate(zip(left, text, strict=True)) if new != old]
    assert blanked, "a generated module has bodies that do not matter"
    assert {left[i] for i in blanked} <= set("pas. ")
    ast.parse(left)


def functions(facts: FileFacts) -> set[tuple[object, ...]]:
    """What is known of every function but what it does."""
    return {
        (f.name, f.span.start, f.name_span, f.owner, f.parent, *((p.name, p.kind, p.span) for p in f.parameters))
        for f in facts.functions
        if "<locals>" not in f.name and "<lambda" not in f.name
    }


@pytest.mark.parametrize(("make", "given"), CASES)
def test_what_is_left_out_is_known_by_its_name(make: Callable[[Path | int], str], given: Path | int) -> None:
    text = make(given)
    some, whole = (engine.read(engine.Source("app.py", text, "app", also)) for also in ("", EVERYTHING))
    assert functions(some) == functions(whole)
    methods = [
        {c.name: (c.span.start, dict(c.methods), {n for n, _ in c.attributes}) for c in f.classes}
        for f in (some, whole)
    ]
    assert methods[0] == methods[1]
    assert {n: {type(v) for v in vs} for n, vs in some.bindings.items() if n not in some.absent} == {
        n: {type(v) for v in vs} for n, vs in whole.bindings.items() if n not in some.absent
    }


def test_small_files_and_files_of_other_pythons_are_left_whole() -> None:
    idle = "def f():\n" + "    x = 'nothing to see here, nothing at all'\n" * 5
    assert left_of(idle) == idle
    long = idle * 12
    assert left_of(long) != long
    assert left_of(long, EVERYTHING) == long
    calling = long.replace("x =", "back(); x =")
    assert left_of(calling) != calling
    assert left_of(calling, "other back") == calling
    assert left_of(calling, "self.back") != calling
    assert left_of(long + "print 'old'\n") == long + "print 'old'\n"
