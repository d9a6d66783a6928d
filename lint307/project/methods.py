"""Which request methods a condition lets through."""

from __future__ import annotations

from dataclasses import replace

from lint307.core.facts import Function
from lint307.core.http import ALL_METHODS, SAFE_METHODS, UNSAFE_METHODS
from lint307.core.values import (
    AnyOf,
    Arg,
    Attr,
    Call,
    Caught,
    Change,
    Choice,
    Condition,
    Item,
    Lit,
    Map,
    Name,
    Op,
    Param,
    Path,
    Seq,
    Test,
    Value,
    as_attribute,
    dotted,
)
from lint307.project.symbols import Symbols

_SUBMITTED = ("validate_on_submit", "is_submitted")
_CASE = ("upper", "lower", "casefold", "strip")
_FORM_FIELDS = ("POST",)


def methods_of(path: Path, symbols: Symbols, near: str) -> frozenset[str]:
    """The methods for which all conditions of a path can hold."""
    methods = ALL_METHODS
    for condition in path:
        methods &= _allowed(condition, symbols, near)
    return methods


def expects_others(function: Function, served: frozenset[str] | None, symbols: Symbols, near: str) -> bool:
    """Whether a function is left one way by none of the methods that its name says: then it is not called by it."""
    return served is not None and any(not methods_of(way.path, symbols, near) & served for way in function.exits)


def _allowed(condition: Condition, symbols: Symbols, near: str) -> frozenset[str]:
    match condition:
        case Test(value=value, holds=holds):
            yes, no = split(value, symbols, near)
            return yes if holds else no
        case AnyOf(paths=paths):
            return frozenset().union(*(methods_of(p, symbols, near) for p in paths))
        case Caught():
            return ALL_METHODS
    raise AssertionError(condition)


def split(test: Value, symbols: Symbols, near: str) -> tuple[frozenset[str], frozenset[str]]:
    """The methods for which a test can be true, and those for which it can be false."""
    if isinstance(test, Call):
        test = replace(test, func=as_attribute(test.func))
    match test:
        case Op(sign="not", operands=(inner,)):
            yes, no = split(inner, symbols, near)
            return no, yes
        case Op(sign="and", operands=operands):
            return _both([split(o, symbols, near) for o in operands])
        case Op(sign="or", operands=operands):
            no, yes = _both([(n, y) for y, n in (split(o, symbols, near) for o in operands)])
            return yes, no
        case Op(sign="==" | "is" | "!=" | "is not" as sign, operands=(left, right)):
            one = _compared(left, right, symbols, near)
            if one is not None:
                return (one, ALL_METHODS - one) if sign in ("==", "is") else (ALL_METHODS - one, one)
        case Op(sign="in" | "not in" as sign, operands=(left, right)):
            many = tokens(right, symbols, near) if is_method(left) else None
            if many is not None:
                return (many, ALL_METHODS - many) if sign == "in" else (ALL_METHODS - many, many)
        case Call(func=Attr(name=name)) if name in _SUBMITTED:
            return UNSAFE_METHODS, ALL_METHODS
        case Attr(base=base, name=name) if name in _FORM_FIELDS and looks_like_request(base):
            return frozenset({"POST"}), ALL_METHODS - {"POST"}
        case Change(base=base):
            return split(base, symbols, near)
        case Name() | Attr() | Item():
            found = symbols.resolve(test, near)
            if isinstance(found, Op):
                return split(found, symbols, near)
    return ALL_METHODS, ALL_METHODS


def _both(sides: list[tuple[frozenset[str], frozenset[str]]]) -> tuple[frozenset[str], frozenset[str]]:
    yes = ALL_METHODS
    no: frozenset[str] = frozenset()
    for y, n in sides:
        yes, no = yes & y, no | n
    return yes, no


def _compared(left: Value, right: Value, symbols: Symbols, near: str) -> frozenset[str] | None:
    if not is_method(left):
        left, right = right, left
    if not is_method(left):
        return None
    token = _token(right, symbols, near)
    return frozenset({token}) if token else None


def is_method(value: Value) -> bool:
    """`request.method`, `request.method.lower()`, `scope["method"]`, `environ["REQUEST_METHOD"]`."""
    if isinstance(value, Call):
        value = replace(value, func=as_attribute(value.func))
    match value:
        case Attr(base=base, name="method" | "http_method"):
            return looks_like_request(base)
        case Name(path=path):
            return path.endswith("request.method")
        case Call(func=Attr(base=base, name=name)) if name in _CASE:
            return is_method(base)
        case Item(base=base, key=Lit(value="method" | "REQUEST_METHOD")):
            return dotted(base).rpartition(".")[2] in ("scope", "environ", "META")
    return False


def looks_like_request(value: Value) -> bool:
    """Whether a value is the request, by its name: `request`, `self.request`, `flask.request`."""
    match value:
        case Param(name=name) | Attr(name=name):
            return name.strip("_") in ("request", "req", "http_request", "flask_request")
        case Name(path=path):
            return path.rpartition(".")[2] in ("request", "req")
        case Change(base=base):
            return looks_like_request(base)
        case Call(func=func, args=[Arg(value=Param(name="environ" | "scope")), *_]):
            return dotted(func).rpartition(".")[2] == "Request"
    return False


def tokens(value: Value, symbols: Symbols, near: str) -> frozenset[str] | None:
    """The methods that a list, a constant or a sum of lists names; None when any of it cannot be told."""
    found = symbols.resolve(value, near)
    match found:
        case Seq(items=items):
            each = [
                tokens(i.operands[0], symbols, near)
                if isinstance(i, Op) and i.sign == "*"
                else frozenset({t for t in [_token(i, symbols, near)] if t})
                for i in items
            ]
            return frozenset().union(*(e for e in each if e)) if all(each) else None
        case Map(items=pairs):
            named = [_token(k, symbols, near) if k is not None else None for k, _ in pairs]
            return frozenset(t for t in named if t) if all(named) else None
        case Op(sign="+" | "|", operands=(one, two)):
            left, right = tokens(one, symbols, near), tokens(two, symbols, near)
            return left | right if left is not None and right is not None else None
        case Call(func=func, args=[only]) if symbols.path(func, near) in (
            "builtins.list", "builtins.set", "builtins.tuple", "builtins.frozenset", "builtins.sorted",
        ):  # fmt: skip
            return tokens(only.value, symbols, near)
        case Name(path=path) if path.endswith("permissions.SAFE_METHODS"):
            return SAFE_METHODS | {"OPTIONS"}
        case Lit(value=str() as word):
            return frozenset({_normal(word)})
    return None


def _token(value: Value, symbols: Symbols, near: str) -> str | None:
    found = symbols.resolve(value, near)
    match found:
        case Lit(value=str() as word):
            return _normal(word)
        case Name(path=path) if ".HTTPMethod." in f".{path}":
            return _normal(path.split("HTTPMethod.", 1)[1].split(".")[0])
        case Attr(base=base, name=name):
            holder = symbols.path(base, near) or ""
            if holder.endswith("HTTPMethod"):
                return _normal(name)
            if name == "value":
                return _token(base, symbols, near)
        case Choice():
            return None
    return None


def _normal(word: str) -> str:
    method = word.strip().upper()
    return method if method in ALL_METHODS else "OTHER"
