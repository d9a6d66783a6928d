"""Whether a file can matter at all, told from its bytes in microseconds.

A false yes costs a parse, a false no costs findings.
"""

from __future__ import annotations

import re

from lint307.reading.telling import REDIRECTS, Word, locations, places, redirects, statuses

_FRAMEWORKS = (
    "flask", "django", "starlette", "fastapi", "quart", "werkzeug", "ninja", "rest_framework", "from .",
)  # fmt: skip
# What declares a route, a router or a hook: needed to know which methods reach a redirect that stands elsewhere.
_ROUTES = (
    Word("oute", r"(?<=\.r)oute\(|(?<=_r)oute\(|(?<=_r)outer\(|(?<=\bR)oute\(|(?<=R)outer\("),
    Word("urlpatterns", r"(?<!\w)urlpatterns\b"),
    Word("lueprint", r"(?<=\.register_b)lueprint\(|(?<=\bB)lueprint\("),
    Word(".register("),
    Word("ount(", r"(?<=\bM)ount\(|(?<=\.m)ount\("),
    Word("url_rule(", r"(?<=\.add_)url_rule\("),
    Word("before_request", r"(?<=\.)before_request"),
    Word("add_middleware", r"(?<=\.)add_middleware"),
    Word("MIDDLEWARE", r"(?<!\w)MIDDLEWARE\b"),
    Word("ROOT_URLCONF"),
    Word("exception_handler"),
    Word("errorhandler"),
    Word("NinjaAPI("),
)
_DECORATED = re.compile(r"@\w+(?:\.\w+)*\.(?:get|post|put|patch|delete|api_route)\(")

# What a file needs to send a redirect that another one makes: it imports from it, and it answers requests.
_IMPORTS = re.compile(rb"^[ \t]*from[ \t]+[\w.]+[ \t]+import\b", re.M)


def matters(data: bytes) -> bool:
    """Whether the file may hold a redirect."""
    text = data.decode("latin-1")  # one character for each byte, whatever they mean
    if any(True for found in (redirects(text), places(text, REDIRECTS), locations(text)) for _ in found):
        return True
    return any(True for _ in statuses(text)) and any(name in text for name in _FRAMEWORKS)


def may_hand_on(data: bytes) -> bool:
    """Whether the file may send redirects that other files of its project make: it imports, and gives back answers."""
    return b"from" in data and b"import" in data and (b"return" in data or b"raise" in data or routes(data))


def routes(data: bytes) -> bool:
    """Whether the file may declare routes or hooks."""
    text = data.decode("latin-1")
    return any(True for _ in places(text, _ROUTES)) or _DECORATED.search(text) is not None
