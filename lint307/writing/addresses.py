"""Whether an expression is already a URL, which Django's `resolve_url` would give back as it is."""

from __future__ import annotations

from lint307.core.values import Attr, Call, Lit, Param, Text, Value
from lint307.project.targets import REVERSES
from lint307.writing.file import File

_BEGINS = ("/", "http://", "https://")
_OF_REQUEST = ("path", "get_full_path", "build_absolute_uri")


def is_address(value: Value, file: File) -> bool:
    """A string that starts as a URL does, what `reverse` makes, and the request's own URL."""
    match value:
        case Lit(value=str() as text):
            return text.startswith(_BEGINS)
        case Text(parts=(first, *_)):
            return is_address(first, file)
        case Call(func=Attr(base=Param(name="request"), name=name)) | Attr(base=Param(name="request"), name=name):
            return name in _OF_REQUEST
        case Call(func=func):
            return file.ctx.symbols.path(func, file.facts.module) in REVERSES
    return False
