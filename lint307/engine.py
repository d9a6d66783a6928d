"""The engine: texts in, findings out. It opens no file.

`read` (map) makes facts of one text, `link` (reduce) a program of all facts, `judge` (map) the findings of one text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from lint307.config import Settings
from lint307.core import suppressing
from lint307.core.facts import FileFacts
from lint307.core.findings import Finding, Fix, Safety, Traces, Witness
from lint307.core.http import KEEPING, methods_in_words, sorted_methods
from lint307.core.rule import STATUS_OF_CASE, Answer, Question, Rule
from lint307.core.sites import Case, Judgement, Site
from lint307.core.text import Lines, Span
from lint307.core.values import Choice
from lint307.judging.arrivals import lost_with
from lint307.judging.meaning import is_test
from lint307.judging.meaning import judge as judge_case
from lint307.project.cases import Cases
from lint307.project.context import Context
from lint307.project.demand import between, called, passing_on
from lint307.project.helpers import helper_rows
from lint307.project.modules import Modules
from lint307.project.references import references
from lint307.project.sites import Program as Linked
from lint307.project.symbols import Symbols
from lint307.rules import RULES
from lint307.writing.edits import edits_for
from lint307.writing.file import Unwritable
from lint307.writing.spare import tidied

# Of these a redirect gets one: what is lost outweighs what is repeated, and that outweighs what depends on the client.
_EXCLUSIVE = ("RDR202", "RDR102", "RDR101", "RDR201", "RDR204", "RDR203", "RDR502", "RDR205")
_CONSTANTS = ("True", "False", "None")
_PACKAGES = {"djangorestframework": "drf", "django-ninja": "ninja"}


class Source(NamedTuple):
    """A text to analyse; `module` is its dotted path from the root of the project.

    `also` are names that tell, besides the frameworks' own words, that a body has to be read when it calls them.
    `wanted` are names of the module that are asked for, `name()` a function's body; with `only` nothing else of it is.
    """

    path: str
    text: str
    module: str
    also: str = ""
    wanted: str = ""
    only: bool = False


class Program(NamedTuple):
    """What is known of a project, and the settings under which it is judged."""

    cases: Cases
    settings: Settings


def read(source: Source) -> FileFacts:
    """The facts of one text. Raises `reading.parse.Unreadable` when it does not parse."""
    from lint307.reading import extract  # LibCST takes a quarter of a second, and what is remembered needs none

    return extract.read(source.path, source.text, source.module, source.also, source.wanted, source.only)


def link(facts: Iterable[FileFacts], settings: Settings, modules: Modules | None = None) -> Program:
    """A program of the facts of all files that are known; `modules` are all that there are, where these are more."""
    versions = {_PACKAGES.get(name, name): version for name, version in settings.target_versions.items()}
    ctx = Context(Symbols.of(facts, modules), versions, helper_rows(settings.helpers))
    return Program(Cases(Linked.of(ctx)), settings)


class _Reply(NamedTuple):
    """What a rule answered to a question."""

    rule: Rule
    answer: Answer
    asked: Question

    @property
    def weight(self) -> tuple[bool, int]:
        """How much evidence stands behind it."""
        return self.answer.safe, len(self.answer.witnesses)


def passing(program: Program) -> frozenset[str]:
    """The dotted names of what passes redirects on: who calls it has to be read."""
    return frozenset(passing_on(program.cases))


def missing(program: Program) -> Mapping[str, frozenset[str]]:
    """The names that were looked for so far and not read, by module; asked again until nothing new is missing."""
    return {module: frozenset(names) for module, names in program.cases.program.ctx.symbols.missing.items()}


def calling(program: Program, facts: FileFacts, passing: frozenset[str]) -> frozenset[str]:
    """The names under which what was not read of a file calls what passes redirects on."""
    return frozenset(called(facts, passing, program.cases.program.ctx.symbols))


def given_back(program: Program, text: str, passing: frozenset[str]) -> frozenset[str]:
    """The names under which a text that was not read at all gives back what passes redirects on."""
    return between(text, passing, program.cases.program.ctx.symbols)


def sites(program: Program, module: str) -> tuple[Site, ...]:
    """Every redirect of a module, with what it sends and how it is reached."""
    return program.cases.sites(module)


def redirects(program: Program, module: str) -> bool:
    """Whether a module makes redirects, hands them on or refers to a route that has moved."""
    file = program.cases.program.ctx.symbols.files.get(module)
    return file is not None and (bool(sites(program, module)) or any(True for _ in references(program.cases, file)))


def judge(program: Program, source: Source) -> list[Finding]:
    """What all rules find in a text, opt-in ones included, in the order of the text; `noqa` is not looked at."""
    if source.module not in program.cases.program.ctx.symbols.files:
        return []
    replies: list[_Reply] = []
    wanted: dict[Span, set[str]] = {}
    symbols = program.cases.program.ctx.symbols
    for case in (*program.cases.of(source.module), *references(program.cases, symbols.files[source.module])):
        if is_test(case):
            continue
        asked = Question(case, judge_case(case), program.settings.permanent_status)
        wanted.setdefault(case.site.span, set()).add(asked.judgement.meaning)
        # What a status that slips out, leads nowhere or is thrown away makes clients do is no one's choice.
        is_dropped = case.site.exit == "discard" and not case.sent.raised
        beside_the_point = bool(case.sent.ineffective) or case.sent.has_location is False or is_dropped
        rules = [rule for rule in RULES if not beside_the_point or rule.code.startswith("RDR3")]
        replies += [_Reply(rule, answer, asked) for rule in rules for answer in rule.check(asked)]
    found = [_finding(reply, program, source, wanted[reply.asked.case.site.span]) for reply in _chosen(replies)]
    return sorted(set(found), key=lambda f: (f.span, f.code))


def _chosen(replies: list[_Reply]) -> Iterator[_Reply]:
    """One answer for each rule and place, and one of the exclusive ones; of those that contradict each other none."""
    by_place: dict[tuple[Span, int | None], list[_Reply]] = {}
    for reply in replies:
        case = reply.asked.case
        # Each of several statuses that are written out for one redirect is a decision of its own.
        status = case.sent.status if isinstance(case.sent.written.value, Choice) else None
        by_place.setdefault((reply.answer.span or case.site.span, status), []).append(reply)
    for group in by_place.values():
        kept: dict[str, _Reply] = {}
        for reply in group:
            rival = kept.get(reply.rule.code)
            if rival is None or reply.weight > rival.weight:
                kept[reply.rule.code] = reply
        exclusive = [code for code in _EXCLUSIVE if code in kept]
        recommended = {c: kept[c].answer.recommended for c in exclusive if c != "RDR205"}
        wanted = {status in KEEPING for status in recommended.values() if status}
        first = exclusive[0] if exclusive and len(wanted) <= 1 else None
        opt_in = [c for c in exclusive if kept[c].rule.opt_in and c != first]
        for code, reply in kept.items():
            if code in _EXCLUSIVE and code != first and code not in opt_in:
                continue
            if code == "RDR401" and first in ("RDR101", "RDR102", "RDR201", "RDR202"):
                continue
            if code == "RDR402" and first in ("RDR102", "RDR204"):
                continue
            if code == "RDR501" and recommended.get(first or "") == 303:  # a GET does not come back here
                continue
            yield reply


def _finding(reply: _Reply, program: Program, source: Source, meanings: set[str]) -> Finding:
    """What is shown of a reply; `meanings` are those of all cases at its place."""
    answer, case, judged = reply.answer, reply.asked.case, reply.asked.judgement
    symbols = program.cases.program.ctx.symbols
    fix = _fix(answer, case, judged, program, source, meanings)
    return Finding(
        reply.rule.code,
        reply.rule.name,
        source.path,
        answer.span or case.site.span,
        answer.message,
        tuple(_placed(w, symbols) for w in _with_caller(answer.witnesses, case)),
        fix,
        case.sent.status if answer.sent == STATUS_OF_CASE else answer.sent,
        answer.recommended,
        sorted_methods(case.methods - {"OTHER"}),
        judged.meaning,
        traces=_traces(case.site, source, fix) if fix is not None and fix.edits else None,
    )


def _traces(site: Site, source: Source, fix: Fix) -> Traces:
    """What leads to a redirect, and what its fix no longer calls."""
    routes = [reach.route for reach in site.reaches if reach.route is not None]
    chain = {function.short for reach in site.reaches for function in reach.chain} - {"<module>"}
    before = (source.text[edit.span.start : edit.span.end] for edit in fix.edits)
    called = {old for old in before if old.isidentifier() and old not in _CONSTANTS}
    return Traces(
        tuple(sorted({name for route in routes for name in route.names})),
        tuple(sorted({route.path for route in routes if route.path})),
        tuple(sorted(chain)),
        tuple(sorted(f"{source.module}.{name}" for name in called)),
    )


def _with_caller(witnesses: tuple[Witness, ...], case: Case) -> tuple[Witness, ...]:
    if case.reach.caller is None:
        return witnesses
    path, span = case.reach.caller
    here = None if path == case.site.file else path
    does = "calls" if case.site.exit == "discard" else "sends"
    return (*witnesses, Witness("caller", f"{case.reach.chain[0].short} {does} it", span, here))


def _placed(witness: Witness, symbols: Symbols) -> Witness:
    """Witnesses name modules while they are weighed, and files when they are shown."""
    file = symbols.files.get(witness.path) if witness.path is not None else None
    return replace(witness, path=file.path) if file is not None else witness


def _fix(
    answer: Answer, case: Case, judged: Judgement, program: Program, source: Source, meanings: set[str]
) -> Fix | None:
    if answer.remedy == "none":
        return None
    if case.reach.caller is not None and answer.remedy == "status" and not meanings <= {judged.meaning, "navigate"}:
        remedy = f"send {answer.recommended} for the callers named here; others want another status"
        return Fix(remedy, (), Safety.MANUAL)
    symbols = program.cases.program.ctx.symbols
    try:
        title, edits = edits_for(case, answer, program.cases.program.ctx, source.text)
    except Unwritable as reason:
        return Fix(str(reason), (), Safety.MANUAL)
    if answer.recommended in KEEPING and (judged.meaning == "look" or any(b.secret for b in case.body)):
        return Fix(title, (), Safety.MANUAL)
    if answer.remedy == "status" and (lost := lost_with(case, answer.recommended)):
        where = f"to an address that answers {methods_in_words(lost)}: {case.target.text} does not"
        return Fix(f"{title}, {where}", (), Safety.MANUAL)
    edits = tidied(source.text, edits, symbols.files[case.site.module], symbols.files.values())
    is_safe = answer.safe and answer.remedy not in ("return", "rename")
    return Fix(title, edits, Safety.SAFE if is_safe else Safety.UNSAFE)


def suppressed(finding: Finding, facts: FileFacts, lines: Lines) -> bool:
    """Whether a `# noqa` silences a finding."""
    return suppressing.suppressed(finding, facts.suppressions, lines)
