"""What a status makes clients do with a request.

Sources: RFC 9110 §15.4, Fetch "HTTP-redirect fetch", RFC 9700 §4.12, and runs against Chromium, Node, requests, httpx,
urllib3, aiohttp, urllib.request, curl, wget and Java; `docs/statuses.md` has the table for readers.
"""

from __future__ import annotations

import http
from enum import Enum

# TRACE and made-up tokens count as OTHER: no client repeats them with a body.
ALL_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "OTHER"})
SAFE_METHODS = frozenset({"GET", "HEAD"})
UNSAFE_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# Browsers send these from scripts only, and repeat them on 301/302; requests and httpx do not agree.
SCRIPTED_METHODS = frozenset({"PUT", "PATCH", "DELETE"})
METHOD_ORDER = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "OTHER")

# 300 leaves the choice to the reader, 304 answers a condition, 305 and 306 are followed by nobody.
FOLLOWED = frozenset({301, 302, 303, 307, 308})
NEED_LOCATION = FOLLOWED
KEEPING = frozenset({307, 308})
TURNING = frozenset({301, 302, 303})
PERMANENT = frozenset({301, 308})
TEMPORARY = frozenset({302, 303, 307})


class Arrival(Enum):
    """How the request arrives at the Location."""

    REPEATED = "repeated with its body"
    AS_GET = "turned into a GET without a body"
    CLIENT_DEPENDENT = "repeated by some clients and turned into a GET by others"
    NOT_FOLLOWED = "not followed"


def arrival(status: int, method: str) -> Arrival:
    """What clients do with a `method` request that is answered with `status` and a Location."""
    if status not in FOLLOWED:
        return Arrival.NOT_FOLLOWED
    if method in SAFE_METHODS or status in KEEPING:
        return Arrival.REPEATED
    if method == "POST" or status == 303:
        return Arrival.AS_GET
    return Arrival.CLIENT_DEPENDENT


def is_kept_by_caches(status: int) -> bool:
    """Whether caches may keep the answer without being told to (RFC 9110 §15.1)."""
    return status in PERMANENT


def phrase(status: int) -> str:
    """`303 See Other`; the bare number for a code that has no name."""
    try:
        return f"{status} {http.HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def sorted_methods(methods: frozenset[str]) -> tuple[str, ...]:
    return tuple(m for m in METHOD_ORDER if m in methods)


def methods_in_words(methods: frozenset[str]) -> str:
    """`POST`, `PUT or DELETE`, `any method`: how a set of methods is named in a sentence."""
    if methods >= ALL_METHODS - {"OTHER"}:
        return "any method"
    names = [m for m in METHOD_ORDER if m in methods and m != "OTHER"] or ["OTHER"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
