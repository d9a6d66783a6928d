"""What is read of a project, as far as it is needed: documents, facts, and the programs that they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lint307.files.completing import complete
from lint307.files.decoding import BadFile, Document, decode, load
from lint307.files.gathering import WORTH_CHECKING, Failure
from lint307.files.looking import digest_of
from lint307.files.modules import module_name, module_names
from lint307.files.packing import pack, unpack
from lint307.files.using import in_use
from lint307.project.modules import Modules
from lint307.reading.python import python_error

if TYPE_CHECKING:
    from lint307.config import Settings
    from lint307.core.facts import FileFacts
    from lint307.engine import Program, Source
    from lint307.files.cache import Cache
    from lint307.files.looking import Looked
    from lint307.files.workers import Result, Workers


@dataclass
class Knowledge:
    """`sources` and `facts` hold all that counts, by path.

    `unread` are the modules that seem not to count, with their paths: they are read when a name leads there.
    `helpers` are the packages of redirecting functions that the user declared.
    `is_current`: every file was read as it was when it was looked at.
    `fresh` are those of which nothing was remembered.
    """

    root: str
    cache: Cache
    workers: Workers
    looked: Looked
    overrides: Mapping[str, bytes]
    helpers: frozenset[str] = frozenset()
    documents: dict[str, Document] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    facts: dict[str, FileFacts] = field(default_factory=dict)
    failures: dict[str, Failure] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    modules: Modules = field(default_factory=lambda: Modules.of({}))
    missing: list[Source] = field(default_factory=list)
    fresh: set[str] = field(default_factory=set)
    is_current: bool = True
    _programs: dict[str, Program] = field(default_factory=dict)

    def open(self) -> None:
        """Take in all files that count; the others are known by their names. What nobody has read yet is `missing`."""
        from lint307 import engine

        names = module_names(self.looked.sights, self.root)
        self.modules = Modules.of({name: path for path, name in sorted(names.items())})
        counting = self._counting(names)
        self.unread = {name: path for path, name in names.items() if path not in counting}
        asked = self.cache.asked  # what an earlier run had to read in the end is asked for at once
        sources = []
        for path in sorted({*counting, *(path for path in asked if path in names)}):
            document = counting.get(path) or self.document(path)
            if document is not None:
                self.documents[path] = document
                more = asked.get(path, ("", ""))
                sources.append(engine.Source(path, document.text, names[path], *more, path not in counting))
        self.missing = self._unknown(sources)

    def _counting(self, names: Mapping[str, str]) -> dict[str, Document]:
        """The files that may have to do with a framework, and those that have to be read to say what is wrong there."""
        found = {path: self.document(path) for path, sight in self.looked.sights.items() if sight.counts}
        documents = {path: document for path, document in found.items() if document is not None}
        paths = {name: path for path, name in names.items()}

        def text_of(module: str) -> str | None:
            path = paths[module]
            try:
                known = documents.get(path) or decode(path, self.overrides.get(path) or load(path))
            except BadFile:
                return None
            return known.text

        used = in_use(
            {names[path]: document.text for path, document in documents.items()}, self.modules, text_of, self.helpers
        )
        idle = {path: document for path, document in documents.items() if names[path] not in used}
        if sum(len(document.text) for document in idle.values()) <= WORTH_CHECKING:
            idle = {path: document for path, document in idle.items() if python_error(document.text) is None}
        return {path: document for path, document in documents.items() if path not in idle}

    def document(self, path: str) -> Document | None:
        """A file of the project, which is not kept; None, and a failure, when it cannot be read."""
        try:
            data = self.overrides[path] if path in self.overrides else load(path)
            document = decode(path, data)
        except BadFile as error:
            self.failures[path] = Failure(str(error))
            return None
        if digest_of(data) != self.looked.sights[path].digest:  # it changed since it was looked at
            self.is_current = False
        return document

    def read(self, sources: Sequence[Source]) -> None:
        """The facts of these texts, from the cache where it has them; they take the place of what is there."""
        for path in [source.path for source in sources if source.path not in self.documents]:
            document = self.document(path)
            self.documents |= {path: document} if document is not None else {}
        unknown = self._unknown(sources)
        self.receive(unknown, self.workers.read(unknown))

    def _unknown(self, sources: Sequence[Source]) -> list[Source]:
        """Those of which nothing is remembered; the facts of the others are put in."""
        unknown = []
        for source in sources:
            self.sources[source.path] = source
            known = self.cache.facts(source)
            if known is None:
                unknown.append(source)
            else:
                self._put(source.path, known)
        return unknown

    def receive(self, sources: Sequence[Source], results: Iterable[Result]) -> None:
        """Put in what these texts came to, and remember it."""
        self.fresh |= {source.path for source in sources}
        for source, result in zip(sources, results, strict=True):
            if self.cache.file is not None:
                self.cache.keep(source, result if isinstance(result, bytes) else pack(result))
            self._put(source.path, unpack(result) if isinstance(result, bytes) else result)
        self.missing = []

    def _put(self, path: str, result: FileFacts | Failure) -> None:
        if isinstance(result, Failure):
            self.failures[path] = result
        else:
            self.facts[path] = result

    def misread(self, documents: Sequence[Document]) -> dict[str, Failure]:
        """Why texts of which no more is wanted cannot be read, as far as they cannot."""
        from lint307 import engine

        self.read([engine.Source(d.path, d.text, module_name(d.path, self.root)) for d in documents])
        return self.failures

    def program(self, settings: Settings) -> Program:
        """All facts put together under some settings."""
        key = repr(settings)
        if key not in self._programs:
            self._programs[key] = complete(self, settings)
            self.cache.ask({path: (s.also, s.wanted) for path, s in self.sources.items() if s.also or s.wanted})
        return self._programs[key]

    def with_text(self, document: Document) -> Knowledge:
        """The same knowledge with one file that reads otherwise."""
        from lint307 import engine

        others = replace(self, documents={**self.documents, document.path: document}, failures={}, _programs={})
        others.sources, others.facts = dict(self.sources), dict(self.facts)
        others.facts.pop(document.path, None)
        known = self.sources.get(document.path)
        if known is None:
            known = engine.Source(document.path, "", module_name(document.path, self.root))
        others.unread = {name: path for name, path in self.unread.items() if path != document.path}
        if known.module not in self.modules.names:
            others.modules = self.modules.with_one(known.module, known.path)
        others.read([known._replace(text=document.text, only=False)])
        return others
