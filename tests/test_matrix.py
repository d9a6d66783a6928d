"""Every rule with every way to write a redirect in every framework: found, fixed, and run before and after."""

from __future__ import annotations

import json

import pytest

from lint307.rules import RULES
from tests.live.matrix import FRAMEWORKS, Module, modules
from tests.live.matrix_other import others
from tests.live.running import REPOSITORY, Chain, Hop, agrees, in_words, run_python
from tests.live.scenario import Outcome
from tests.test_pages import check, mend

RULE = {rule.code: rule for rule in RULES}


def driven(framework: str, jobs: list[tuple[str, str]]) -> list[Chain]:
    ran = run_python(["-m", "tests.live.matrix_run", framework], REPOSITORY, json.dumps(jobs))
    assert ran.returncode == 0, ran.stderr[-3000:]
    return [Chain(tuple(Hop(**hop) for hop in one["hops"]), one["gave_up"]) for one in json.loads(ran.stdout)]


def _paths(chain: Chain) -> list[str]:
    return [hop.path for hop in chain.hops]


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_each_is_found_fixed_and_arrives(framework: str) -> None:
    each: list[Module] = [*modules(framework), *others(framework)]
    after = [mend(one.text, RULE[one.rule.code]) for one in each]
    before = driven(framework, [(one.text, one.rule.method) for one in each])
    then = driven(framework, [(text, one.rule.method) for text, one in zip(after, each, strict=True)])
    problems = []
    for one, text, old, new in zip(each, after, before, then, strict=True):
        found = {finding.code for finding in check(one.text, RULE[one.rule.code])}
        wanted = Outcome(one.rule.right, one.rule.after)
        if not agrees(old.outcome(), Outcome(one.rule.sends, one.rule.before)):
            problems.append(f"{one.label}: {in_words(old.outcome())} before")
        if one.rule.code not in found:
            problems.append(f"{one.label}: found are {sorted(found)}")
        elif text == one.text:
            problems.append(f"{one.label}: not fixed")
        elif one.rule.detour and [one.rule.detour in _paths(way) for way in (old, new)] != [True, False]:
            problems.append(f"{one.label}: by way of {_paths(old)} before, of {_paths(new)} after")
        elif not agrees(new.outcome(), wanted):
            problems.append(f"{one.label}: {in_words(new.outcome())}\n    expected {in_words(wanted)}")
    assert not problems, "\n".join(["", *problems])
