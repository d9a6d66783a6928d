"""Redirects as they are sent: what linking makes of the facts of all files, and what judging reads."""

from __future__ import annotations

from dataclasses import dataclass, field

from lint307.core.facts import Comment, Event, Function
from lint307.core.findings import Witness
from lint307.core.http import ALL_METHODS
from lint307.core.text import Span
from lint307.core.values import Arg, Call, Lit, Path, Value


@dataclass(frozen=True, slots=True)
class Written:
    """Where a status is written.

    how     default: nowhere, it is the construct's own; argument; tuple; field: a later `resp.status_code = …`;
            permanent: by a keyword that makes the redirect permanent; preserve: by one that keeps the method;
            class: by a class's default; decorator: by the route; parameter: by a parameter of the function around it
    span    of the value alone
    module  in which it stands
    """

    how: str
    span: Span | None = None
    module: str | None = None
    argument: Arg | None = None
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Ineffective:
    """A status that is written and not sent: the code, what happens instead, and the words for it."""

    span: Span
    written: int | None
    sends: int | None
    why: str
    remedy: str
    how: str


@dataclass(frozen=True, slots=True)
class Sent:
    """One response that can leave at a site, and the conditions under which it does.

    form        the construct by its qualified name; kind: redirect, response, error, view, tuple, declared, guard
                (a call of a function that gives back a redirect or nothing)
    status      None when it cannot be told
    has_location  None when it cannot be told
    emptied     how a Location that is written leads nowhere: "None" or "dict" (sent as text), "empty"; "" when it may
    by_name     the Location may be the name of a route, as Django's `redirect` takes it
    """

    framework: str
    form: str
    kind: str
    span: Span
    module: str
    status: int | None
    written: Written
    location: Value | None = None
    has_location: bool | None = None
    call: Call | None = None
    path: Path = ()
    ineffective: tuple[Ineffective, ...] = ()
    via: tuple[str, ...] = ()
    raised: bool = False
    emptied: str = ""
    by_name: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """A declared route. `path` has its prefixes; `methods` None: any; `names` are how it can be linked to.

    app    the application that answers it; None when that cannot be told
    above  what it hangs on, from its router up, for what is said of all routes below a router
    """

    path: str | None
    methods: frozenset[str] | None
    handler: str | None
    names: tuple[str, ...]
    framework: str
    module: str
    span: Span
    view: str | None = None
    deprecated: bool = False
    app: str | None = None
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """One way in which requests come to a site.

    kind         route; hook (every request); handler (of exceptions); dependency; guard; decorator;
                 view (no route is known); helper (its callers are not known)
    methods      with which a request can be here; declared: a declaration or a test narrows them
    chain        the functions that it passes, outermost first
    events       what may have happened before, in order, each with the module in which it stands
    path         the conditions under which the innermost function is called
    caller       the path of the file and the place where the innermost function is called
    call         its caller and the call
    by_form      it is the `delete`, `put` or `patch` of a class whose `post` or `dispatch` runs it for forms
    """

    kind: str
    methods: frozenset[str] = ALL_METHODS
    declared: bool = False
    route: Route | None = None
    chain: tuple[Function, ...] = ()
    events: tuple[tuple[str, Event], ...] = ()
    path: Path = ()
    caller: tuple[str, Span] | None = None
    call: tuple[str, Call] | None = None
    framework: str = ""
    by_form: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """One place in code that makes a redirect, or that answers 3xx without a Location.

    file, module  the path and the dotted name of the file
    sent          the responses that can leave here
    exit          how the value leaves, as in `Exit.kind`
    """

    file: str
    module: str
    span: Span
    function: Function
    sent: tuple[Sent, ...]
    reaches: tuple[Reach, ...]
    exit: str
    path: Path = ()
    statement: Span = Span(0, 0)
    comments: tuple[Comment, ...] = ()
    guards: tuple[Span, ...] = ()
    events: tuple[Event, ...] = field(default=(), compare=False)

    @property
    def statuses(self) -> frozenset[int] | None:
        """Every status that can be sent here; None when one of them cannot be told."""
        found = {s.status for s in self.sent}
        return None if None in found else frozenset(s for s in found if s is not None)

    @property
    def location(self) -> bool | None:
        """Whether the response carries a Location: on every way, on none, or not to be told."""
        found = {s.has_location for s in self.sent}
        return found.pop() if len(found) == 1 else None

    @property
    def methods(self) -> frozenset[str]:
        """With which a request can come here; all of them when no way is known."""
        return frozenset().union(*(r.methods for r in self.reaches)) if self.reaches else ALL_METHODS


@dataclass(frozen=True, slots=True)
class Target:
    """Where a redirect leads.

    kind      route (one or several `routes`); path (no route is known for it, `routes` are those that a part of it
              means if a proxy stands before them); unknown;
              same, rewritten, requeried: the request's own URL, unchanged, changed, or with another query
    text      names the target in a sentence
    accepts   the methods that the routes answer; None when that cannot be told
    takes     those of them that are known, where others may be answered too
    own       it is the route of the site itself
    hooked    the hook in which the site stands runs before it as well
    for_looking  it is the request's own URL moved to where all known routes of the project are for GET
    """

    kind: str
    text: str = ""
    routes: tuple[Route, ...] = ()
    path: str | None = None
    changed: bool = False
    accepts: frozenset[str] | None = None
    takes: frozenset[str] = frozenset()
    own: bool = False
    hooked: bool = False
    for_looking: bool = False


UNKNOWN_TARGET = Target("unknown")


@dataclass(frozen=True, slots=True)
class Body:
    """What a handler takes from the request's body: where, by which name, and whether that is a secret."""

    name: str
    span: Span
    module: str
    secret: bool
    declared: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One response, on one way of reaching it, with the methods for which that happens: the unit of judgement.

    `cycle` are the routes that the redirect passes on its way back to itself, empty when it does not come back.
    """

    site: Site
    sent: Sent
    reach: Reach
    methods: frozenset[str]
    target: Target
    body: tuple[Body, ...] = ()
    cycle: tuple[str, ...] = ()
    unconditional: bool = False

    @property
    def renamed(self) -> str | None:
        """What a reference to a route that has moved says from now on: its name, or its path where that is written."""
        new, written = self.target.routes[0], self.sent.location
        is_path = isinstance(written, Lit) and str(written.value).startswith("/")
        return new.path if is_path else new.names[0]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a redirect means, for how long, how sure that is (`proof`, `strong`, `none`), and by which evidence.

    meaning   repeat, look, navigate, undecided; duration: permanent, temporary, unknown
    """

    meaning: str
    certainty: str
    duration: str
    witnesses: tuple[Witness, ...]
    lasting: tuple[Witness, ...]

    @property
    def for_good(self) -> tuple[Witness, ...]:
        """The evidence, with what says that it is permanent: why a 308 is meant."""
        said = self.lasting if self.duration == "permanent" else ()
        return tuple(dict.fromkeys((*self.witnesses, *said)))
