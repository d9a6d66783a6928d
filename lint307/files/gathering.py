"""The files of an analysis, read and decoded: those that were asked about, and their neighbours in the project."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lint307.config import UNREADABLE
from lint307.core.findings import Finding
from lint307.core.text import Lines, Span
from lint307.files.decoding import BadFile, Document, decode, load
from lint307.files.discovery import Found, discover
from lint307.files.nesting import python_error
from lint307.files.projects import Project, Projects
from lint307.reading import gate

# Python parses a megabyte, some 30,000 lines, in 150 ms.
_WORTH_CHECKING = 1_000_000


class Failure(NamedTuple):
    """A file that could not be read or analysed: why, and where (1-based) when it is known."""

    reason: str
    row: int | None = None
    column: int | None = None


class Gathered(NamedTuple):
    """`documents` are the files that may declare redirects or routes, or that seem not to parse.

    `hand_on`: some file, among them or not, may send what another file of the project makes.
    """

    documents: dict[str, Document]
    failures: dict[str, Failure]
    hand_on: bool = False


def gather(items: Iterable[Found], overrides: Mapping[str, bytes]) -> Gathered:
    """The files that were asked about. Each one that cannot be read is a failure, whether or not it could matter.

    A file without redirects and routes is not analysed, so its syntax is checked only while all such files together are
    small: in a large tree that would be most of the work, for files that nothing depends on.
    """
    documents: dict[str, Document] = {}
    failures: dict[str, Failure] = {}
    idle: list[tuple[str, bytes]] = []
    size, hand_on = 0, False
    for path, _, problem in items:
        if problem:
            failures[path] = Failure(problem)
            continue
        try:
            data = overrides[path] if path in overrides else load(path)
            hand_on = hand_on or gate.may_hand_on(data)
            if counts(data):
                documents[path] = decode(path, data)
            elif not data.isascii() or b"\0" in data:
                decode(path, data)
        except BadFile as error:
            failures[path] = Failure(str(error))
        else:
            size += 0 if path in documents else len(data)
            if path not in documents and size <= _WORTH_CHECKING:
                idle.append((path, data))
    if size <= _WORTH_CHECKING:
        documents |= {path: decode(path, data) for path, data in idle if python_error(data)}
    return Gathered(documents, failures, hand_on)


def neighbours(project: Project, projects: Projects, given: Iterable[str]) -> tuple[dict[str, Document], list[str]]:
    """The other files of the project that declare routes or redirects, and the paths of those that do not.

    Nobody asked about them, so one that cannot be read is passed over: the given files are analysed without it.
    """
    asked, documents, idle = set(given), {}, []
    for path, owner, problem in discover([project.root], projects):
        if path in asked or problem or owner.root != project.root:
            continue
        try:
            data = load(path)
            if counts(data):
                documents[path] = decode(path, data)
            else:
                idle.append(path)
        except BadFile:
            continue
    return documents, idle


def counts(data: bytes) -> bool:
    """Whether a file has to be read: it may make redirects or declare routes."""
    return gate.matters(data) or gate.routes(data)


def unreadable(path: str, failure: Failure, text: str | None) -> Finding:
    """The diagnostic of a file that could not be analysed."""
    at = 0
    if text is not None and failure.row is not None:
        lines = Lines(text)
        row = min(failure.row, len(lines.starts))
        at = min(lines.offset(row, failure.column or 1), len(text))
    where = f" (line {failure.row})" if failure.row is not None else ""
    message = f"{os.path.basename(path)} was not analysed: {failure.reason}{where}"
    return Finding(UNREADABLE, "unreadable", path, Span(at, at), message)
