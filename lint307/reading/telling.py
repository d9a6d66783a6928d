"""The words by which a redirect, or what leads to one, is told before anything is parsed.

A false yes costs a parse, a false no costs findings: the words are wide on purpose. Each is a piece of text that is
searched for as it stands, at a gigabyte a second, and a pattern that is tried only where the piece was found.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple


class Word(NamedTuple):
    """A piece of text and what has to match at its beginning; None: the piece alone tells."""

    piece: str
    pattern: str | None = None


# What makes a redirect besides a name with "redirect" in it. `HTTPSeeOther` is another framework's.
REDIRECTS = (
    Word("FOUND", r"(?<=[._])(?<!NOT_)FOUND\b"),
    Word("SEE_OTHER"),
    Word("MOVED_PERM"),
    Word("Y_REDIRECT", r"(?<=TEMPORAR)Y_REDIRECT\b"),
    Word("T_REDIRECT", r"(?<=PERMANEN)T_REDIRECT\b"),
    Word("see_other"),
    Word("moved_perm"),
    Word("SeeOther", r"(?<!HTTP)SeeOther"),
    Word("start_response"),
    Word("http.response.start"),
    Word("logout_then_login"),
    Word("_http_methods(", r"_http_methods\(\s*[\[(]\s*[\"'][a-z]+[\"']"),  # in small letters nothing gets through
)  # fmt: skip
# A Location that is written. One that is read, or looked for by a test, is none.
_LOCATION = re.compile(
    r"(?<=[\"'][Ll])ocation[\"'](?!\])|(?<=[\"'][Ll])ocation[\"']\]\s*=(?!=)|(?<=\.l)ocation\s*=(?!=)"
)
_HTTP = re.compile(r"header|resp|status_|\bcode\b|\b30\d\b", re.I)
_NEAR = 600
# What a body may be read for where something that redirects runs it: it wraps a redirect, works out a URL, or handles a
# request's body.
CALLED = (
    Word("super().__init__"),
    Word("req", r"req\w*\.(?:form|POST|json|data|files|FILES|body)\b"),
    Word("get_full_path("),
    Word("build_absolute_uri("),
    Word("request.url", r"request\.url\b(?!_)"),
    Word("request.path", r"request\.path(?:_info)?\b"),
)
# What a body may be read for wherever it stands: it changes a response, chooses by the method, declares routes and
# hooks, or gives a variable of the module another value.
BODIES = (
    Word(".status", r"\.status(?:_code)?\s*=(?!=)(?!\s*[\"']?[A-Z][A-Za-z])"),
    Word(".create_response("),
    Word(
        ".headers",
        r"\.headers\s*(?:\[[^]\n]*\]\s*=(?!=)|\|?=(?!=)|\.(?:update|add|set|setdefault|extend|append|pop|remove|clear)\w*\()",
    ),
    Word("del ", r"del\s[^\n]*\.headers\b"),
    Word("urlpatterns"),
    Word(".route("),
    Word("url_rule"),
    Word("include_router"),
    Word("register_blueprint"),
    Word("add_", r"add_\w*route"),
    Word("_handler(", r"(?:(?<=exception)|(?<=error)|(?<=unauthorized)|(?<=refresh))_handler\("),
    Word("errorhandler("),
    Word("before_request"),
    Word(".method", r"(?<=request)\.method(?=\]|,|\))"),
    Word("add_middleware"),
    Word(".register("),
    Word("Route(", r"\bRoute\("),
    Word("ount(", r"(?<=\bM)ount\(|(?<=\.m)ount\("),
    Word("lueprint(", r"(?<=\bB)lueprint\("),
    Word("APIRouter("),
    Word("lask(", r"(?<=\bF)lask\("),
    Word("FastAPI("),
    Word("Starlette("),
    Word("add_router("),
    Word("add_namespace("),
    Word("request.method", r"request\.method(?:\.\w+\(\))?[\]),]"),
    Word("@", r"(?<![^ \t\n\r\f])@"),
    Word("global ", r"global [^\W\d]\w*[ \t]*(?:,|#|\r?\n)"),
)
# Before a number or a Location on its line: what makes it one that is compared, not one that is sent.
_READ = re.compile(r"[=!<>]=\s*$|\bassert|\bin\s*[\[({][\d,\s]*$")
_LINE = 200
_FOLLOWED = re.compile(r"30[12378](?![\w.%])(?!\s*(?:[=!]=|in\b))")
_REDIRECTING = re.compile(r"30[0-8](?![\w.%])(?!\s*(?:[=!]=|in\b))")
_JOINED = frozenset(".-%_")
_WORD = re.compile(r"edirect\w*(?=\s*(\(|=(?!=)|as\b)?)")
_START = re.compile(r"\w*$")
_QUOTING = frozenset("\"'/-")


def places(text: str, words: Iterable[Word]) -> Iterator[int]:
    """Where the words stand, word by word."""
    for piece, pattern in words:
        at = text.find(piece)
        if at < 0:
            continue
        fits = _compiled(pattern)
        while at >= 0:
            if fits is None or fits(text, at):
                yield at
            at = text.find(piece, at + 1)


def statuses(text: str, any_of_them: bool = False) -> Iterator[int]:
    """Where a number stands that may be a redirect's status, 300 and 304 to 306 only if asked for."""
    for hit in (_REDIRECTING if any_of_them else _FOLLOWED).finditer(text):
        before = text[hit.start() - 1] if hit.start() else ""
        if not (before.isalnum() or before in _JOINED) and not is_read(text, hit.start()):
            yield hit.start()


def locations(text: str) -> Iterator[int]:
    """Where a Location may be written; in small letters it has to stand near something that speaks of HTTP."""
    at = text.find("ocation")
    while at >= 0:
        written = _LOCATION.match(text, at) and not is_read(text, at)
        if written and (text[at - 1] == "L" or _HTTP.search(text, max(0, at - _NEAR), at + _NEAR)):
            yield at
        at = text.find("ocation", at + 1)


def redirects(text: str) -> Iterator[int]:
    """Where something with "redirect" in its name is called, or one that is named just so, or a class, is spoken of.

    `follow_redirects=True`, `redirect_url` and what tests assert are none of these, nor are comments.
    """
    at = text.find("edirect")
    while at >= 0:
        word = _WORD.match(text, at)
        assert word is not None
        end = word.end()
        start = at - len(_START.search(text, max(0, at - _LINE), at)[0])  # type: ignore[index]  # it always matches
        if _is_redirect(text, start, end, word[1]) and not _is_comment(text, start):
            yield at
        at = text.find("edirect", end)


def _is_redirect(text: str, start: int, end: int, after: str) -> bool:
    """Whether the name from `start` to `end`, behind which stands `after`, may be one that redirects."""
    before = text[start - 1] if start else ""
    if after == "(":
        return not (text.startswith("assert", start) or text.startswith("def ", max(0, start - 4)))
    if before == "@" or after == "as":
        return True
    name = text[start:end]
    return (name == "redirect" or name[:1].isupper()) and before not in _QUOTING and after != "="


def _is_comment(text: str, at: int) -> bool:
    return text[text.rfind("\n", 0, at) + 1 : at].lstrip().startswith("#")


def is_read(text: str, at: int) -> bool:
    """Whether the line up to a place says that what stands there is compared or asserted."""
    start = max(text.rfind("\n", 0, at) + 1, at - _LINE)
    return _READ.search(text, start, at) is not None


@functools.cache
def _compiled(pattern: str | None) -> Callable[[str, int], object] | None:
    return re.compile(pattern).match if pattern is not None else None
