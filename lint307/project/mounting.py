"""Under which prefixes and names the routes of a blueprint or router hang."""

from __future__ import annotations

from dataclasses import dataclass

from lint307.core.values import Call, Lit, Value, argument
from lint307.project.context import Context
from lint307.project.objects import app_of, split_method

_INCLUDES = {
    "include_router": "prefix",
    "register_blueprint": "url_prefix",
    "mount": "path",
    "add_router": "prefix",
    "Mount": "path",
}
_DEEPEST = 6


@dataclass(frozen=True)
class Parent:
    owner: str | None
    prefix: str | None
    replaces: bool
    name: str | None
    deprecated: bool = False


def parents_of(ctx: Context) -> dict[str, list[Parent]]:
    """Which router or blueprint hangs where, under which prefix and name."""
    found: dict[str, list[Parent]] = {}
    for module, file in ctx.symbols.files.items():
        for registration in file.registrations:
            call = registration.call
            parts = split_method(call.func, module, ctx)
            keyword = _INCLUDES.get(parts[1]) if parts else None
            if parts is None or keyword is None:
                continue
            mounts = parts[1] in ("mount", "Mount", "add_router")
            child = argument(call, 1 if mounts else 0, "app" if parts[1] in ("mount", "Mount") else None)
            identity = ctx.symbols.origin(child.value, module) if child else None
            if identity is None:
                continue
            given = argument(call, 0 if mounts else None, keyword)
            prefix = _prefix_text(given.value, module, ctx) if given else ""
            name = argument(call, None, "name")
            label = (
                name.value.value if name and isinstance(name.value, Lit) and isinstance(name.value.value, str) else None
            )
            replaces = parts[1] == "register_blueprint" and given is not None
            found.setdefault(identity, []).append(Parent(ctx.symbols.origin(parts[0], module), prefix, replaces, label))
    _own_prefixes(found, ctx)
    return found


def _prefix_text(value: Value, near: str, ctx: Context) -> str | None:
    found = ctx.symbols.resolve(value, near)
    if isinstance(found, Lit):
        return found.value if isinstance(found.value, str) else ""
    return None


OWN = "own prefix of "


def _own_prefixes(found: dict[str, list[Parent]], ctx: Context) -> None:
    """`APIRouter(prefix=…)`, `Blueprint(name, …, url_prefix=…)`: kept under a name that no object has."""
    for module, file in ctx.symbols.files.items():
        made = [(f"{module}.{n}", v) for n, vs in file.bindings.items() for v in vs if isinstance(v, Call)]
        local = [(f"{module}@{r.call.span.start}", r.call) for r in file.registrations]
        for function in file.functions:
            local += [
                (f"{module}@{e.value.span.start}", e.value)
                for e in function.events
                if isinstance(e.value, Call) and _is_app(e.value, module, ctx)
            ]
        for identity, call in (*made, *local):
            framework = app_of(call, module, ctx)
            if framework is None:
                continue
            given = argument(call, None, "prefix") or argument(call, None, "url_prefix")
            first = argument(call, 0, "name")
            is_blueprint = framework.name in ("flask", "quart") and "Blueprint" in (
                ctx.symbols.path(call.func, module) or ""
            )
            name = first.value.value if is_blueprint and first and isinstance(first.value, Lit) else None
            prefix = _prefix_text(given.value, module, ctx) if given else ""
            old = argument(call, None, "deprecated")
            deprecated = old is not None and isinstance(old.value, Lit) and bool(old.value.value)
            found[OWN + identity] = [Parent(None, prefix, False, name if isinstance(name, str) else None, deprecated)]


def _is_app(call: Call, near: str, ctx: Context) -> bool:
    return ctx.symbols.path(call.func, near) is not None and app_of(call, near, ctx) is not None


def prefixes_of(
    owner: str | None, parents: dict[str, list[Parent]], depth: int = 0
) -> list[tuple[str | None, tuple[str, ...]]]:
    """Every prefix under which an object's routes hang, with the prefixes of their names."""
    if owner is None or depth > _DEEPEST:
        return [("", ("",))]
    own = parents.get(OWN + owner, [Parent(None, "", False, None)])[0]
    hangs = parents.get(owner)
    label = f"{own.name}." if own.name else ""
    if not hangs:
        return [(own.prefix, (label,))]
    found: list[tuple[str | None, tuple[str, ...]]] = []
    for parent in hangs:
        shown = f"{parent.name}." if parent.name and own.name else label
        inner = parent.prefix if parent.replaces else _added(parent.prefix, own.prefix)
        for prefix, names in prefixes_of(parent.owner, parents, depth + 1):
            found.append((_added(prefix, inner), tuple(f"{n}{shown}" for n in names)))
    return found[:8]


def _added(prefix: str | None, more: str | None) -> str | None:
    if prefix is None or more is None:
        return None
    return f"{prefix.rstrip('/')}/{more.strip('/')}".rstrip("/") if more.strip("/") else prefix
