"""What is read of a project, as far as it is needed: documents, facts, and the programs that they make."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lint307.files.asking import Ask
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
    """`asks` and `facts` hold all that counts, by path; `documents` are the files that were read for that.

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
    asks: dict[str, Ask] = field(default_factory=dict)
    facts: dict[str, FileFacts] = field(default_factory=dict)
    failures: dict[str, Failure] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    modules: Modules = field(default_factory=lambda: Modules.of({}))
    missing: list[str] = field(default_factory=list)
    fresh: set[str] = field(default_factory=set)
    is_current: bool = True
    _programs: dict[str, Program] = field(default_factory=dict)

    def open(self) -> None:
        """Take in all files that count; the others are known by their names. What nobody has read yet is `missing`."""
        names = module_names(self.looked.sights, self.root)
        self.modules = Modules.of({name: path for path, name in sorted(names.items())})
        counting = self._counting(names)
        self.unread = {name: path for path, name in names.items() if path not in counting}
        asked = self.cache.asked  # what an earlier run had to read in the end is asked for at once
        self.documents = counting
        self.missing = self._unknown(
            {
                path: Ask(names[path], *asked.get(path, ("", "")), path not in counting)
                for path in sorted({*counting, *(path for path in asked if path in names)})
            }
        )

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

        used = in_use([names[path] for path in documents], self.modules, text_of, self.helpers)
        idle = {path: document for path, document in documents.items() if names[path] not in used}
        if sum(len(document.data) for document in idle.values()) <= WORTH_CHECKING:
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

    def text(self, path: str) -> str | None:
        """What a file says; None when it cannot be read."""
        document = self.documents.get(path) or self.document(path)
        return document.text if document is not None else None

    def source(self, path: str) -> Source:
        """What is read of a file, in the text that it is read from."""
        return self.asks[path].of(path, self.documents[path].text)

    def sources(self, paths: Iterable[str]) -> Iterator[Source]:
        """What is read of files, one by one: all their texts at once take more memory than what is known of them."""
        return map(self.source, paths)

    def size(self, paths: Iterable[str]) -> int:
        """Bytes of the files in all."""
        return sum(len(self.documents[path].data) for path in paths)

    def read(self, asks: Mapping[str, Ask]) -> None:
        """What is asked of these files, from the cache where it has it; it takes the place of what is there."""
        unknown = self._unknown(asks)
        self.receive(unknown, self.workers.read(self.sources(unknown), self.size(unknown)))

    def _unknown(self, asks: Mapping[str, Ask]) -> list[str]:
        """Those of which nothing is remembered; the facts of the others are put in."""
        unknown = []
        for path, ask in asks.items():
            document = self.documents.get(path) or self.document(path)
            if document is None:
                continue
            self.documents[path], self.asks[path] = document, ask
            known = self.cache.facts(self.source(path))
            if known is None:
                unknown.append(path)
            else:
                self._put(path, known)
        return unknown

    def receive(self, paths: Collection[str], results: Iterable[Result]) -> None:
        """Put in what was asked of these files, and remember it."""
        self.fresh |= set(paths)
        for path, result in zip(paths, results, strict=True):
            if self.cache.file is not None:
                self.cache.keep(self.source(path), result if isinstance(result, bytes) else pack(result))
            self._put(path, unpack(result) if isinstance(result, bytes) else result)
        self.missing = []

    def _put(self, path: str, result: FileFacts | Failure) -> None:
        if isinstance(result, Failure):
            self.failures[path] = result
        else:
            self.facts[path] = result

    def misread(self, documents: Sequence[Document]) -> dict[str, Failure]:
        """Why texts of which no more is wanted cannot be read, as far as they cannot."""
        self.documents = {document.path: document for document in documents}
        self.read({path: Ask(module_name(path, self.root)) for path in self.documents})
        return self.failures

    def program(self, settings: Settings) -> Program:
        """All facts put together under some settings."""
        key = repr(settings)
        if key not in self._programs:
            self._programs[key] = complete(self, settings)
            self.cache.ask({path: (a.also, a.wanted) for path, a in self.asks.items() if a.also or a.wanted})
        return self._programs[key]

    def with_text(self, document: Document) -> Knowledge:
        """The same knowledge with one file that reads otherwise."""
        path = document.path
        others = replace(self, documents={**self.documents, path: document}, failures={}, _programs={})
        others.asks, others.facts = dict(self.asks), dict(self.facts)
        others.facts.pop(path, None)
        known = self.asks.get(path) or Ask(module_name(path, self.root))
        others.unread = {name: each for name, each in self.unread.items() if each != path}
        if known.module not in self.modules.names:
            others.modules = self.modules.with_one(known.module, path)
        others.read({path: known._replace(only=False)})
        return others
