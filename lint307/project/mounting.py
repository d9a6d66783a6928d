"""Under which prefixes and names the routes of a blueprint, a router or a list of routes hang, and in which app."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lint307.core.values import Call, Lit, Value, argument
from lint307.project.context import Context
from lint307.project.lists import listed
from lint307.project.objects import app_of, is_maker, split_method
from lint307.project.turns import turns

# The attribute that hangs one object on another: where the child stands, the child's keyword, the prefix's place and
# keyword, and what the child's names are joined by.
_INCLUDES: dict[str, tuple[int, str | None, int | None, str, str]] = {
    "include_router": (0, "router", None, "prefix", ""),
    "register_blueprint": (0, "blueprint", None, "url_prefix", "."),
    "mount": (1, "app", 0, "path", ":"),
    "add_router": (1, "router", 0, "prefix", ""),
    "add_namespace": (0, "ns", 1, "path", ""),
}
_LISTING = ("Starlette", "Router", "FastAPI", "APIRouter", "Mount")
_DEEPEST, _MOST = 8, 8


@dataclass(frozen=True)
class Own:
    """What an object says of itself: its prefix, what its routes' names begin with, whether it is deprecated.

    `has_no_root`: it always hangs on something, as Ninja's applications hang in a URLconf.
    """

    prefix: str | None = ""
    label: str = ""
    deprecated: bool = False
    is_app: bool = False
    has_no_root: bool = False


@dataclass(frozen=True)
class Parent:
    """What an object hangs on. `prefix` None cannot be told; `replaces`: instead of the object's own.

    label  what its names begin with instead of its own label; None: its own
    """

    owner: str | None
    prefix: str | None = ""
    replaces: bool = False
    label: str | None = None
    deprecated: bool = False


class Hanging(NamedTuple):
    """One way from the application down to an object: what is before its routes' paths and names."""

    prefix: str | None
    label: str
    app: str | None
    above: tuple[str, ...]
    deprecated: bool


