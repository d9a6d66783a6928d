"""Django's lists of URL patterns: what stands in them, and what they include."""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.facts import Exit
from lint307.core.values import Attr, Call, Lit, Name, Op, Seq, Value, argument
from lint307.frameworks.django import DJANGO
from lint307.project.context import Context
from lint307.project.origins import origin
from lint307.project.substitution import bind_call, substitute

_PATHS = frozenset(n for row in DJANGO.route_calls for n in row.names)
_WRAPPERS = ("i18n_patterns", "decorator_include", "format_suffix_patterns")
_DEEPEST = 8


def items_of(value: Value, near: str, ctx: Context, seen: frozenset[str] = frozenset()) -> Iterator[tuple[Call, str]]:
    """The `path(...)` calls of a list of patterns, with their modules, through sums, variables and functions.

    `seen` are the variables and functions on the way: one may be made of what it was before.
    """
    if isinstance(value, Name):  # a variable, which may have been added to after it was made
        made_at = origin(value, near, ctx.symbols) or ""
        if made_at in seen:
            return
        seen |= {made_at}
        module, _, name = made_at.rpartition(".")
        parts = ctx.symbols.given(module, name)
        if len(parts) > 1:
            for part in parts:
                yield from items_of(part, module, ctx, seen)
            return
        near = module if parts else near
    found = ctx.symbols.resolve(value, near)
    match found:
        case Seq(items=items):
            for item in items:
                if isinstance(item, Call) and (ctx.symbols.path(item.func, near) in _PATHS):
                    yield item, near
                elif isinstance(item, (Seq, Op, Call)):
                    yield from items_of(item, near, ctx, seen)
        case Op(sign="+" | "*", operands=operands):
            for operand in operands:
                yield from items_of(operand, near, ctx, seen)
        case Call(args=args) if _is_wrapper(found, near, ctx):
            yield from items_of(
                Seq("[", tuple(a.value for a in args if a.keyword is None), found.span), near, ctx, seen
            )
        case Call():
            called = ctx.symbols.path(found.func, near) or ""
            if called in ctx.symbols.functions and called not in seen:
                file, function = ctx.symbols.functions[called]
                for given in map(_listed, function.exits) if len(seen) < _DEEPEST else ():
                    if given is not None:
                        inside = substitute(given, bind_call(function, found))
                        yield from items_of(inside, file.module, ctx, seen | {called})


def _listed(way: Exit) -> Value | None:
    """What a way out of a function gives back, or what it adds to a list."""
    match way.value:
        case Call(func=Attr(name="append" | "extend"), args=[only]) if way.kind == "discard":
            return Seq("[", (only.value,), only.span)
    return way.value if way.kind == "return" else None


def _is_wrapper(call: Call, near: str, ctx: Context) -> bool:
    return (ctx.symbols.path(call.func, near) or "").rpartition(".")[2] in _WRAPPERS


def include_target(value: Value, near: str, ctx: Context) -> str | Value | None:
    """What `include(...)` includes: a module, `router.urls`, or patterns that stand here."""
    if not isinstance(value, Call) or (ctx.symbols.path(value.func, near) or "").rpartition(".")[2] not in (
        "include",
        *_WRAPPERS,
    ):
        return None
    given = argument(value, 0, "arg")
    named = given.value if given else None
    found = ctx.symbols.resolve(named, near) if named is not None else None
    if isinstance(found, Seq) and found.kind in ("(", "") and found.items:
        named, found = found.items[0], ctx.symbols.resolve(found.items[0], near)
    match found:
        case Lit(value=str() as module):
            return ctx.symbols.module(module, near) or Seq("[", (), value.span)
        case Name(path=path):
            return path if path in ctx.symbols.modules.names else Seq("[", (), value.span)
        case Attr(name="urls") | Seq() | Op():
            return named
        case Call(func=func) if ctx.symbols.path(func, near) in ctx.symbols.functions:
            return named
    return Seq("[", (), value.span)
