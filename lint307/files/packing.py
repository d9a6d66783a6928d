"""Facts and findings as bytes and back: for the cache, and for the way to other processes and machines.

The form is pickle's, and only the plain data classes of `core` are ever built from it: no function is called, so bytes
of unknown origin can at worst be refused.
"""

from __future__ import annotations

import dataclasses
import functools
import io
import pickle
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from lint307.core.text import Edit, Span


class Unpackable(Exception):
    """Bytes that are not what `pack` made."""


def pack(thing: object) -> bytes:
    """Builtins, facts, findings and failures as bytes."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, 5)
    pickler.dispatch_table = _reducers()
    pickler.dump(thing)
    return buffer.getvalue()


def pack_plain(thing: object) -> bytes:
    """Builtins alone as bytes, without importing what facts are made of."""
    return pickle.dumps(thing, 5)


def unpack(data: bytes) -> Any:
    """What was packed. Raises Unpackable for anything else."""
    try:
        return _Reader(io.BytesIO(data)).load()
    except RecursionError:
        raise
    except Exception as error:  # pickle raises nearly everything for bytes that are none of its own
        raise Unpackable(f"{type(error).__name__}: {error}") from error


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Callable[..., object]:
        maker = _makers().get((module, name))
        if maker is None:
            raise pickle.UnpicklingError(f"{module}.{name} is no plain data")
        return maker


@functools.cache
def _classes() -> tuple[type, ...]:
    from lint307.core import facts, findings, values
    from lint307.files.gathering import Failure

    found = {c: None for module in (facts, values, findings) for c in vars(module).values() if isinstance(c, type)}
    return (*(c for c in found if dataclasses.is_dataclass(c)), findings.Safety, Span, Edit, Failure)


@functools.cache
def _makers() -> dict[tuple[str, str], Callable[..., object]]:
    """How each class is called. Not the classes themselves: a pickle may set the attributes of whatever it is given."""
    return {(cls.__module__, cls.__qualname__): type.__call__.__get__(cls) for cls in _classes()}


@functools.cache
def _reducers() -> dict[type, Callable[[Any], tuple[Any, ...]]]:
    return {cls: _reducer(cls) for cls in _classes()}


def _reducer(cls: Any) -> Callable[[Any], tuple[Any, ...]]:
    """An object as its class and its parts: several times faster to read than what dataclasses do themselves."""
    if cls is Span:
        return lambda value: (cls, tuple(value))
    if issubclass(cls, int):
        return lambda value: (cls, (int(value),))
    if issubclass(cls, tuple):
        return lambda value: (cls, tuple(value))
    names = [field.name for field in dataclasses.fields(cls)]
    parts = attrgetter(*names)
    return (lambda value: (cls, (parts(value),))) if len(names) == 1 else lambda value: (cls, parts(value))
