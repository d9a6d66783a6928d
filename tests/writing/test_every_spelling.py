"""Every spelling of a redirect is given every other status, and run before and after in its framework."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from lint307 import engine
from lint307.config import Settings
from lint307.core.rule import Answer
from lint307.core.text import apply
from lint307.fixing.same_tree import difference
from lint307.writing.edits import edits_for
from lint307.writing.file import Unwritable
from tests.live.facts import Fact, module_of
from tests.live.running import REPOSITORY, run_python
from tests.writing.spellings import MORE, SPELLINGS

CODES = (301, 302, 303, 307, 308)
# What is said of a status that is not sent as it is written is for people.
_BY_HAND = ("raise", "tuple", "abort", "dependency", "attribute")
_ROUTES = 'name="there")]', 'name="there"), path("item/<int:pk>/", view, name="item")]'


class Rewriting(NamedTuple):
    """A module that sends another status; `where` is the branch of it that a request has to take, "" for any."""

    label: str
    code: int
    before: str
    after: str
    branches: bool


def module(framework: str, fact: Fact) -> str:
    text = module_of(framework, fact).replace(*_ROUTES)
    at = text.index('u = "/there"')
    return text[:at] + MORE[framework] + text[at:]


def rewritten(text: str, label: str, versions: dict[str, str]) -> Iterator[Rewriting]:
    """The module with each redirect in it given each status, where that can be written."""
    source = engine.Source("snippet.py", text, "snippet")
    facts = engine.read(source)
    program = engine.link([facts], Settings(target_versions=versions))
    for case in program.cases.of("snippet"):
        if case.site.exit == "discard" or any(lost.how in _BY_HAND for lost in case.sent.ineffective):
            continue
        for code in CODES:
            if code == case.sent.status and not case.sent.ineffective:
                continue
            try:
                _, edits = edits_for(case, Answer("", code), program.cases.program.ctx, text)
            except Unwritable:
                continue
            edits = engine.tidied(text, edits, facts, [facts])
            after = apply(text, edits)
            assert difference(text, after, edits) is None, f"{label} to {code}"
            yield Rewriting(label, code, text, after, bool(case.sent.path))


def rewritings(framework: str, version: str) -> tuple[Rewriting, ...]:
    versions = {"django": version} if version else {}
    return tuple(
        one for fact in SPELLINGS[framework] for one in rewritten(module(framework, fact), fact.label, versions)
    )


EACH = [*((framework, "") for framework in SPELLINGS), ("django", "5.2")]


@pytest.mark.parametrize(("framework", "version"), EACH)
def test_the_status_is_sent_and_leads_where_it_led(framework: str, version: str) -> None:
    made = rewritings(framework, version)
    texts = list(dict.fromkeys(text for one in made for text in (one.before, one.after)))
    ran = run_python(["-m", "tests.live.snippets", framework], REPOSITORY, json.dumps(texts))
    assert ran.returncode == 0, ran.stderr[-3000:]
    sent = dict(zip(texts, (tuple(answer) for answer in json.loads(ran.stdout)), strict=True))
    wrong = []
    for one in made:
        before, after = sent[one.before], sent[one.after]
        if before == after and (one.branches or before[0] == 500):  # no request comes here, or never got an answer
            continue
        if after[0] != one.code or (before[0] in CODES and before[1] != after[1]):
            wrong.append(f"{one.label} to {one.code}: {before} became {after}")
    assert not wrong, "\n".join(wrong)
    labels = {one.label for one in made}
    assert len(labels) > 0.75 * len(SPELLINGS[framework]), "a room that gives up would pass"
