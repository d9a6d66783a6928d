"""Where in the project a request's own URL is rewritten to: the routes below the piece of path that is put into it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint307.core.facts import Function
from lint307.core.http import ALL_METHODS
from lint307.core.sites import Route
from lint307.core.values import Arg, Attr, Call, Item, Lit, Unknown, Value, dotted, parts, within
from lint307.project.methods import methods_of
from lint307.project.symbols import Symbols

_PIECE = re.compile(r"/?[\w-]+(?:/[\w-]+)*/?")
_FOR_CLIENTS = re.compile(
    r"(?<![a-z])(?:api|rest|rpc|graphql|v\d+|(?:web)?hooks?|callbacks?|notify|submit|upload)(?![a-z])"
)
_SCHEMES = frozenset({"http", "https", "www"})
_BODIES = (".POST", ".FILES", ".body", ".form", ".json", ".data", ".get_json()", ".form()", ".json()", ".body()")


def below(value: Value, routes: tuple[Route, ...]) -> tuple[Route, ...]:
    """The routes whose paths hold a piece that the value puts into the URL; none when no piece is written out."""
    pieces = set(_pieces(value))
    return tuple(r for r in routes if r.path and any(f"/{piece}/" in f"{r.path}/" for piece in pieces))


def _pieces(value: Value) -> Iterator[str]:
    stack = [value]
    while stack:
        match top := stack.pop():
            case Call(func=Attr(base=base, name="replace"), args=[_, Arg(value=new), *_]):
                stack.append(base)
                if isinstance(new, Lit) and isinstance(new.value, str) and _PIECE.fullmatch(new.value):
                    yield new.value.strip("/")
            case Lit(value=str() as text) if "/" in text and _PIECE.fullmatch(text) and text.strip("/") not in _SCHEMES:
                yield text.strip("/")
            case _:
                stack.extend(parts(top))


def renames_page(value: Value) -> bool:
    """Whether one piece of a path takes the place of another, and neither speaks of an API, a version or a hook."""
    for part in within(value):
        match part:
            case Call(
                func=Attr(name="replace"),
                args=[Arg(value=Lit(value=str() as old)), Arg(value=Lit(value=str() as new)), *_],
            ):
                pieces = [old, new]
                if all(_PIECE.fullmatch(p) and not _FOR_CLIENTS.search(p.lower()) for p in pieces):
                    return True
    return False


def is_listed(path: Value) -> bool:
    """`MOVED[path]`, `moved.get(path)`: a table says where a page is now."""
    return any(
        (isinstance(part, Item) and not isinstance(part.key, (Lit, Unknown)))
        or (isinstance(part, Call) and isinstance(part.func, Attr) and part.func.name == "get")
        for part in within(path)
    )


def takes_more(function: Function, near: str, symbols: Symbols) -> bool:
    """Whether a view that every method reaches asks for the method or for what was sent."""
    asked = any(methods_of(way.path, symbols, near) != ALL_METHODS for way in function.exits)
    return asked or any(dotted(v).endswith(_BODIES) for e in function.events for v in within(e.value))
