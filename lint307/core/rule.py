"""A rule: one question, its page, and the function that answers it. The page is the docstring of the rule's module."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import NamedTuple

from lint307.core.findings import Witness
from lint307.core.sites import Case, Judgement
from lint307.core.text import Span

_FENCE = re.compile(r"^```python (?P<kind>flagged|fixed|fine)(?P<title>[^\n]*)\n(?P<code>.*?)^```$", re.M | re.S)


class Example(NamedTuple):
    """A fenced block of a page: flagged, fixed (the block before it, after the fix) or fine."""

    kind: str
    title: str
    code: str


STATUS_OF_CASE = -1  # what an answer says of the status sent when it says nothing of its own


class Question(NamedTuple):
    """What a rule is asked about: a case, what it means, and which status the project wants for permanent moves."""

    case: Case
    judgement: Judgement
    permanent_status: int = 308


class Answer(NamedTuple):
    """What a rule has to say: the message, the status to send instead, the evidence.

    remedy  status: write `recommended` where the status is decided; effect: make the status that is written be sent;
            return: put a `return` before the statement; rename: name the new route; none
    sent    what goes out, where that is not the status of the case
    safe    the evidence is proof, or the edit makes the code send what it already says
    """

    message: str
    recommended: int | None
    witnesses: tuple[Witness, ...] = ()
    remedy: str = "status"
    safe: bool = False
    span: Span | None = None
    sent: int | None = STATUS_OF_CASE


@dataclass(frozen=True)
class Rule:
    """`check` yields what a case has to answer for; `opt_in` rules are silent until they are selected."""

    code: str
    name: str
    page: str
    check: Callable[[Question], Iterator[Answer]]
    opt_in: bool = False

    @property
    def summary(self) -> str:
        """The first line of the page: the finding as a sentence."""
        return self.page.strip().split("\n", 1)[0]

    @property
    def examples(self) -> tuple[Example, ...]:
        """The fenced blocks of the page, in its order."""
        return tuple(Example(m["kind"], m["title"].strip(), m["code"]) for m in _FENCE.finditer(self.page))

    @property
    def fixable(self) -> bool:
        """Whether the page shows what a fix makes of an example."""
        return any(example.kind == "fixed" for example in self.examples)


def rule_of(module: ModuleType) -> Rule:
    """The rule that a module of `rules/` is: `rdr101_dropped_request.py` is RDR101 dropped-request."""
    code, _, name = module.__name__.rpartition(".")[2].partition("_")
    return Rule(
        code.upper(), name.replace("_", "-"), module.__doc__ or "", module.check, getattr(module, "OPT_IN", False)
    )
