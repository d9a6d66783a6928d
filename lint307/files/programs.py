"""Whole projects through the engine: read every file that counts (map), link them (reduce), judge those asked about (map)."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lint307.config import UNREADABLE, Settings
from lint307.core.findings import Finding
from lint307.core.text import Lines
from lint307.files.decoding import Document
from lint307.files.declared import target_versions
from lint307.files.discovery import Found, discover
from lint307.files.gathering import Failure, gather, neighbours, unreadable
from lint307.files.ignoring import covers
from lint307.files.modules import module_name
from lint307.files.projects import Project, Projects
from lint307.reading import gate

if TYPE_CHECKING:
    from lint307.core.facts import FileFacts
    from lint307.engine import Program, Source

# A pool costs 40 ms and the import of LibCST in each of its processes 250 ms; LibCST parses a megabyte in 1.5 s.
_WORTH_A_POOL = 1_000_000


@dataclass
class Analysis:
    """One project, read and linked. `given` are the paths asked about; `sources` and `facts` hold every file that counts."""

    project: Project
    settings: Settings
    given: tuple[str, ...]
    documents: Mapping[str, Document]
    sources: Mapping[str, Source]
    facts: Mapping[str, FileFacts]
    failures: dict[str, Failure]
    program: Program | None = None

    @property
    def targets(self) -> dict[str, Source]:
        """The files asked about that were read and may make a redirect."""
        return {p: self.sources[p] for p in self.given if p in self.facts and gate.matters(self.documents[p].data)}

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

    def raw_findings(self, path: str) -> list[Finding]:
        """All findings of all rules in one of the targets; a failure of the analysis is noted and gives none."""
        from lint307 import engine

        assert self.program is not None
        try:
            return engine.judge(self.program, self.sources[path])
        except Exception as error:  # one file must never cost the findings of another
            self.failures[path] = _internal(error)
            return []

    def findings(self) -> list[Finding]:
        """What is to be shown, in order of file and place, with one RDR901 for each file that failed."""
        shown: list[Finding] = []
        for path, source in self.targets.items():
            raw = self.raw_findings(path)
            if raw:
                lines = Lines(source.text)
                shown += [finding for finding in raw if self.wants(finding, self.facts[path], lines)]
        return sorted([*shown, *self.unreadable()], key=lambda finding: (finding.path, finding.span, finding.code))

    def unreadable(self) -> list[Finding]:
        """One RDR901 for each file asked about that could not be read or analysed."""
        texts = {p: d.text for p, d in self.documents.items()}
        return [unreadable(p, f, texts.get(p)) for p, f in self.failures.items() if self.enables(UNREADABLE, p)]


def analyse(
    arguments: Iterable[str], projects: Projects, overrides: Mapping[str, bytes] | None = None, jobs: int = 1
) -> list[Analysis]:
    """The projects that the arguments (absolute paths) touch, each analysed. `overrides` stand in for what is on disk."""
    groups: dict[tuple[str, str | None], list[Found]] = {}
    for found in discover(arguments, projects):
        groups.setdefault((found.project.root, found.project.config_file), []).append(found)
    return [_analyse(group, projects, overrides or {}, jobs) for group in groups.values()]


def _analyse(group: list[Found], projects: Projects, overrides: Mapping[str, bytes], jobs: int) -> Analysis:
    project, given = group[0].project, tuple(found.path for found in group)
    documents, failures = gather(group, overrides)
    analysis = Analysis(project, project.config.settings, given, documents, {}, {}, failures)
    if not documents:
        return analysis
    if any(gate.matters(document.data) for document in documents.values()):
        versions = target_versions(project.root, given, project.config.target_versions)
        settings = replace(analysis.settings, target_versions=versions)
        known = neighbours(project, projects, given)
        analysis = replace(analysis, settings=settings, documents={**documents, **known})
    return linked(analysis, jobs)


def linked(analysis: Analysis, jobs: int = 1) -> Analysis:
    """The analysis with the facts of all its documents, put together."""
    from lint307 import engine

    root = analysis.project.root
    sources = {p: engine.Source(p, d.text, module_name(p, root)) for p, d in sorted(analysis.documents.items())}
    facts: dict[str, FileFacts] = {}
    for path, result in zip(sources, read_all(list(sources.values()), jobs), strict=True):
        if not isinstance(result, Failure):
            facts[path] = result
        elif path in analysis.given:
            analysis.failures[path] = result
    return replace(analysis, sources=sources, facts=facts, program=engine.link(facts.values(), analysis.settings))


def facts_of(source: Source) -> FileFacts | Failure:
    """The facts of one file: the map step, for any executor."""
    from lint307 import engine
    from lint307.reading.parse import Unreadable

    try:
        return engine.read(source)
    except Unreadable as error:
        return Failure(error.reason, error.row, error.column)
    except Exception as error:  # one file must never cost the findings of another
        return _internal(error)


def read_all(sources: list[Source], jobs: int) -> list[FileFacts | Failure]:
    """Facts in the order of the sources, by `jobs` processes when there is enough work for them."""
    if jobs < 2 or sum(len(source.text) for source in sources) < _WORTH_A_POOL:
        return [facts_of(source) for source in sources]
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(facts_of, sources, chunksize=max(1, len(sources) // (jobs * 8))))


def _internal(error: Exception) -> Failure:
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{last.name}, line {last.lineno}"
    return Failure(f"internal error, please report it: {type(error).__name__}: {error} ({where})")
