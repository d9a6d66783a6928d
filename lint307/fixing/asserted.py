"""Tests that state the status which a fix changes: found by the words that they use, without parsing them."""

from __future__ import annotations

import bisect
import functools
import http
import re
from collections.abc import Iterator
from typing import NamedTuple

from lint307.core.findings import Finding, Traces
from lint307.core.text import Lines

_DEFINITION = re.compile(r"^(?P<indent>[ \t]*)(?:async[ \t]+)?def[ \t]+\w+", re.M)
_REQUEST = re.compile(r"\.(?P<verb>get|post|put|patch|delete|head|options|open|request|generic)\(")
_VERBS = ("get", "post", "put", "patch", "delete", "head", "options")
_PARAMETER = re.compile(r"<[^<>]*>|\{[^{}]*\}")
_PATCHES = re.compile(r"\b(?:patch|setattr|patch\.object)\(")


class Asserted(NamedTuple):
    """A row of a test file, from 1, and what happens there once the fix is made."""

    row: int
    says: str


def asserted(text: str, finding: Finding) -> Iterator[Asserted]:
    """The rows of a test file that expect the status which is sent today, or patch what is no longer called."""
    traces = finding.traces
    if traces is None:
        return
    lines = _lines(text)
    for at, name in _patched(text, traces):
        yield Asserted(lines.row(at), f"patches {name}, which the fixed code does not call")
    if finding.sent is None or finding.recommended is None or finding.sent == finding.recommended:
        return
    named = _naming(traces)
    if named is None or not named.search(text):
        return
    starts = _functions(text)
    for at, how in _expectations(text, finding.sent):
        within = bisect.bisect_right(starts, at)
        if within and _is_asked(text, starts[within - 1], at, named, finding.methods):
            yield Asserted(lines.row(at), f"{how}; {finding.recommended} is sent after the fix")


@functools.lru_cache(maxsize=1)
def _lines(text: str) -> Lines:
    return Lines(text)


def words(traces: Traces) -> tuple[bytes, ...]:
    """What a test file has to hold, one of them, to be worth reading."""
    pieces = (max(_PARAMETER.split(path), key=len) for path in traces.paths)
    names = [*traces.names, *traces.handlers, *traces.replaced, *pieces]
    return tuple(name.encode() for name in names if name)


def _patched(text: str, traces: Traces) -> Iterator[tuple[int, str]]:
    for dotted in traces.replaced:
        module, _, name = dotted.rpartition(".")
        holder = re.escape(module.rpartition(".")[2])
        target = rf"""\(\s*(?:["']{re.escape(dotted)}["']|(?:\w+\.)*{holder}\s*,\s*["']{re.escape(name)}["'])"""
        for hit in _PATCHES.finditer(text):
            if re.compile(target).match(text, hit.end() - 1):
                yield hit.start(), dotted


def _naming(traces: Traces) -> re.Pattern[str] | None:
    """A route by its quoted name or path, or a handler that is called."""
    start, stop = r"""["'](?:https?://[^/"']+)?""", r"""["'?#]"""
    each = [rf"""["']{re.escape(name)}["']""" for name in traces.names]
    for path in traces.paths:
        pieces = (re.escape(piece) for piece in _PARAMETER.split(path))
        each.append(f"""{start}{"[^/]+".join(pieces)}{stop}""")
    each += [rf"\b{re.escape(name)}\(" for name in traces.handlers if len(name) > 3]
    return re.compile("|".join(each)) if each else None


@functools.lru_cache(maxsize=1)
def _functions(text: str) -> list[int]:
    """Where the functions of a text begin, told by `def` alone."""
    return [hit.start() for hit in _DEFINITION.finditer(text)]


@functools.lru_cache(maxsize=8)  # one test file is asked about for many findings, of a few statuses
def _expectations(text: str, status: int) -> list[tuple[int, str]]:
    """Where a test file states a status, and in which words that can be said."""
    found = []
    stated, word = _stated(status)
    for line in {text.rfind("\n", 0, hit.start()) + 1 for hit in word.finditer(text)}:
        end = text.find("\n", line)
        for hit in stated.finditer(text, line, end if end >= 0 else len(text)):
            if not re.search(r"\b(?:follow_redirects|follow)=True", text[max(0, hit.start() - 200) : hit.start()]):
                found.append((hit.start(), f"expects {status}"))
    for hit in re.finditer(r"\bassertRedirects\((?P<rest>(?:[^()]|\([^()]*\))*)\)", text):
        given = re.search(r"(?<!target_)status_code\s*=\s*([\w.]+)", hit["rest"])
        if given is None and status == 302:
            found.append((hit.start(), "assertRedirects expects 302 unless it is given status_code="))
    return sorted(found)


@functools.cache
def _stated(status: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What states a status in a line, and a word without which no line does."""
    name = http.HTTPStatus(status).name
    number = rf"(?:{status}\b|(?:\w+\.)*HTTPStatus\.{name}\b|(?:\w+\.)*HTTP_{status}_\w+|(?:\w+\.)*codes\.{name}\b)"
    behind = rf"status(?:_code)?\b[^\n=,]*(?:==|,|\bis\b|\bin\b)[^\n]*?{number}"
    return re.compile(rf"{behind}|{number}\s*(?:==|,)[^\n]*\bstatus", re.I), re.compile(rf"{status}|{name}", re.I)


def _is_asked(text: str, start: int, at: int, named: re.Pattern[str], methods: tuple[str, ...]) -> bool:
    """Whether the last request before a place of a function is one for the redirect."""
    end = text.find("\n", at)
    before = text[start : end if end >= 0 else len(text)]
    requests = list(_REQUEST.finditer(before))
    if not requests:
        return named.search(before) is not None
    last = requests[-1]
    verb = last["verb"]
    if verb in _VERBS and methods and verb.upper() not in methods:
        return False
    asked = before[before.rfind("\n", 0, last.start()) + 1 :]
    if named.search(asked):
        return True
    variables = {hit[1] for hit in re.finditer(rf"\b(\w+)\s*=[^=\n]*?(?:{named.pattern})", text)}
    first = re.match(r"\(?\s*(?:self\.|cls\.)?(\w+)", asked[asked.find(last[0]) + len(last[0]) :])
    return first is not None and first[1] in variables
