"""One file at a time, with all that its project knows: for hosts that hand over files one by one, in many processes."""

from __future__ import annotations

import functools
import os

from lint307.files.analysis import Analysis
from lint307.files.caching import Caches
from lint307.files.decoding import Document
from lint307.files.discovery import Found
from lint307.files.programs import analyse, around
from lint307.files.projects import Projects
from lint307.files.surviving import without_culprits
from lint307.files.workers import Workers


@functools.lru_cache(maxsize=4)
def projects_of(arguments: tuple[str, ...]) -> tuple[Analysis, ...]:
    """The projects that the arguments (absolute paths) touch, looked at once in a process and shared with its forks."""
    return tuple(analyse(arguments, Projects(arguments), caches=_caches()))


def prepare(arguments: tuple[str, ...], jobs: int) -> None:
    """Answer for all files of the arguments, and remember it for this process, its forks and those that start anew."""
    with Workers(jobs) as workers:
        for analysis in projects_of(arguments):
            analysis.workers = workers
            for path in targets_of(analysis):
                analysis.answer(path)
    _caches().save()  # where it cannot be written every process works the answers out for itself


def targets_of(analysis: Analysis) -> tuple[str, ...]:
    """The files asked about that may send a redirect, whatever breaks on the way."""
    return without_culprits(analysis, lambda asked: asked.targets)


@functools.cache
def _caches() -> Caches:
    return Caches()


@functools.lru_cache(maxsize=4)
def _by_path(arguments: tuple[str, ...]) -> dict[str, Analysis]:
    return {path: analysis for analysis in projects_of(arguments) for path in analysis.given}


def analysis_of(document: Document, arguments: tuple[str, ...]) -> Analysis:
    """The analysis that is asked about this document alone, in the project that it belongs to."""
    known = _by_path(arguments).get(document.path)
    if known is not None:
        return known.alone(document)
    projects = Projects(arguments)
    project = projects.of(os.path.dirname(document.path))
    for analysis in projects_of(arguments):
        if (analysis.project.root, analysis.project.config_file) == (project.root, project.config_file):
            return analysis.alone(document)
    return around([Found(document.path, project)], projects, _caches(), {document.path: document.data})


def same_text(document: Document, text: str) -> bool:
    """Whether a host that translates line ends has read this document."""
    return document.text.replace("\r\n", "\n").replace("\r", "\n") == text
