"""What FastAPI calls for `Depends(…)`: a function, the constructor of a class, or the `__call__` of an instance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lint307.core.facts import Function, Parameter
from lint307.core.sites import Reach
from lint307.core.values import Arg, Call, Choice, Item, Name, Op, Param, Seq, Value, argument, dotted, within
from lint307.project.context import Context
from lint307.project.lacking import lacks
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


def is_lost(reaches: tuple[Reach, ...], ctx: Context) -> bool:
    """Whether what a dependency returns is handed to functions of which one does not return it in turn."""
    if not reaches or any(r.kind != "dependency" or len(r.chain) > 2 for r in reaches):
        return False
    return not all(_hands_on(r.chain[0], r.chain[-1].name, ctx) for r in reaches)


def _hands_on(function: Function, dependency: str, ctx: Context) -> bool:
    """Whether a function returns what a dependency gave it, as one does that asks whether it is a response."""
    if lacks(function.name, ctx.symbols):
        return True
    near = ctx.symbols.functions[function.name][0].module
    filled = {
        p.name
        for p in function.parameters
        for said in (p.annotation, p.default, *of_its_type(p))
        if said is not None and dependency in depended_on(said, near, ctx)
    }
    given = (way.value for way in function.exits if way.kind == "return")
    each = (v for g in given for v in ([o.value for o in g.options] if isinstance(g, Choice) else [g]))
    return any(isinstance(v, Param) and v.owner == function.name and v.name in filled for v in each)


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
