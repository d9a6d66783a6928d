"""The engine: texts in, findings out. It opens no file.

`read` (map) makes facts of one text, `link` (reduce) a program of all facts, `judge` (map) the findings of one text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from lint307.config import Settings
from lint307.core.facts import FileFacts
from lint307.core.findings import Finding, Fix, Safety, Witness
from lint307.core.http import KEEPING, sorted_methods
from lint307.core.rule import Answer, Question, Rule
from lint307.core.sites import Case, Judgement, Site
from lint307.core.text import Lines, Span
from lint307.judging.meaning import judge as judge_case
from lint307.project.cases import Cases
from lint307.project.context import Context
from lint307.project.demand import passing_on
from lint307.project.helpers import helper_rows
from lint307.project.references import references
from lint307.project.sites import Program as Linked
from lint307.project.symbols import Symbols
from lint307.reading import extract
from lint307.rules import RULES
from lint307.writing.edits import edits_for
from lint307.writing.file import Unwritable

# Of these a redirect gets one: what is lost outweighs what is repeated, and that outweighs what depends on the client.
_EXCLUSIVE = ("RDR202", "RDR102", "RDR101", "RDR201", "RDR204", "RDR203", "RDR502", "RDR205")
_PACKAGES = {"djangorestframework": "drf", "django-ninja": "ninja"}


class Source(NamedTuple):
    """A text to analyse; `module` is its dotted path from the root of the project.

    `also` is a pattern of what tells, besides the frameworks' own words, that a body has to be read.
    """

    path: str
    text: str
    module: str
    also: str = ""


class Program(NamedTuple):
    """What is known of a project, and the settings under which it is judged."""

    cases: Cases
    settings: Settings


def read(source: Source) -> FileFacts:
    """The facts of one text. Raises `reading.parse.Unreadable` when it does not parse."""
    return extract.read(source.path, source.text, source.module, source.also)


def link(facts: Iterable[FileFacts], settings: Settings) -> Program:
    versions = {_PACKAGES.get(name, name): version for name, version in settings.target_versions.items()}
    ctx = Context(Symbols.of(facts), versions, helper_rows(settings.helpers))
    return Program(Cases(Linked.of(ctx)), settings)


class Demand(NamedTuple):
    """What linking found to be missing: modules that names lead to, and a pattern of calls that pass redirects on."""

    modules: frozenset[str]
    calls: str


def demand(program: Program) -> Demand:
    """What else has to be read before the program is complete; asked again until it asks for nothing new."""
    linked = program.cases.program
    names = sorted(set(passing_on(program.cases)))
    return Demand(frozenset(linked.ctx.symbols.missing), "|".join(names))


def sites(program: Program, source: Source) -> tuple[Site, ...]:
    """Every redirect of a text, with what it sends and how it is reached."""
    return program.cases.sites(source.module)


def judge(program: Program, source: Source) -> list[Finding]:
    """What all rules find in a text, opt-in ones included, in the order of the text; `noqa` is not looked at."""
    if source.module not in program.cases.program.ctx.symbols.files:
        return []
    answers: list[tuple[Rule, Answer, Question]] = []
    wanted: dict[Span, set[str]] = {}
    symbols = program.cases.program.ctx.symbols
    for case in (*program.cases.of(source.module), *references(program.cases, symbols.files[source.module])):
        asked = Question(case, judge_case(case), program.settings.permanent_status)
        wanted.setdefault(case.site.span, set()).add(asked.judgement.meaning)
        lost = bool(case.sent.ineffective)  # the status that slips out is no one's choice: only that is reported
        answers += [
            (rule, a, asked) for rule in RULES if not lost or rule.code.startswith("RDR3") for a in rule.check(asked)
        ]
    files = {m: f.path for m, f in program.cases.program.ctx.symbols.files.items()}
    found = [
        _finding(rule, answer, asked, program, source, files, wanted[asked.case.site.span])
        for rule, answer, asked in _chosen(answers)
    ]
    return sorted(set(found), key=lambda f: (f.span, f.code))


def _chosen(answers: list[tuple[Rule, Answer, Question]]) -> Iterator[tuple[Rule, Answer, Question]]:
    """One answer for each rule and place, and one of the exclusive ones; answers that contradict each other are none."""
    by_place: dict[object, list[tuple[Rule, Answer, Question]]] = {}
    for item in answers:
        by_place.setdefault(item[1].span or item[2].case.site.span, []).append(item)
    for group in by_place.values():
        kept: dict[str, tuple[Rule, Answer, Question]] = {}
        for item in group:
            rival = kept.get(item[0].code)
            if rival is None or _weight(item) > _weight(rival):
                kept[item[0].code] = item
        exclusive = [code for code in _EXCLUSIVE if code in kept]
        wanted = {kept[c][1].recommended in KEEPING for c in exclusive if kept[c][1].recommended and c != "RDR205"}
        first = exclusive[0] if exclusive and len(wanted) <= 1 else None
        opt_in = [c for c in exclusive if kept[c][0].opt_in and c != first]
        for code, item in kept.items():
            if code in _EXCLUSIVE and code != first and code not in opt_in:
                continue
            if code == "RDR401" and first in ("RDR101", "RDR102", "RDR201", "RDR202"):
                continue
            if code == "RDR402" and first == "RDR204":
                continue
            yield item


def _weight(item: tuple[Rule, Answer, Question]) -> tuple[bool, int]:
    return item[1].safe, len(item[1].witnesses)


def _finding(
    rule: Rule,
    answer: Answer,
    asked: Question,
    program: Program,
    source: Source,
    files: dict[str, str],
    meanings: set[str],
) -> Finding:
    case, judged = asked.case, asked.judgement
    return Finding(
        rule.code,
        rule.name,
        source.path,
        answer.span or case.site.span,
        answer.message,
        tuple(_placed(w, files) for w in _with_caller(answer.witnesses, case)),
        _fix(answer, case, judged, program, source, meanings),
        answer.sent or case.sent.status,
        answer.recommended,
        sorted_methods(case.methods - {"OTHER"}),
        judged.meaning,
    )


def _with_caller(witnesses: tuple[Witness, ...], case: Case) -> tuple[Witness, ...]:
    if case.reach.caller is None:
        return witnesses
    path, span = case.reach.caller
    here = None if path == case.site.file else path
    return (*witnesses, Witness("caller", f"{case.reach.chain[0].short} sends it", span, here))


def _placed(witness: Witness, files: dict[str, str]) -> Witness:
    """Witnesses name modules while they are weighed, and files when they are shown."""
    return replace(witness, path=files.get(witness.path, witness.path)) if witness.path is not None else witness


def _fix(
    answer: Answer, case: Case, judged: Judgement, program: Program, source: Source, meanings: set[str]
) -> Fix | None:
    if answer.remedy == "none":
        return None
    if case.reach.caller is not None and answer.remedy == "status" and not meanings <= {judged.meaning, "navigate"}:
        return Fix(
            f"send {answer.recommended} for the callers named here; others want another status", (), Safety.MANUAL
        )
    try:
        title, edits = edits_for(case, answer, program.cases.program.ctx, source.text)
    except Unwritable as reason:
        return Fix(str(reason), (), Safety.MANUAL)
    if answer.recommended in KEEPING and (judged.meaning == "look" or any(b.secret for b in case.body)):
        return Fix(title, (), Safety.MANUAL)
    return Fix(
        title, edits, Safety.SAFE if answer.safe and answer.remedy not in ("return", "rename") else Safety.UNSAFE
    )


def suppressed(finding: Finding, facts: FileFacts, lines: Lines) -> bool:
    """Whether a `# noqa` stands on a row of the finding's first line, or for the whole file."""
    row = lines.row(finding.span.start)
    return any(
        s.row in (0, row) and (s.codes is None or any(finding.code.startswith(c) for c in s.codes))
        for s in facts.suppressions
    )
