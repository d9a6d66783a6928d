"""Whole projects through the engine: read every file that counts, link them all, judge those that were asked about."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lint307.config import UNREADABLE, Settings
from lint307.core.findings import Finding, Safety
from lint307.core.text import Lines
from lint307.files.completing import complete
from lint307.files.declared import target_versions
from lint307.files.decoding import Document
from lint307.files.discovery import Found, discover
from lint307.files.facts import internal_error, read_all
from lint307.files.gathering import Failure, gather, neighbours, unreadable
from lint307.files.ignoring import covers
from lint307.files.modules import module_name
from lint307.files.projects import Project, Projects
from lint307.fixing import Fixed, fix
from lint307.reading import gate

if TYPE_CHECKING:
    from lint307.core.facts import FileFacts
    from lint307.engine import Program, Source


@dataclass
class Analysis:
    """One project, read and linked. `given` are the paths asked about; `sources` and `facts` hold all that counts.

    `unread` are the modules that seem not to count, with their paths: they are read when a name leads there.
    """

    project: Project
    given: tuple[str, ...]
    documents: dict[str, Document]
    sources: dict[str, Source]
    facts: dict[str, FileFacts]
    failures: dict[str, Failure]
    unread: Mapping[str, str] = field(default_factory=dict)
    _programs: dict[str, Program] = field(default_factory=dict)
    _declared: dict[str, dict[str, str]] = field(default_factory=dict)

    def settings(self, path: str) -> Settings:
        """How a file is judged: the versions are those that the folders from it up to the root declare."""
        config = self.project.config
        folder = os.path.dirname(path)
        versions = target_versions(self.project.root, folder, config.target_versions, self._declared)
        return replace(config.settings, target_versions=versions)

    def program(self, path: str) -> Program:
        """All facts put together as a file sees them: once for each set of versions."""
        settings = self.settings(path)
        key = repr(sorted(settings.target_versions.items()))
        if key not in self._programs:
            self._programs[key] = complete(self, settings)
        return self._programs[key]

    @property
    def targets(self) -> dict[str, Source]:
        """The files asked about that were read and may send a redirect, be it one that another file makes."""
        if any(gate.matters(document.data) for document in self.documents.values()):
            for path in {os.path.dirname(p): p for p in self.given}.values():
                self.program(path)  # it reads what turns out to be needed
        return {p: self.sources[p] for p in self.given if p in self.facts and self._may_redirect(p)}

    def _may_redirect(self, path: str) -> bool:
        return bool(self.sources[path].also) or gate.matters(self.documents[path].data)

    def enables(self, code: str, path: str) -> bool:
        """Whether the configuration wants this code for this file."""
        config = self.project.config
        return config.enables(code) and not any(
            any(p == "ALL" or code.startswith(p) for p in codes) and covers(self.project.base, pattern, path)
            for pattern, codes in config.per_file_ignores
        )

    def wants(self, finding: Finding, facts: FileFacts, lines: Lines) -> bool:
        """Whether a finding is to be shown: its rule is on for this file, and no comment suppresses it."""
        from lint307.engine import suppressed

        return self.enables(finding.code, finding.path) and not suppressed(finding, facts, lines)

    def judged(self, path: str) -> list[Finding]:
        """What all rules, opt-in ones included, find in one file; none, and a failure, when the analysis breaks."""
        from lint307 import engine

        program = self.program(path)
        try:
            return engine.judge(program, self.sources[path])
        except Exception as error:  # one file must never cost the findings of another
            self.failures[path] = internal_error(error)
            return []

    @functools.cached_property
    def found(self) -> dict[str, list[Finding]]:
        """The findings to be shown in each file asked about that has any."""
        found: dict[str, list[Finding]] = {}
        for path, source in self.targets.items():
            raw = self.judged(path)
            if raw:
                lines = Lines(source.text)
                wanted = [finding for finding in raw if self.wants(finding, self.facts[path], lines)]
                found |= {path: wanted} if wanted else {}
        return found

    def fixed(self, level: Safety) -> dict[str, Fixed]:
        """Every file asked about that has findings, fixed in memory."""
        groups: dict[str, dict[str, list[Finding]]] = {}
        for path, findings in self.found.items():
            groups.setdefault(repr(self.settings(path)), {})[path] = findings
        results: dict[str, Fixed] = {}
        for found in groups.values():
            results |= fix(self.sources, found, self.facts, self.settings(next(iter(found))), level, self.wants)
        return results

    def alone(self, document: Document) -> Analysis:
        """The same project asked about one file only, which may read otherwise than on the disk."""
        known = self.documents.get(document.path)
        asked = replace(self, given=(document.path,), failures={})
        if known is not None and known.text == document.text and document.path in self.facts:
            return asked
        return _read(replace(asked, documents={**self.documents, document.path: document}))

    def findings(self) -> list[Finding]:
        """What is to be shown, with one RDR901 for each file that failed."""
        return [*(finding for each in self.found.values() for finding in each), *self.unreadable()]

    def unreadable(self) -> list[Finding]:
        """One RDR901 for each file asked about that could not be read or analysed; complete once `found` is known."""
        texts = {p: d.text for p, d in self.documents.items()}
        return [unreadable(p, f, texts.get(p)) for p, f in self.failures.items() if self.enables(UNREADABLE, p)]


def analyse(
    arguments: Iterable[str], projects: Projects, overrides: Mapping[str, bytes] | None = None, jobs: int = 1
) -> list[Analysis]:
    """The projects that the arguments (absolute paths) touch, analysed. `overrides` stand in for what is on disk."""
    groups: dict[tuple[str, str | None], list[Found]] = {}
    for found in discover(arguments, projects):
        groups.setdefault((found.project.root, found.project.config_file), []).append(found)
    return [_analyse(group, projects, overrides or {}, jobs) for group in groups.values()]


def _analyse(group: list[Found], projects: Projects, overrides: Mapping[str, bytes], jobs: int) -> Analysis:
    documents, failures, hand_on = gather(group, overrides)
    given = tuple(found.path for found in group)
    return around(group[0].project, projects, given, documents, failures, jobs, hand_on)


def around(
    project: Project,
    projects: Projects,
    given: tuple[str, ...],
    documents: Mapping[str, Document],
    failures: dict[str, Failure],
    jobs: int = 1,
    hand_on: bool = False,
) -> Analysis:
    """The analysis of documents and of what the rest of their project says, where one of them may make a redirect.

    `hand_on`: some file asked about may send a redirect that another one makes.
    """
    known: dict[str, Document] = {}
    idle: list[str] = []
    if hand_on or any(gate.matters(document.data) for document in documents.values()):
        known, idle = neighbours(project, projects, given)
    idle += [path for path in given if path not in documents and path not in failures]
    modules = {module_name(path, project.root): path for path in idle}
    return _read(Analysis(project, given, {**documents, **known}, {}, {}, failures, modules), jobs)


def _read(analysis: Analysis, jobs: int = 1) -> Analysis:
    """The analysis with the facts of all its documents; what it has already is not read again."""
    if not analysis.documents:
        return analysis
    from lint307 import engine

    root = analysis.project.root
    sources = {p: engine.Source(p, d.text, module_name(p, root)) for p, d in sorted(analysis.documents.items())}
    facts = {p: f for p, f in analysis.facts.items() if analysis.sources[p] == sources.get(p)}
    unread = [source for path, source in sources.items() if path not in facts]
    for (path, *_), result in zip(unread, read_all(unread, jobs), strict=True):
        if not isinstance(result, Failure):
            facts[path] = result
        elif path in analysis.given:
            analysis.failures[path] = result
    return replace(analysis, sources=sources, facts=facts, _programs={})
