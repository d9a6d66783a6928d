"""The vocabulary of framework descriptions: each way of answering with a redirect, of declaring a route, a hook.

A new framework is one module of these values. A new way of redirecting is one class here and one matcher in
`lint307.project.forms`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class At:
    """Where an argument stands: its position (None: keyword only) and its keyword (None: positional only)."""

    position: int | None = None
    keyword: str | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """A value that changed with versions: `(first version, value)`, oldest first; the version is that of `package`."""

    package: str
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class RedirectCall:
    """A call that builds a redirect response.

    status      where a status is given; None when the call takes none
    permanent   the keyword that makes it 301; preserve: the one that makes it 307/308, from version `preserve_since`
    preserve_position  where `preserve_request` may stand by position from that version on
    swallows    arguments that it does not know are taken by something else and lost
    is_class    it can be subclassed, with `status_code` as its default
    string_status  a status may be a string such as "303 See Other"
    none_sends  what is sent for a status of None: a code, or None when it fails
    has_default_url  without a URL, or with None, it leads where the settings say
    """

    names: tuple[str, ...]
    url: At
    status: At | None
    default: int | Since
    permanent: str | None = None
    preserve: str | None = None
    preserve_since: str = "0"
    preserve_position: int | None = None
    swallows: bool = False
    is_class: bool = False
    string_status: bool = False
    none_sends: int | None = None
    has_default_url: bool = False


@dataclass(frozen=True, slots=True)
class ResponseClass:
    """A class or call that builds a response whose status and headers are arguments.

    `content_type` is the position at which a bare number is not a status but a content type, `refused` are keywords
    that one would expect and that are a TypeError.
    """

    names: tuple[str, ...]
    status: At
    headers: At | None = None
    default: int = 200
    content_type: int | None = None
    string_status: bool = False
    refused: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ErrorClass:
    """An exception that is answered with a status of its own; `response` is an argument that is sent as it is."""

    names: tuple[str, ...]
    status: At | None
    headers: At | None = None
    response: At | None = None
    url: At | None = None
    default: int | None = None


@dataclass(frozen=True, slots=True)
class Abort:
    """A call that raises: a response given to it is sent; a bare 3xx ends in `sends`."""

    names: tuple[str, ...]
    sends: int = 500


@dataclass(frozen=True, slots=True)
class MakeResponse:
    """A call that builds a response like a returned tuple would."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passing:
    """A call that gives back the response that stands at `position`, with the same status and Location."""

    names: tuple[str, ...]
    position: int = 0


@dataclass(frozen=True, slots=True)
class RedirectView:
    """A class whose instances answer every request with a redirect.

    Its fields are class attributes or arguments of `as_view`; `url` to `preserve` are their names.
    """

    names: tuple[str, ...]
    url: str
    pattern: str
    permanent: str
    preserve: str
    preserve_since: str
    methods: frozenset[str]


@dataclass(frozen=True, slots=True)
class Constants:
    """A module whose names are statuses: like `HTTP_302_FOUND` ("prefixed"), `FOUND` ("enum") or `found` ("lower")."""

    module: str
    style: str


@dataclass(frozen=True, slots=True)
class RouteDecorator:
    """`@app.route(path, methods=…)`: `methods` is where they are given, `fixed` what they are when the name says it."""

    attribute: str
    path: At = At(0, "path")
    methods: At | None = None
    fixed: frozenset[str] | None = None
    default: frozenset[str] = frozenset()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class RouteCall:
    """A call that declares a route for a handler: `add_url_rule`, `add_api_route`, `Route`, `path`.

    default       its methods when none are written; None: the handler tells
    is_attribute  it is called on an app or a router, and known by its last name alone
    """

    names: tuple[str, ...]
    path: At
    handler: At
    methods: At | None
    default: frozenset[str] | None
    name: At | None
    is_attribute: bool = True


@dataclass(frozen=True, slots=True)
class Hook:
    """A decorator or call that makes a function answer requests that no route may know.

    kind      hook: before every route, with every method; handler: of exceptions, with every method of the routes;
              guard: in place of a route that asks for a login; after: sees the responses of all routes
    position  of the function among the arguments of a call; None: the call decorates it
    """

    attribute: str
    kind: str
    position: int | None = None


@dataclass(frozen=True, slots=True)
class MethodGuard:
    """A decorator that lets only some methods through."""

    names: tuple[str, ...]
    methods: frozenset[str] | None
    position: int = 0
    exact_case: bool = False


@dataclass(frozen=True, slots=True)
class ViewClass:
    """A class whose methods are named after request methods. `also` are methods that answer several of them."""

    names: tuple[str, ...]
    also: tuple[tuple[str, frozenset[str]], ...] = ()


@dataclass(frozen=True, slots=True)
class Framework:
    """One framework.

    packages       the top-level packages by whose names a file is known to use it
    apps           the calls that build what routes hang on
    requests       the types and globals that are the request
    tuple_status   `return response, 303` overrides the status
    status_fields  attributes of a response that change its status; location_fields: its Location
    """

    name: str
    packages: tuple[str, ...]
    redirects: tuple[RedirectCall, ...] = ()
    responses: tuple[ResponseClass, ...] = ()
    errors: tuple[ErrorClass, ...] = ()
    aborts: tuple[Abort, ...] = ()
    make_responses: tuple[MakeResponse, ...] = ()
    passing: tuple[Passing, ...] = ()
    redirect_views: tuple[RedirectView, ...] = ()
    constants: tuple[Constants, ...] = ()
    apps: tuple[str, ...] = ()
    routes: tuple[RouteDecorator, ...] = ()
    route_calls: tuple[RouteCall, ...] = ()
    hooks: tuple[Hook, ...] = ()
    guards: tuple[MethodGuard, ...] = ()
    views: tuple[ViewClass, ...] = ()
    requests: tuple[str, ...] = ()
    tuple_status: bool = False
    status_fields: frozenset[str] = frozenset({"status_code"})
    location_fields: frozenset[str] = frozenset()
