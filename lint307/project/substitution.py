"""What a function's values become at one of its calls."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Iterator, Mapping
from dataclasses import replace

from lint307.core.facts import Function
from lint307.core.values import (
    Arg,
    Attr,
    Call,
    Change,
    Choice,
    Item,
    Lit,
    Map,
    Name,
    Op,
    Option,
    Param,
    Path,
    Seq,
    Test,
    Text,
    Unknown,
    Value,
    within,
)
from lint307.project.symbols import Symbols

Bindings = Mapping[tuple[str, str], Value]
# Branches within branches of one value: each step of the way through a project may multiply them.
_MOST_STEPS = 1_000


def bind_call(function: Function, call: Call, receiver: Value | None = None) -> dict[tuple[str, str], Value]:
    """What each parameter of a function stands for at a call; parameters that a star may fill stay out."""
    bound: dict[tuple[str, str], Value] = {}
    names = [p for p in function.parameters if p.kind == ""]
    if receiver is not None and names and not function.is_static:
        bound[function.name, names[0].name] = receiver
        names = names[1:]
    starred = any(a.star for a in call.args)
    plain = [a for a in call.args if a.keyword is None and not a.star]
    for parameter, arg in zip(names, plain, strict=False):
        bound[function.name, parameter.name] = arg.value
    for arg in call.args:
        if arg.keyword is not None:
            bound[function.name, arg.keyword] = arg.value
    for parameter in function.parameters:
        key = function.name, parameter.name
        if key not in bound and parameter.default is not None and not starred:
            bound[key] = parameter.default
    return bound


def bind_stars(function: Function, call: Call, receiver: Value | None = None) -> dict[tuple[str, str], Value]:
    """What each parameter stands for at a call, `*args` and `**kwargs` with what is left over for them."""
    bound = bind_call(function, call, receiver)
    if any(arg.star for arg in call.args):
        return bound
    named = [p.name for p in function.parameters if p.kind == ""]
    taken = {p.name for p in function.parameters if p.kind in ("", "keyword")}
    spare = [a.value for a in call.args if a.keyword is None][len(named) - (receiver is not None) :]
    left = [(Lit(a.keyword, a.span), a.value) for a in call.args if a.keyword is not None and a.keyword not in taken]
    for parameter in function.parameters:
        if parameter.kind == "*":
            bound[function.name, parameter.name] = Seq("(", tuple(spare), call.inside)
        elif parameter.kind == "**":
            bound[function.name, parameter.name] = Map(tuple(left), call.inside)
    return bound


def substitute(value: Value, bound: Bindings) -> Value:
    """The value with parameters replaced; what holds none of them stays the object that it is.

    A value that has grown beyond what is worth following becomes unknown.
    """
    if not bound:
        return value
    try:
        return _replaced(value, bound, itertools.count(1))
    except OverflowError:
        return Unknown(value.span)


def _replaced(value: Value, bound: Bindings, steps: Iterator[int]) -> Value:
    if next(steps) > _MOST_STEPS:
        raise OverflowError
    if isinstance(value, (Lit, Name, Unknown)):
        return value
    match value:
        case Param(owner=owner, name=name):
            return bound.get((owner, name), value)
        case Attr(base=base, name=name, span=span):
            new = _replaced(base, bound, steps)
            return value if new is base else Attr(new, name, span)
        case Item(base=base, key=key, span=span):
            new, at = _replaced(base, bound, steps), _replaced(key, bound, steps)
            return value if new is base and at is key else Item(new, at, span)
        case Call(func=func, args=args, span=span, inside=inside):
            new, given = _replaced(func, bound, steps), _arguments(args, bound, steps)
            if new is func and given is args:
                return value
            changed = Call(new, given, span, inside)
            return _looked_up(changed) or changed
        case Text(parts=parts, span=span):
            return value if (new_parts := _each(parts, bound, steps)) is parts else Text(new_parts, span)
        case Seq(kind=kind, items=items, span=span):
            return value if (new_items := _each(items, bound, steps)) is items else Seq(kind, new_items, span)
        case Op(sign=sign, operands=given, span=span):
            return value if (new_given := _each(given, bound, steps)) is given else Op(sign, new_given, span)
        case Map(items=pairs, span=span):
            both = ((k and _replaced(k, bound, steps), _replaced(v, bound, steps)) for k, v in pairs)
            return Map(tuple(both), span)
        case Choice(options=options, span=span):
            ways = (Option(_path(o.path, bound, steps), _replaced(o.value, bound, steps)) for o in options)
            return Choice(tuple(ways), span)
        case Change(base=base, value=changed, args=args):
            new_value = _replaced(changed, bound, steps) if changed is not None else None
            new = _replaced(base, bound, steps)
            return replace(value, base=new, value=new_value, args=_arguments(args, bound, steps))


def _looked_up(call: Call) -> Value | None:
    """`kwargs.pop("code", 302)` where it is known what the call before put into `kwargs`."""
    match call:
        case Call(func=Attr(base=base, name="get" | "pop"), args=[Arg(value=Lit() as key, keyword=None), *rest]):
            held = _held(base)
            if isinstance(held, Map) and all(isinstance(k, Lit) for k, _ in held.items):
                known = {k.value: v for k, v in held.items if isinstance(k, Lit)}
                return known.get(key.value, rest[0].value if rest else Lit(None, call.span))
    return None


def _each(values: tuple[Value, ...], bound: Bindings, steps: Iterator[int]) -> tuple[Value, ...]:
    found = tuple(_replaced(value, bound, steps) for value in values)
    return values if all(map(operator.is_, found, values)) else found


def _arguments(args: tuple[Arg, ...], bound: Bindings, steps: Iterator[int]) -> tuple[Arg, ...]:
    values = tuple(arg.value for arg in args)
    found = _each(values, bound, steps)
    if all(map(operator.is_, found, values)):
        return args
    return tuple(Arg(v, a.span, a.whole, a.keyword, a.star) for v, a in zip(found, args, strict=True))


def _path(path: Path, bound: Bindings, steps: Iterator[int]) -> Path:
    return tuple(Test(_replaced(c.value, bound, steps), c.holds) if isinstance(c, Test) else c for c in path)


def path_at(path: Path, bound: Bindings) -> Path:
    """The conditions as they read where the parameters are bound."""
    return tuple(Test(substitute(c.value, bound), c.holds) if isinstance(c, Test) else c for c in path)


def mentions(value: Value, function: str) -> frozenset[str]:
    """The parameters of a function that a value is made of."""
    return frozenset(v.name for v in within(value) if isinstance(v, Param) and v.owner == function)


def spread(call: Call, symbols: Symbols, near: str) -> Call:
    """The call with `*[…]` and `**{…}` written out, where it is known what they hold."""
    if not any(arg.star for arg in call.args):
        return call
    args: list[Arg] = []
    for arg in call.args:
        held = _held(symbols.resolve(arg.value, near)) if arg.star else None
        match held:
            case Seq(items=items) if arg.star == "*" and not any(isinstance(i, Op) and i.sign == "*" for i in items):
                args += [Arg(v, v.span, v.span) for v in items]
            case Map(items=pairs) if all(isinstance(k, Lit) and isinstance(k.value, str) for k, _ in pairs):
                last = {k.value: v for k, v in pairs if isinstance(k, Lit) and isinstance(k.value, str)}
                args += [Arg(v, v.span, v.span, k) for k, v in last.items()]
            case _:
                args.append(arg)
    return replace(call, args=tuple(args))


def _held(value: Value) -> Value:
    """A mapping with the items that statements have put into it since; what else was done to it leaves it in doubt."""
    if not isinstance(value, Change):
        return value
    base, args = _held(value.base), tuple(a.value for a in value.args if a.keyword is None and not a.star)
    match base, value.how, value.key, args:
        case Map(items=items), "item", "", [Lit() as key] if value.value is not None:
            return replace(base, items=(*items, (key, value.value)))
        case Map(items=items), "call", "setdefault", [Lit() as key, given]:
            known = any(isinstance(k, Lit) and k.value == key.value for k, _ in items)
            return base if known else replace(base, items=(*items, (key, given)))
        case Map(items=items), "call", "pop", [Lit() as key, *_]:
            return replace(
                base, items=tuple((k, v) for k, v in items if not isinstance(k, Lit) or k.value != key.value)
            )
    return value


def settled(value: Value, path: Path) -> Value:
    """The value with the branches left out that tests of a path rule out."""
    if not path or not any(isinstance(v, Choice) for v in within(value)):
        return value
    match value:
        case Choice(options=options):
            left = [o for o in options if not _contradict(o.path, path)]
            if any(isinstance(c, Test) and c.holds and _same_choice(c.value, value) for c in path):
                left = [o for o in left if not (isinstance(o.value, Lit) and not o.value.value)]
            if len(left) == 1:
                return settled(left[0].value, path)
            if left:
                return replace(value, options=tuple(left))
        case Call(args=args):
            return replace(value, args=tuple(replace(a, value=settled(a.value, path)) for a in args))
        case Text(parts=parts):
            return replace(value, parts=tuple(settled(p, path) for p in parts))
    return value


def _same_choice(asked: Value, value: Choice) -> bool:
    """Whether a test asks for the truth of this very value, wherever it is read."""
    return isinstance(asked, Choice) and asked.options == value.options


def _contradict(one: Path, two: Path) -> bool:
    tests = [c for c in two if isinstance(c, Test)]
    return any(isinstance(c, Test) and any(c.value == t.value and c.holds != t.holds for t in tests) for c in one)


def is_impossible(path: Path) -> bool:
    """Whether a test of the path is decided, by a constant, the other way."""
    return any(isinstance(c, Test) and _outcome(c.value) is not None and _outcome(c.value) != c.holds for c in path)


def _outcome(test: Value) -> bool | None:
    """What a test comes to when it is made of constants; None when it cannot be told."""
    match test:
        case Lit(value=value):
            return bool(value)
        case Op(sign="not", operands=(inner,)):
            inside = _outcome(inner)
            return None if inside is None else not inside
        case Op(sign="==" | "is" as sign, operands=(Lit(value=one), Lit(value=other))):
            return one is other if sign == "is" else one == other
        case Op(sign="!=" | "is not" as sign, operands=(Lit(value=one), Lit(value=other))):
            return one is not other if sign == "is not" else one != other
    return None
