"""What the frameworks send for each way to write a redirect, run live, and what is inferred from reading it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache

import pytest

from tests.live.facts import Fact, module_of
from tests.live.facts.tables import TABLES
from tests.live.inferring import sites_of_text, statuses
from tests.live.running import REPOSITORY, run_python

FACTS = [
    pytest.param(framework, number, id=f"{framework}-{number}-{fact.label}")
    for framework, facts in TABLES.items()
    for number, fact in enumerate(facts)
]


@pytest.fixture(scope="session")
def answers() -> Callable[[str], list[tuple[int, str | None]]]:
    """What each view of a framework's table really answers."""

    @cache
    def run(framework: str) -> list[tuple[int, str | None]]:
        modules = json.dumps([module_of(framework, fact) for fact in TABLES[framework]])
        result = run_python(["-m", "tests.live.snippets", framework], REPOSITORY, modules)
        assert result.returncode == 0, result.stderr[-3000:]
        return [(status, location) for status, location in json.loads(result.stdout)]

    return run


@pytest.mark.parametrize(("framework", "number"), FACTS)
def test_the_framework_sends_what_the_table_says(
    framework: str, number: int, answers: Callable[[str], list[tuple[int, str | None]]]
) -> None:
    fact: Fact = TABLES[framework][number]
    status, location = answers(framework)[number]
    assert (status, location is not None) == (fact.sends, fact.location)


@pytest.mark.parametrize(("framework", "number"), FACTS)
def test_reading_infers_what_the_framework_sends(framework: str, number: int) -> None:
    fact: Fact = TABLES[framework][number]
    sites = sites_of_text(module_of(framework, fact))
    inferred = statuses(sites)
    if fact.reads is not None:
        assert inferred == set(fact.reads), "the gap has changed: if it is closed, `reads` has to go"
        assert not inferred or fact.sends not in inferred
    elif 300 <= fact.sends < 400:
        assert fact.sends in inferred
        assert None not in inferred
        assert (None if fact.untold else fact.location) in {site.location for site in sites}
    else:
        assert inferred <= {fact.sends}, "a redirect is inferred where none is sent"
