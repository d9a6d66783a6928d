"""Whole projects through the engine: read every file that counts, link them all, judge those that were asked about."""

from __future__ import annotations

import functools
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lint307.config import UNREADABLE, Settings
from lint307.core.findings import Finding
from lint307.core.text import Lines
from lint307.files.declared import target_versions
from lint307.files.decoding import Document
from lint307.files.discovery import Found, discover
from lint307.files.gathering import Failure, gather, neighbours, python_error, unreadable
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
    """One project, read and linked. `given` are the paths asked about; `sources` and `facts` hold all that counts."""

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

    def judged(self, path: str) -> list[Finding]:
        """What all rules, opt-in ones included, find in one file; none, and a failure, when the analysis breaks."""
        from lint307 import engine

        assert self.program is not None
        try:
            return engine.judge(self.program, self.sources[path])
        except Exception as error:  # one file must never cost the findings of another
            self.failures[path] = _internal(error)
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

    def alone(self, document: Document) -> Analysis:
        """The same project asked about one file only, which may read otherwise than on the disk."""
        known = self.documents.get(document.path)
        asked = replace(self, given=(document.path,), failures={})
        if known is not None and known.text == document.text and document.path in self.facts:
            return asked
        return linked(replace(asked, documents={**self.documents, document.path: document}))

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
    documents, failures = gather(group, overrides)
    given = tuple(found.path for found in group)
    return around(group[0].project, projects, given, documents, failures, jobs)


def around(
    project: Project,
    projects: Projects,
    given: tuple[str, ...],
    documents: Mapping[str, Document],
    failures: dict[str, Failure],
    jobs: int = 1,
) -> Analysis:
    """The analysis of documents and of what the rest of their project says, where one of them may make a redirect."""
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
    """The analysis with the facts of all its documents, put together; what it has is not read again."""
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
    return replace(analysis, sources=sources, facts=facts, program=engine.link(facts.values(), analysis.settings))


def facts_of(source: Source) -> FileFacts | Failure:
    """The facts of one file: the map step, for any executor."""
    from lint307 import engine
    from lint307.reading.parse import Unreadable

    problem = python_error(source.text)
    if isinstance(problem, (RecursionError, MemoryError)):
        return Failure("it is nested too deeply to be parsed")
    try:
        return engine.read(source)
    except Unreadable as error:
        if isinstance(problem, SyntaxError):  # in clearer words than LibCST's
            return Failure(f"syntax error: {problem.msg}", problem.lineno, problem.offset)
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
