"""Every example of every rule's page is executed, as it is written and in every turn."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pytest
from _pytest.mark.structures import ParameterSet

from lint307 import check_text, engine, fix_text
from lint307.config import Config, Settings
from lint307.core.findings import Finding, Safety
from lint307.core.rule import Rule
from lint307.core.text import Lines
from lint307.fixing import Wants, fix
from lint307.rules import RULES
from tests.turns import TURNS, Block, Turn, block_of

PATH = "page.py"


def blocks(rule: Rule[object]) -> Iterator[tuple[str, Block]]:
    """The blocks of a page by kind and number. A fixed block counts twice: as a fix, and as fine."""
    for number, example in enumerate(rule.examples):
        following = rule.examples[number + 1 : number + 2]
        fixed = next((after.code for after in following if after.kind == "fixed"), None)
        if example.kind == "flagged":
            yield f"flagged-{number}", block_of(example.code, fixed)
        else:
            yield f"{example.kind}-{number}", block_of(example.code, example.code)


class Case(NamedTuple):
    rule: Rule[object]
    block: Block
    name: str


CASES = [
    Case(rule, turned, f"{rule.code}-{name}-{turn.__name__}")
    for rule in RULES
    for name, block in blocks(rule)
    for turn in TURNS
    if (turned := turn(block)) is not None
]


def _params(cases: Iterable[Case]) -> list[ParameterSet]:
    return [pytest.param(case.rule, case.block, id=case.name) for case in cases]


def wants(rule: Rule[object]) -> Wants:
    """The rules that are on by default, and this one."""
    config = Config(extend_select=(rule.code,))
    return lambda finding, facts, lines: config.enables(finding.code) and not engine.suppressed(finding, facts, lines)


def check(text: str, rule: Rule[object]) -> list[Finding]:
    if not rule.opt_in:
        return check_text(text, PATH)
    source = engine.Source(PATH, text, "page")
    facts, lines, wanted = engine.read(source), Lines(text), wants(rule)
    return [f for f in engine.judge(engine.link([facts], Settings()), source) if wanted(f, facts, lines)]


def mend(text: str, rule: Rule[object]) -> str:
    """The text after all its fixes that are not manual."""
    if not rule.opt_in:
        return fix_text(text, PATH, unsafe=True)
    source = engine.Source(PATH, text, "page")
    known = {PATH: engine.read(source)}
    fixed = fix({PATH: source}, {PATH: check(text, rule)}, known, Settings(), Safety.UNSAFE, wants(rule))
    return fixed[PATH].text if PATH in fixed else text


def found(text: str, rule: Rule[object]) -> set[tuple[int, str]]:
    lines = Lines(text)
    return {(lines.row(finding.span.start), finding.code) for finding in check(text, rule)}


@pytest.mark.parametrize(("rule", "block"), _params(CASES))
def test_an_example_is_judged_as_its_page_says(rule: Rule[object], block: Block) -> None:
    assert found(block.text, rule) == block.expected


@pytest.mark.parametrize(("rule", "block"), _params(case for case in CASES if case.block.fixed is not None))
def test_an_example_is_fixed_as_its_page_says(rule: Rule[object], block: Block) -> None:
    assert block.fixed is not None
    after = mend(block.text, rule)
    if block.exact:
        assert after == block.fixed
    else:
        assert ast.dump(ast.parse(after)) == ast.dump(ast.parse(block.fixed))
    assert mend(after, rule) == after


@pytest.mark.parametrize("turn", TURNS, ids=lambda turn: turn.__name__)
def test_every_turn_finds_an_example_to_turn(turn: Turn) -> None:
    assert any(turn(block) is not None for rule in RULES for _, block in blocks(rule))


@pytest.mark.parametrize(("rule", "block"), _params(CASES))
def test_an_example_is_python_before_and_after(rule: Rule[object], block: Block) -> None:
    for text in (block.text, block.fixed or ""):
        compile(text.removeprefix("\ufeff"), rule.code, "exec")
