"""Which object a value is: the variable or the call where it is made, whatever modules it went through."""

from __future__ import annotations

from lint307.core.values import Call, Change, Name, Value
from lint307.project.symbols import Symbols

_LONGEST = 24


def origin(value: Value, near: str, symbols: Symbols) -> str | None:
    """The dotted name of the variable of a module that a value is, or the place of the call in a function."""
    if isinstance(value, Change):
        return origin(value.base, near, symbols)
    if isinstance(value, Call):
        return f"{near}@{value.span.start}"
    if not isinstance(value, Name):
        return None
    path = value.path
    for _ in range(_LONGEST):
        module, tail = symbols.split(path, near)
        if module is None:
            return path
        if not tail:
            hidden = symbols.hidden_by(module)
            if not isinstance(hidden, Name):
                return path
            path, near = hidden.path, module.rpartition(".")[0]
            continue
        first, _, rest = tail.partition(".")
        given = symbols.given(module, first)
        if f"{module}.{first}" in symbols.modules.names and not given:
            path, near = f"{module}.{tail}", module
            return path if not rest else origin(Name(path, value.span), module, symbols)
        names = [v for v in given if isinstance(v, Name)]
        if not names or names[-1].path == f"{module}.{first}":
            return f"{module}.{tail}"
        path, near = f"{names[-1].path}.{rest}".rstrip("."), module
    return None
