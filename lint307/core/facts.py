"""What was read of one file: plain, frozen, picklable. The unit of the cache, of processes and of distribution."""

from __future__ import annotations

from dataclasses import dataclass, field

from lint307.core.text import Span
from lint307.core.values import Call, Name, Path, Value


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment without its `#`."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a function does before it is left.

    kind       call; store (`value` is the target); delete
    discarded  the result of the call is thrown away
    """

    kind: str
    value: Value
    span: Span
    discarded: bool = False
    stored: Value | None = None


@dataclass(frozen=True, slots=True)
class Exit:
    """One way out of a function, or a value that a statement throws away.

    kind       return; raise; discard (an expression statement); end (control falls off the end);
               keep (stored away from the function)
    path       the conditions in force
    seen       a bit for each event of the function that may have happened before
    guards     spans of the tests, `except` clauses and `case` patterns around it, outermost first
    statement  the whole statement, where `span` is that of its value
    above      the comments over the branches around it
    """

    kind: str
    value: Value | None
    span: Span
    path: Path
    seen: int
    guards: tuple[Span, ...] = ()
    comments: tuple[Comment, ...] = ()
    statement: Span = Span(0, 0)
    above: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter; `kind` is "" (positional or keyword), "keyword" (only), "*" or "**"."""

    name: str
    kind: str
    annotation: Value | None
    default: Value | None
    span: Span


@dataclass(frozen=True, slots=True)
class Function:
    """A function, method or lambda.

    `owner` is the qualified name of its class, `parent` that of the function around it; both None at module level.
    """

    name: str
    span: Span
    name_span: Span
    parameters: tuple[Parameter, ...]
    decorators: tuple[Value, ...]
    exits: tuple[Exit, ...]
    events: tuple[Event, ...]
    owner: str | None = None
    parent: str | None = None
    docstring: str = ""
    returns: Value | None = None
    is_async: bool = False
    comments: tuple[Comment, ...] = ()

    @property
    def is_static(self) -> bool:
        """Whether it is a static method: it is given no object."""
        return any(isinstance(d, Name) and d.path.rpartition(".")[2] == "staticmethod" for d in self.decorators)

    @property
    def short(self) -> str:
        """The last part of the qualified name."""
        return self.name.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Class:
    """A class: `attributes` are its own assignments, `methods` the qualified names of its functions."""

    name: str
    span: Span
    bases: tuple[Value, ...]
    decorators: tuple[Value, ...]
    attributes: tuple[tuple[str, Value], ...]
    methods: tuple[tuple[str, str], ...]
    docstring: str = ""
    comments: tuple[Comment, ...] = ()
    name_span: Span = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name as it stands in the text: `from module import name as alias`.

    `module` None marks `import name`; `statement` is the whole statement, `span` the one alias in it.
    """

    module: str | None
    name: str
    alias: str | None
    span: Span
    statement: Span
    at_top: bool
    level: int = 0
    parenthesised: Span | None = None


@dataclass(frozen=True, slots=True)
class Registration:
    """A call that may declare a route, a hook or a router, wherever it stands; `function` is None at module level."""

    call: Call
    function: str | None
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class Suppression:
    """`# noqa` on a row: for all codes (None) or for these prefixes. Row 0 is the whole file."""

    row: int
    codes: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What one file says.

    functions      the last one is the module's own body, `<module>`
    bindings       the module's names with every value they are given, in order
    stars          the modules of `from … import *`
    registrations  calls that may declare routes, hooks or routers
    exports        `__all__`; None when it is not written out
    absent         names of the module whose values were not needed so far
    left_out       the parts of the text that were not read, in order
    calls          what is called or raised there, as it is written
    inside         names that functions import for themselves
    unread         functions, by dotted name, whose bodies may count and were not needed so far
    """

    path: str
    module: str
    functions: tuple[Function, ...] = ()
    classes: tuple[Class, ...] = ()
    bindings: dict[str, tuple[Value, ...]] = field(default_factory=dict)
    imports: tuple[Import, ...] = ()
    stars: tuple[str, ...] = ()
    registrations: tuple[Registration, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    exports: tuple[str, ...] | None = None
    absent: frozenset[str] = frozenset()
    left_out: tuple[Span, ...] = ()
    calls: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
