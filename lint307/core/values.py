"""Expressions as plain data: what the reader understood of a piece of source, with where it stands.

A value is symbolic: `redirect(url, code=CODE)` becomes a `Call` whose parts are values in turn. Local variables are
already replaced by what flows into them; names of a module stay `Name` and are looked up when all files are known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from lint307.core.text import Span


@dataclass(frozen=True, slots=True)
class Lit:
    """A constant that is written out."""

    value: str | int | float | bool | bytes | None
    span: Span


@dataclass(frozen=True, slots=True)
class Name:
    """A global name by its dotted path: `shop.views.checkout`, `flask.redirect`, `builtins.str`."""

    path: str
    span: Span


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of the function `owner` (its qualified name)."""

    owner: str
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Attr:
    base: Value
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Item:
    base: Value
    key: Value
    span: Span


@dataclass(frozen=True, slots=True)
class Arg:
    """An argument; `span` is the value's, `whole` has keyword, star and parentheses; `star` is "", "*" or "**"."""

    value: Value
    span: Span
    whole: Span
    keyword: str | None = None
    star: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """`func(args)`; `inside` is what stands between its parentheses."""

    func: Value
    args: tuple[Arg, ...]
    span: Span
    inside: Span


@dataclass(frozen=True, slots=True)
class Text:
    """Strings put together: an f-string, `+`, `%`, `.format`, `.join`; the parts in their order."""

    parts: tuple[Value, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Seq:
    """A tuple, list or set that is written out; `kind` is its opening bracket, "" for a tuple without one."""

    kind: str
    items: tuple[Value, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Map:
    """A dict that is written out; a key of None stands for `**value`."""

    items: tuple[tuple[Value | None, Value], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Option:
    """One value that may flow to a place, and the tests that hold when it does."""

    path: Path
    value: Value


@dataclass(frozen=True, slots=True)
class Choice:
    options: tuple[Option, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Op:
    """An operator in its Python spelling (`==`, `not in`, `and`, `not`, `+`, …) and its operands."""

    sign: str
    operands: tuple[Value, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Change:
    """`base` after a statement changed it in place.

    how     attr: `base.key = value`; item: `base[key] = value`; call: `base.key(*args)`, key may be dotted;
            delete: `del base[key]`; passed: handed to a call that may do anything, which is `value`
    """

    base: Value
    how: str
    key: str
    value: Value | None
    span: Span
    args: tuple[Arg, ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that is not followed."""

    span: Span


@dataclass(frozen=True, slots=True)
class Test:
    """A condition that is known to be true (`holds`) or false."""

    value: Value
    holds: bool


@dataclass(frozen=True, slots=True)
class Caught:
    """Control came here through an `except` for these exceptions (none written: any)."""

    exceptions: tuple[Value, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of these conjunctions holds."""

    paths: tuple[Path, ...]


Condition: TypeAlias = Test | Caught | AnyOf
Path: TypeAlias = tuple[Condition, ...]
Value: TypeAlias = Lit | Name | Param | Attr | Item | Call | Text | Seq | Map | Choice | Op | Change | Unknown


_PARTS: Mapping[type[Value], Callable[[Any], tuple[Value, ...]]] = {
    Attr: lambda v: (v.base,),
    Item: lambda v: (v.base, v.key),
    Call: lambda v: (v.func, *(a.value for a in v.args)),
    Text: lambda v: v.parts,
    Seq: lambda v: v.items,
    Op: lambda v: v.operands,
    Map: lambda v: tuple(part for pair in v.items for part in pair if part is not None),
    Choice: lambda v: tuple(o.value for o in v.options),
    Change: lambda v: (v.base, *((v.value,) if v.value else ()), *(a.value for a in v.args)),
}


def parts(value: Value) -> tuple[Value, ...]:
    """The values directly inside a value."""
    of = _PARTS.get(type(value))
    return of(value) if of is not None else ()


def within(value: Value) -> Iterator[Value]:
    """The value and all values inside it, outermost first."""
    stack = [value]
    while stack:
        top = stack.pop()
        yield top
        of = _PARTS.get(type(top))
        if of is not None:
            stack += reversed(of(top))


def argument(call: Call, position: int | None, keyword: str | None) -> Arg | None:
    """The argument at a position (counted without stars) or of a keyword; None when it is not written."""
    for arg in call.args:
        if keyword is not None and arg.keyword == keyword:
            return arg
    if position is None:
        return None
    plain = []
    for arg in call.args:
        if arg.star:
            break
        if arg.keyword is None:
            plain.append(arg)
    return plain[position] if position < len(plain) else None


def as_attribute(value: Value) -> Value:
    """A dotted name as an attribute of a shorter one: `flask.request.url` is `url` of `flask.request`."""
    if isinstance(value, Name) and "." in value.path:
        base, _, name = value.path.rpartition(".")
        return Attr(Name(base, value.span), name, value.span)
    return value


def has_star(call: Call) -> bool:
    return any(arg.star for arg in call.args)


def dotted(value: Value) -> str:
    """`request.form.get()`: how a chain of names, attributes and calls reads; `?` for what has no name."""
    match value:
        case Name(path=path):
            return path
        case Param(name=name):
            return name
        case Attr(base=base, name=name):
            return f"{dotted(base)}.{name}"
        case Call(func=func):
            return f"{dotted(func)}()"
        case Item(base=base):
            return f"{dotted(base)}[]"
        case Change(base=base):
            return dotted(base)
        case Lit(value=str()):
            return "''"
    return "?"
