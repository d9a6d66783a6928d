"""One file at a time, with all that its project knows: for hosts that hand over files one by one, in many processes."""

from __future__ import annotations

import functools
import os

from lint307.files.decoding import Document
from lint307.files.programs import Analysis, analyse, around
from lint307.files.projects import Projects


@functools.lru_cache(maxsize=4)
def projects_of(arguments: tuple[str, ...]) -> tuple[Analysis, ...]:
    """The projects that the arguments (absolute paths) touch, read once in a process and shared with its forks."""
    return tuple(analyse(arguments, Projects(arguments)))


def analysis_of(document: Document, arguments: tuple[str, ...]) -> Analysis:
    """The analysis that is asked about this document alone, in the project that it belongs to."""
    for analysis in projects_of(arguments):
        if document.path in analysis.given:
            return analysis.alone(document)
    projects = Projects(arguments)
    project = projects.of(os.path.dirname(document.path))
    for analysis in projects_of(arguments):
        if (analysis.project.root, analysis.project.config_file) == (project.root, project.config_file):
            return analysis.alone(document)
    return around(project, projects, (document.path,), {document.path: document}, {}, hand_on=True)


def same_text(document: Document, text: str) -> bool:
    """Whether a host that translates line ends has read this document."""
    return document.text.replace("\r\n", "\n").replace("\r", "\n") == text