@dataclass
class Tree:
    """What hangs where. Objects go by their identities."""

    parents: dict[str, list[Parent]] = field(default_factory=dict)
    own: dict[str, Own] = field(default_factory=dict)

    @classmethod
    def of(cls, ctx: Context) -> Tree:
        tree = cls()
        for module, file in ctx.symbols.files.items():
            for registration in file.registrations:
                for call in turns(registration.call, module, ctx):
                    tree._include(call, module, ctx)
                tree._lists(registration.call, module, ctx)
            for call in _made(module, ctx):
                tree._describe(call, module, ctx)
        return tree

    def hang(self, child: str, parent: Parent) -> None:
        known = self.parents.setdefault(child, [])
        if parent not in known:
            known.append(parent)

    def ways(self, owner: str | None, depth: int = 0) -> list[Hanging]:
        """Every way on which an object's routes can be reached; one with nothing before it when none is known."""
        if owner is None or depth > _DEEPEST:
            return [Hanging("", "", None, (), False)]
        own = self.own.get(owner, Own())
        hangs = self.parents.get(owner)
        if not hangs:
            prefix = None if own.has_no_root else own.prefix
            return [Hanging(prefix, own.label, owner if own.is_app else None, (owner,), own.deprecated)]
        found = []
        for parent in hangs:
            label = own.label if parent.label is None else parent.label
            inner = parent.prefix if parent.replaces else _added(parent.prefix, own.prefix)
            for way in self.ways(parent.owner, depth + 1):
                old = own.deprecated or parent.deprecated or way.deprecated
                app = way.app or (owner if own.is_app and parent.owner is None else None)
                found.append(Hanging(_added(way.prefix, inner), f"{way.label}{label}", app, (owner, *way.above), old))
        return found[:_MOST]

    def _include(self, call: Call, near: str, ctx: Context) -> None:
        parts = split_method(call.func, near, ctx)
        row = _INCLUDES.get(parts[1]) if parts else None
        if parts is None or row is None:
            return
        position, keyword, at, prefix_keyword, joint = row
        child = argument(call, position, keyword)
        given = argument(call, at, prefix_keyword)
        if child is None:
            return
        prefix = text_of(given.value, near, ctx) if given else ""
        name = argument(call, 2 if parts[1] == "mount" else None, "name")
        label = text_of(name.value, near, ctx) if name else None
        parent = Parent(
            ctx.identities.of_value(parts[0], near), prefix,
            replaces=parts[1] in ("register_blueprint", "add_namespace") and given is not None and prefix != "",
            label=f"{label}{joint}" if label and joint else None, deprecated=_is_set(call, "deprecated"),
        )  # fmt: skip
        for identity in _children(child.value, near, ctx):
            self.hang(identity, parent)

    def _lists(self, call: Call, near: str, ctx: Context) -> None:
        """`Mount(path, app)`, and whatever takes a list of `routes`."""
        last = (ctx.symbols.path(call.func, near) or "").rpartition(".")[2]
        identity = ctx.identities.of_value(call, near)
        if identity is None or last not in _LISTING:
            return
        if last == "Mount":
            path, name = argument(call, 0, "path"), argument(call, 3, "name")
            label = text_of(name.value, near, ctx) if name else None
            prefix = text_of(path.value, near, ctx) if path else ""
            self.own[identity] = Own(prefix, f"{label}:" if label else "")
            mounted = argument(call, 1, "app")
            for child in _children(mounted.value, near, ctx) if mounted else ():
                self.hang(child, Parent(identity))
        routes = argument(call, {"Router": 0, "Starlette": 1, "Mount": 2}.get(last), "routes")
        for item, module in listed(routes.value, near, ctx) if routes else ():
            inner = ctx.identities.of_value(item, module)
            if inner is not None:
                self.hang(inner, Parent(identity))

    def _describe(self, call: Call, near: str, ctx: Context) -> None:
        """`APIRouter(prefix=…)`, `Blueprint(name, …, url_prefix=…)`: what an object says of itself."""
        framework = app_of(call, near, ctx)
        identity = ctx.identities.of_value(call, near)
        if framework is None or identity is None or identity in self.own:
            return
        given = argument(call, None, "prefix") or argument(call, None, "url_prefix") or argument(call, None, "path")
        prefix = text_of(given.value, near, ctx) if given else ""
        kind = (ctx.symbols.path(call.func, near) or "").rpartition(".")[2]
        first = argument(call, 0, "name")
        name = text_of(first.value, near, ctx) if first else None
        label = f"{name}." if "Blueprint" in kind and name else ""
        if kind == "Namespace" and name:
            prefix, label = prefix or f"/{name}", f"{name}_"
        if framework.name == "ninja" and kind != "Router":
            space, version = argument(call, None, "urls_namespace"), argument(call, None, "version")
            named = text_of(space.value, near, ctx) if space else None
            said = text_of(version.value, near, ctx) if version else "1.0.0"
            label = f"{named or f'api-{said}'}:"
        is_app = "Blueprint" not in kind and kind not in ("APIRouter", "Router", "Namespace", "Api", "NinjaAPI")
        self.own[identity] = Own(prefix, label, _is_set(call, "deprecated"), is_app, framework.name == "ninja")
        if kind == "Api" and first is not None:  # `Api(blueprint)`
            for holder in _children(first.value, near, ctx):
                self.hang(identity, Parent(holder))


def text_of(value: Value, near: str, ctx: Context) -> str | None:
    """A text that is written out or a constant; "" for None and numbers, None for what cannot be told."""
    found = ctx.symbols.resolve(value, near)
    if isinstance(found, Lit):
        return found.value if isinstance(found.value, str) else ""
    return None


def _is_set(call: Call, keyword: str) -> bool:
    given = argument(call, None, keyword)
    return given is not None and isinstance(given.value, Lit) and bool(given.value.value)


def _children(value: Value, near: str, ctx: Context) -> Iterator[str]:
    """The objects that are hung somewhere: one, each of a loop's, or one that is named by a text."""
    if isinstance(value, Lit) and isinstance(value.value, str):  # "shop.api.router"
        from lint307.core.values import Name

        value = Name(value.value, value.span)
    yield from ctx.identities.each(value, near)


def _made(module: str, ctx: Context) -> Iterator[Call]:
    """The calls of a module that may make applications and routers."""
    file = ctx.symbols.files[module]
    for values in file.bindings.values():
        yield from (v for v in values if isinstance(v, Call))
    for registration in file.registrations:
        yield registration.call
    for function in file.functions:
        for event in function.events:
            if isinstance(event.value, Call) and is_maker(event.value, ctx):
                yield event.value


def _added(prefix: str | None, more: str | None) -> str | None:
    if prefix is None or more is None:
        return None
    return f"{prefix.rstrip('/')}/{more.strip('/')}".rstrip("/") if more.strip("/") else prefix
