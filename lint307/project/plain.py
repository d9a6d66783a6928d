"""What a handler returns where FastAPI makes the response of it: data, a response of its own, or what is no address."""

from __future__ import annotations

from lint307.core.facts import Function
from lint307.core.values import Attr, Call, Change, Choice, Lit, Map, Name, Op, Param, Seq, Text, Unknown, Value, dotted
from lint307.project.context import Context

# The words in the names of calls that give an address, and the methods and calls that give a text.
_ADDRESSES = ("url", "uri", "link", "path", "href", "location", "address")
_TEXTS = frozenset("str format join replace strip lstrip rstrip removeprefix removesuffix lower quote unsplit".split())
_URL_FIELDS = frozenset({"url", "base_url"})
_URL_METHODS = frozenset(
    {"url_for", "replace", "include_query_params", "replace_query_params", "remove_query_params", "make_absolute_url"}
)


def is_data(value: Value, ctx: Context, near: str) -> bool:
    """Whether a returned value is surely data and no response."""
    return isinstance(ctx.symbols.resolve(value, near), (Lit, Map, Text)) or (
        isinstance(value, Seq) and value.kind == "["
    )


def may_be_response(value: Value, function: Function, ctx: Context, near: str) -> bool:
    """Whether a value that is no known response may still be one: what an unknown call gives back."""
    if function.returns is not None and ctx.symbols.path(function.returns, near) == "builtins.str":
        return False
    match value:
        case Choice(options=options):
            return any(may_be_response(o.value, function, ctx, near) for o in options)
        case Op(sign="and" | "or", operands=operands):
            return any(may_be_response(o, function, ctx, near) for o in operands)
        case Change() | Unknown():
            return True
        case Call(func=func):
            name = dotted(func).removesuffix("()").rpartition(".")[2].lower()
            return not (name in _TEXTS or any(word in name for word in _ADDRESSES) or _gives_text(func, ctx, near))
        case Name() | Attr():
            return isinstance(ctx.symbols.resolve(value, near), Call)
    return False


def _gives_text(func: Value, ctx: Context, near: str) -> bool:
    """Whether a function of the project says that it returns a text."""
    path = ctx.symbols.path(func, near)
    if path is None or path not in ctx.symbols.functions:
        return False
    file, called = ctx.symbols.functions[path]
    return called.returns is not None and ctx.symbols.path(called.returns, file.module) == "builtins.str"


def emptied(value: Value | None, ctx: Context) -> str:
    """How data that is returned makes no address: "None", "dict" (written out as text), or "" when it does."""
    match value:
        case None | Lit(value=None):
            return "None"
        case Map():
            return "dict"
    # Starlette's URL objects are encoded field by field; before 0.26 they were texts.
    return "dict" if _is_url(value) and ctx.since("starlette", "0.26") else ""


def _is_url(value: Value) -> bool:
    """`request.url_for("item")`, `request.url`, `request.url.replace(path="/new")`."""
    match value:
        case Call(func=Attr(base=Param(name="request" | "req"), name="url_for")):
            return True
        case Call(func=Attr(base=base, name=name)):
            return name in _URL_METHODS and _is_url(base)
        case Attr(base=Param(name="request" | "req"), name=name):
            return name in _URL_FIELDS
    return False
