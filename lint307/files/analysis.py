"""One project through the engine: what counts is read and linked, what was asked about is judged.

An answer that an earlier run gave to the same contents is given again, and nothing is read for it.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lint307.config import UNREADABLE, Settings
from lint307.files.answers import Answer, Answers, Overview
from lint307.files.cache import Cache
from lint307.files.declared import target_versions
from lint307.files.decoding import BadFile, Document, decode, load
from lint307.files.facts import internal_error
from lint307.files.gathering import Failure, unreadable
from lint307.files.ignoring import covers
from lint307.files.looking import Looked, digest_of, sight_of
from lint307.files.projects import Project
from lint307.files.workers import ALONE, Workers
from lint307.project.urlconf import rootless

if TYPE_CHECKING:
    from lint307.core.facts import FileFacts
    from lint307.core.findings import Finding, Safety
    from lint307.core.text import Lines
    from lint307.files.knowledge import Knowledge
    from lint307.fixing import Fixed


@dataclass
class Analysis:
    """One project. `given` are the paths asked about, `looked` a first look at them and, where needed, all others."""

    project: Project
    given: tuple[str, ...]
    looked: Looked
    failures: dict[str, Failure]
    cache: Cache
    workers: Workers = ALONE
    overrides: Mapping[str, bytes] = field(default_factory=dict)
    _knowledge: Knowledge | None = None
    _counts: tuple[int, int] = (0, 0)
    _declared: dict[str, dict[str, str]] = field(default_factory=dict)
    _settings: dict[str, Settings] = field(default_factory=dict)  # by folder and by what they say: equal ones are one

    @property
    def knowledge(self) -> Knowledge:
        """All that counts, read. It is never read where every answer is known."""
        opened = self.opened()
        if missing := opened.missing:
            opened.receive(missing, self.workers.read(opened.sources(missing), opened.size(missing)))
        return opened

    def opened(self) -> Knowledge:
        """All that counts, as far as it is remembered."""
        if self._knowledge is None:
            from lint307.files.knowledge import Knowledge

            helpers = frozenset(helper.name.partition(".")[0] for helper in self.project.config.helpers)
            self._knowledge = Knowledge(
                self.project.root, self.cache, self.workers, self.looked, self.overrides, helpers
            )
            self._knowledge.open()
        return self._knowledge

    def put_away(self) -> None:
        """Give back the memory that was needed to answer."""
        self._counts = self.read
        self._knowledge = None

    @property
    def looked_at(self) -> int:
        return len(self.looked.sights)

    @property
    def read(self) -> tuple[int, int]:
        """How many files were read for this run, and of how many what they say was remembered.

        Both are 0 where nothing was needed but answers that are remembered.
        """
        if self._knowledge is None:
            return self._counts
        known = self._knowledge.facts.keys()
        return len(known & self._knowledge.fresh), len(known - self._knowledge.fresh)

    @functools.cached_property
    def answers(self) -> Answers:
        return Answers(self.cache, self.project.root, self.looked)

    def settings(self, path: str) -> Settings:
        """How a file is judged: the versions are those that the folders from it up to the root declare."""
        folder = path[: path.rfind(os.sep)] or os.sep
        if folder not in self._settings:
            config = self.project.config
            versions = target_versions(self.project.root, folder, config.target_versions, self._declared, self.cache)
            settings = replace(config.settings, target_versions=versions)
            self._settings[folder] = self._settings.setdefault(repr(settings), settings)
        return self._settings[folder]

    def overview(self, settings: Settings) -> Overview:
        """What all files together come to under these settings."""
        known = self.answers.overview(settings)
        if known is None:
            from lint307 import engine

            knowledge = self.knowledge
            program = knowledge.program(settings)  # it reads what turns out to be needed
            handing_on = [p for p in knowledge.facts if engine.redirects(program, knowledge.facts[p].module)]
            known = Overview(frozenset(handing_on), dict(knowledge.failures), rootless(program.cases.program.ctx))
            if knowledge.is_current:
                self.answers.keep_overview(settings, known)
        return known

    @property
    def is_answered(self) -> bool:
        """Whether every answer is known without reading anything."""
        if any(sight.matters for sight in self.looked.sights.values()):
            known = [self.answers.overview(s) for s in {repr(s): s for s in map(self.settings, self.relevant)}.values()]
            return None not in known and all(self.answers.answer(p, self.settings(p)) for p in self.targets)
        return True

    @property
    def relevant(self) -> Iterator[str]:
        """The files asked about that may, for all that a first look tells, send a redirect."""
        for path in self.given:
            sight = self.looked.sights.get(path)
            if sight is not None and path not in self.failures and (sight.counts or sight.hands_on):
                yield path

    @functools.cached_property
    def targets(self) -> tuple[str, ...]:
        """The files asked about that may send a redirect, be it one that another file makes."""
        if not any(sight.matters for sight in self.looked.sights.values()):
            return ()
        found = []
        overviews: dict[int, Overview] = {}
        for path in list(self.relevant):
            settings = self.settings(path)
            overview = overviews.get(id(settings)) or overviews.setdefault(id(settings), self.overview(settings))
            if path in overview.failures:
                self.failures[path] = overview.failures[path]
            elif self.looked.sights[path].matters or path in overview.handing_on:
                found.append(path)
        return tuple(found)

    def answer(self, path: str) -> Answer:
        """What all rules, opt-in ones included, find in one file; nothing, and a failure, when the analysis breaks."""
        settings = self.settings(path)
        known = self.answers.answer(path, settings)
        if known is None:
            from lint307 import engine
            from lint307.fixing.trying import makeable

            knowledge = self.knowledge
            source = knowledge.source(path) if path in knowledge.asks else None  # None: no framework is in use there
            try:
                found = engine.judge(knowledge.program(settings), source) if source is not None else []
                found = makeable(source, found, knowledge.facts) if source is not None else []
            except Exception as error:  # one file must never cost the findings of another
                self.failures[path] = internal_error(error)
                return Answer()
            known = Answer(tuple(found), knowledge.facts[path].suppressions if found else ())
            if knowledge.is_current:
                self.answers.keep(path, settings, known)
        return known

    def document(self, path: str) -> Document | None:
        """A file as it was when it was looked at; None when it cannot be read any more."""
        if self._knowledge is not None and path in self._knowledge.documents:
            return self._knowledge.documents[path]
        try:
            return decode(path, self.overrides[path] if path in self.overrides else load(path))
        except BadFile:
            return None

    def enables(self, code: str, path: str) -> bool:
        """Whether the configuration wants this code for this file."""
        config = self.project.config
        return config.enables(code) and not any(
            any(p == "ALL" or code.startswith(p) for p in codes) and covers(self.project.base, pattern, path)
            for pattern, codes in config.per_file_ignores
        )

    def wants(self, finding: Finding, facts: FileFacts | Answer, lines: Lines) -> bool:
        """Whether a finding is to be shown: its rule is on for this file, and no comment suppresses it."""
        from lint307.core.suppressing import suppressed

        return self.enables(finding.code, finding.path) and not suppressed(finding, facts.suppressions, lines)

    @functools.cached_property
    def found(self) -> dict[str, list[Finding]]:
        """The findings to be shown in each file asked about that has any."""
        found: dict[str, list[Finding]] = {}
        for path in self.targets:
            answer = self.answer(path)
            document = self.document(path) if answer.findings else None
            if document is not None:
                from lint307.core.text import Lines

                lines = Lines(document.text)
                wanted = [finding for finding in answer.findings if self.wants(finding, answer, lines)]
                found |= {path: wanted} if wanted else {}
        return found

    def fixed(self, level: Safety) -> dict[str, Fixed]:
        """Every file asked about that has findings, fixed in memory."""
        from lint307.fixing import fix

        groups: dict[str, dict[str, list[Finding]]] = {}
        for path, findings in self.found.items():
            groups.setdefault(repr(self.settings(path)), {})[path] = findings
        results: dict[str, Fixed] = {}
        for found in groups.values():
            settings = self.settings(next(iter(found)))
            self.knowledge.program(settings)
            sources = {path: self.knowledge.source(path) for path in found}
            results |= fix(sources, found, self.knowledge.facts, settings, level, self.wants)
        return results

    def alone(self, document: Document) -> Analysis:
        """The same project asked about one file only, which may read otherwise than on the disk."""
        path, known = document.path, self.looked.sights.get(document.path)
        if known is not None and known.digest == digest_of(document.data):
            failures = {path: self.failures[path]} if path in self.failures else {}
            asked = replace(self, given=(path,), failures=failures)
            asked.__dict__["answers"] = self.answers
            if not asked.is_answered:  # what has to be read is read once, for all files
                asked._knowledge = self.knowledge
            return asked
        sight = sight_of(path, document.data)
        asked = replace(self, given=(path,), failures={})
        asked.looked = self.looked._replace(sights={**self.looked.sights, path: sight})
        asked.overrides = {**self.overrides, path: document.data}
        asked._knowledge = self.knowledge.with_text(document) if sight.counts else None
        return asked

    def findings(self) -> list[Finding]:
        """What is to be shown, with one RDR901 for each file that failed."""
        return [*(finding for each in self.found.values() for finding in each), *self.unreadable()]

    def unreadable(self) -> list[Finding]:
        """One RDR901 for each file asked about that could not be read or analysed; complete once `found` is known."""
        shown = [(path, why) for path, why in self.failures.items() if self.enables(UNREADABLE, path)]
        texts = {path: d.text for path, why in shown if why.row is not None and (d := self.document(path)) is not None}
        return [unreadable(path, why, texts.get(path)) for path, why in shown]
