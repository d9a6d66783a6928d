"""Every example of every rule's page is executed, as it is written and in every turn."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from lint307 import check_text, fix_text
from lint307.core.rule import Rule
from lint307.core.text import Lines
from lint307.rules import RULES
from tests.turns import TURNS, Block, Turn, block_of

OPT_IN = frozenset(rule.code for rule in RULES if rule.opt_in)


def blocks(rule: Rule[object]) -> Iterator[tuple[str, Block]]:
    """The blocks of a page by kind and number. A fixed block counts twice: as the fix of the one before, and as fine."""
    for number, example in enumerate(rule.examples):
        following = rule.examples[number + 1 : number + 2]
        fixed = next((after.code for after in following if after.kind == "fixed"), None)
        if example.kind == "flagged":
            yield f"flagged-{number}", block_of(example.code, fixed)
        else:
            yield f"{example.kind}-{number}", block_of(example.code, example.code)


CASES = [
    pytest.param(rule, turned, id=f"{rule.code}-{name}-{turn.__name__}")
    for rule in RULES
    for name, block in blocks(rule)
    for turn in TURNS
    if (turned := turn(block)) is not None
]


def found(text: str, rule: Rule[object]) -> set[tuple[int, str]]:
    """Rows and codes; rules that are off by default count on their own page only."""
    lines = Lines(text)
    return {
        (lines.row(finding.span.start), finding.code)
        for finding in check_text(text)
        if finding.code not in OPT_IN - {rule.code}
    }


@pytest.mark.parametrize("rule, block", CASES)
def test_an_example_is_judged_as_its_page_says(rule: Rule[object], block: Block) -> None:
    assert found(block.text, rule) == block.expected


@pytest.mark.parametrize("rule, block", [case for case in CASES if case.values[1].fixed is not None])  # type: ignore[union-attr]
def test_an_example_is_fixed_as_its_page_says(rule: Rule[object], block: Block) -> None:
    assert block.fixed is not None
    after = fix_text(block.text, "page.py", unsafe=True)
    if block.exact:
        assert after == block.fixed
    else:
        assert ast.dump(ast.parse(after)) == ast.dump(ast.parse(block.fixed))
    assert fix_text(after, "page.py", unsafe=True) == after


@pytest.mark.parametrize("turn", TURNS, ids=lambda turn: turn.__name__)
def test_every_turn_finds_an_example_to_turn(turn: Turn) -> None:
    assert any(turn(block) is not None for rule in RULES for _, block in blocks(rule))


@pytest.mark.parametrize("rule, block", CASES)
def test_an_example_is_python_before_and_after(rule: Rule[object], block: Block) -> None:
    for text in (block.text, block.fixed or ""):
        compile(text.removeprefix("\ufeff"), rule.code, "exec")
