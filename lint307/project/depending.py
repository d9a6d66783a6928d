"""What FastAPI calls for `Depends(…)`: a function, the constructor of a class, or the `__call__` of an instance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lint307.core.facts import Parameter
from lint307.core.values import Arg, Call, Item, Name, Op, Seq, Value, argument, dotted, within
from lint307.project.context import Context
from lint307.project.origins import origin

_DEPENDS = frozenset({"Depends", "Security"})
_DEEPEST = 6


def depended_on(value: Value, near: str, ctx: Context) -> Iterator[str]:
    """The functions that `Depends(…)` names in a value."""
    for part in within(value):
        if isinstance(part, Item) and isinstance(part.key, Seq) and dotted(part.base).endswith("Annotated"):
            kind, *said = part.key.items
            for each in (_of_type(kind, s) for s in said):
                yield from depended_on(each, near, ctx) if each is not None else ()
        elif isinstance(part, Call) and part.args:
            for arg in part.args:
                if arg.keyword == "dependencies":
                    yield from run_before(arg.value, near, ctx)
            path = ctx.symbols.path(part.func, near) or ""
            on = argument(part, 0, "dependency") if path.rpartition(".")[2] in _DEPENDS else None
            function = ctx.symbols.path(what_runs(on.value, near, ctx), near) if on else None
            if function is not None:
                yield function


def run_before(value: Value, near: str, ctx: Context, depth: int = 0) -> Iterator[str]:
    """The functions of `dependencies=[…]`, whose items, or the list, may be variables: `signed_in = Depends(user)`."""
    match value:
        case Name() if depth < _DEEPEST:
            module, _, name = (origin(value, near, ctx.symbols) or "").rpartition(".")
            for given in ctx.symbols.given(module, name):
                yield from run_before(given, module, ctx, depth + 1)
        case Seq(items=several) | Op(sign="+" | "*", operands=several):
            for item in several:
                yield from run_before(item, near, ctx, depth + 1)
        case Call():
            yield from depended_on(value, near, ctx)


def of_its_type(parameter: Parameter) -> tuple[Value, ...]:
    """`door: Door = Depends()` depends on what `Depends(Door)` does."""
    kind, default = parameter.annotation, parameter.default
    found = _of_type(kind, default) if kind is not None and default is not None else None
    return (found,) if found is not None else ()


def _of_type(kind: Value, said: Value) -> Value | None:
    if isinstance(said, Call) and not said.args and dotted(said.func).rpartition(".")[2] in _DEPENDS:
        return replace(said, args=(Arg(kind, said.span, said.span),))
    return None


def what_runs(dependency: Value, near: str, ctx: Context) -> Value:
    """What FastAPI calls: the `__init__` of a class of the project, and for an instance of one its `__call__`."""
    made = ctx.symbols.resolve(dependency, near)
    short = "__call__" if isinstance(made, Call) else "__init__"
    cls = ctx.symbols.path(made.func if isinstance(made, Call) else made, near)
    method = ctx.symbols.method(cls, short) if cls in ctx.symbols.classes and cls is not None else None
    return Name(method, dependency.span) if method is not None else dependency
