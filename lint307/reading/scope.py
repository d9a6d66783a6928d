"""What the reader knows at a point of a function, and what it has written down so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice

import libcst as cst

from lint307.core.facts import Class, Comment, Event, Exit, Function, Import, Parameter, Registration
from lint307.core.text import Span
from lint307.core.values import (
    AnyOf,
    Call,
    Change,
    Choice,
    Condition,
    Item,
    Lit,
    Name,
    Option,
    Path,
    Seq,
    Test,
    Unknown,
    Value,
    within,
)
from lint307.reading.gaps import Field, Imported, LeftOut
from lint307.reading.importing import facts_of
from lint307.reading.spans import Spans

# Beyond these a value, or what led to a place, says nothing to a reader either.
MOST_OPTIONS = 8
MOST_PARTS = 160
MOST_PATHS = 6


@dataclass
class Module:
    """The file being read; what is collected here becomes its FileFacts."""

    name: str
    is_package: bool
    spans: Spans
    functions: list[Function] = field(default_factory=list)
    classes: list[Class] = field(default_factory=list)
    bindings: dict[str, list[Value]] = field(default_factory=dict)
    imports: list[Import] = field(default_factory=list)
    stars: list[str] = field(default_factory=list)
    registrations: list[Registration] = field(default_factory=list)
    idle: dict[str, dict[str, Value]] = field(default_factory=dict)  # class → what of it was left out

    def leave_out(self, idle: LeftOut) -> None:
        """Remember a function that is not read as one that does nothing, an attribute as one that may be anything."""
        if isinstance(idle, Imported):
            for bound, value, written in facts_of(idle, self.absolute):
                self.bind(bound, value)
                self.imports.append(written)
            return
        name = ".".join((self.name, *idle.names))
        owner = name.rpartition(".")[0] if len(idle.names) > 1 else None
        if isinstance(idle, Field):
            self.idle.setdefault(owner or "", {})[idle.names[-1]] = Unknown(idle.span)
            return
        parameters = tuple(Parameter(given, kind, None, None, span) for given, kind, span in idle.parameters)
        end = Exit("end", None, idle.name_span, (), 0, statement=idle.name_span)
        self.functions.append(Function(name, idle.span, idle.name_span, parameters, (), (end,), (), owner))
        value = Name(name, idle.name_span)
        if owner is None:
            self.bind(idle.names[0], value)
        else:
            self.idle.setdefault(owner, {})[idle.names[-1]] = value

    def bind(self, name: str, value: Value) -> None:
        self.bindings.setdefault(name, []).append(value)

    def absolute(self, module: str, level: int) -> str:
        """The dotted name of `from <level dots>module import …` in this file."""
        if not level:
            return module
        package = self.name if self.is_package else self.name.rpartition(".")[0]
        for _ in range(level - 1):
            package = package.rpartition(".")[0]
        return f"{package}.{module}".strip(".")


@dataclass
class Scope:
    """A function (or class or module body) being read.

    kind     module, class or function
    closure  what it sees of the functions around it
    owner    the qualified name of the class around it
    loops    for each loop around the point that is read, the states in which it is left, and whether by `break`
    body     of a function that is written with `def`
    """

    module: Module
    name: str
    kind: str
    closure: dict[str, Value] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    exits: list[Exit] = field(default_factory=list)
    owner: str | None = None
    globals: set[str] = field(default_factory=set)
    loops: list[list[tuple[State, bool]]] = field(default_factory=list)
    body: cst.BaseSuite | None = None

    def span(self, node: cst.CSTNode) -> Span:
        return self.module.spans(node)

    def inner(self, name: str) -> str:
        """The qualified name of something defined here."""
        return f"{self.name}.<locals>.{name}" if self.kind == "function" else f"{self.name}.{name}"


@dataclass
class State:
    """What holds at a point: values of local names, conditions in force, events that may have happened (a bit set)."""

    env: dict[str, Value] = field(default_factory=dict)
    path: Path = ()
    seen: int = 0
    guards: tuple[Span, ...] = ()
    comments: tuple[Comment, ...] = ()
    above: tuple[Comment, ...] = ()

    def copy(self) -> State:
        return State(dict(self.env), self.path, self.seen, self.guards, self.comments, self.above)

    def given(self, *conditions: Condition) -> State:
        new = self.copy()
        new.path = (*self.path, *conditions)
        return new


def look_up(name: str, scope: Scope, state: State, span: Span) -> Value:
    """What a bare name stands for: a local value, one of an enclosing function, or a global by its dotted path."""
    if name not in scope.globals:
        if (found := state.env.get(name)) is not None:
            return found
        if (found := scope.closure.get(name)) is not None:
            return found
    return Name(f"{scope.module.name}.{name}", span)


def bounded(value: Value) -> Value:
    """The value, or its outer shape when it has grown beyond what is worth carrying."""
    if not _is_large(value):
        return value
    match value:
        case Call(func=func, args=args, span=span, inside=inside):
            shape = tuple(replace(a, value=Unknown(a.span)) for a in args)
            return Call(Unknown(func.span) if _is_large(func) else func, shape, span, inside)
        case Change(base=base) if base is not value:
            return bounded(base)
    return Unknown(value.span)


def _is_large(value: Value) -> bool:
    return next(islice(within(value), MOST_PARTS - 1, None), None) is not None


def choice(options: Iterable[Option], span: Span) -> Value:
    """One value for several; those that are equal are told once."""
    flat: list[Option] = []
    for path, value in ((o.path, o.value) for o in options):
        inner = value.options if isinstance(value, Choice) else (Option((), value),)
        flat += [Option((*path, *i.path), i.value) for i in inner]
    values = {id(o.value): o.value for o in flat}
    if len(values) == 1 or all(o.value == flat[0].value for o in flat):
        return flat[0].value
    return Choice(tuple(flat), span) if len(flat) <= MOST_OPTIONS else Unknown(span)


def join(states: Iterable[State | None], span: Span) -> State | None:
    """What holds where several ways meet; None when no way leads here."""
    live = [s for s in states if s is not None]
    if not live:
        return None
    if len(live) == 1:
        return live[0]
    common = 0
    shortest = min(len(s.path) for s in live)
    while common < shortest and all(s.path[common] == live[0].path[common] for s in live):
        common += 1
    rests = [s.path[common:] for s in live]
    path = live[0].path[:common]
    if all(rests) and len(rests) <= MOST_PATHS and not _cancel(rests):
        path = (*path, AnyOf(tuple(rests)))
    env: dict[str, Value] = {}
    for name in {n for s in live for n in s.env}:
        there = [(rest, s.env[name]) for rest, s in zip(rests, live, strict=True) if name in s.env]
        first = there[0][1]
        same = all(v is first for _, v in there)
        env[name] = first if same else bounded(choice((Option(rest, v) for rest, v in there), span))
    seen = 0
    for s in live:
        seen |= s.seen
    return State(env, path, seen, live[0].guards, live[0].comments, live[0].above)


def _cancel(rests: list[Path]) -> bool:
    """Whether two ways are just the two sides of one test, so that together they say nothing."""
    if len(rests) != 2 or len(rests[0]) != 1 or len(rests[1]) != 1:
        return False
    one, two = rests[0][0], rests[1][0]
    return isinstance(one, Test) and isinstance(two, Test) and one.value == two.value and one.holds != two.holds


def note(
    kind: str,
    value: Value,
    span: Span,
    scope: Scope,
    state: State,
    *,
    discarded: bool = False,
    stored: Value | None = None,
) -> None:
    """Write down that this happens here; the fields are those of Event."""
    state.seen |= 1 << len(scope.events)
    scope.events.append(Event(kind, value, span, discarded, stored))


def bind(target: cst.CSTNode, value: Value, scope: Scope, state: State) -> None:
    """Give the names of an assignment's target their values."""
    match target:
        case cst.Name(value=name):
            state.env[name] = bounded(value)
        case cst.Tuple(elements=elements) | cst.List(elements=elements):
            items = value.items if isinstance(value, Seq) and len(value.items) == len(elements) else None
            for index, element in enumerate(elements):
                part = items[index] if items else Item(value, Lit(index, scope.span(element)), scope.span(element))
                bind(element.value, part, scope, state)


def leave(kind: str, value: Value | None, node: cst.CSTNode, scope: Scope, state: State) -> None:
    """Write down a way out, or a value that is thrown away."""
    span = value.span if value is not None and kind != "end" else scope.span(node)
    told = state.guards, state.comments, scope.span(node), state.above
    scope.exits.append(Exit(kind, value, span, state.path, state.seen, *told))
