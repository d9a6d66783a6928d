"""Finished answers of a project in one state of its files, to be given again without reading or linking anything."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from lint307.files.packing import Unpackable, pack, unpack

if TYPE_CHECKING:
    from lint307.config import Settings
    from lint307.core.facts import Suppression
    from lint307.core.findings import Finding
    from lint307.files.cache import Cache
    from lint307.files.gathering import Failure
    from lint307.files.looking import Looked


class Answer(NamedTuple):
    """What all rules find in a file, opt-in ones included, and its `# noqa` comments."""

    findings: tuple[Finding, ...] = ()
    suppressions: tuple[Suppression, ...] = ()


class Overview(NamedTuple):
    """What a state comes to under some settings: files that send redirects made elsewhere, and files not understood.

    `rootless` are Django's outermost URLconfs where no settings name one of them as the root.
    """

    handing_on: frozenset[str]
    failures: Mapping[str, Failure]
    rootless: tuple[str, ...] = ()


class Answers:
    """The answers of one state: what all files of the project contain, besides its settings."""

    def __init__(self, cache: Cache, root: str, looked: Looked) -> None:
        digest = hashlib.blake2b(root.encode(errors="surrogateescape"), digest_size=16)
        for path, sight in sorted(looked.sights.items()):
            digest.update(path.encode(errors="surrogateescape") + b"\0" + sight.digest)
        for path in sorted(looked.failures):
            digest.update(b"\0" + path.encode(errors="surrogateescape"))
        self._cache = cache
        self._known = cache.answers(digest.digest())

    def overview(self, settings: Settings) -> Overview | None:
        found = self._get(f"\0{_key(settings)}")
        if isinstance(found, tuple) and len(found) == 3 and isinstance(found[1], dict):
            return Overview(frozenset(found[0]), found[1], found[2])
        return None

    def keep_overview(self, settings: Settings, overview: Overview) -> None:
        kept = (tuple(sorted(overview.handing_on)), dict(overview.failures), overview.rootless)
        self._put(f"\0{_key(settings)}", kept)

    def answer(self, path: str, settings: Settings) -> Answer | None:
        found = self._get(path)
        if isinstance(found, tuple) and len(found) == 3 and found[0] == _key(settings):
            return Answer(found[1], found[2])
        return None

    def keep(self, path: str, settings: Settings, answer: Answer) -> None:
        self._put(path, (_key(settings), *answer))

    def _get(self, key: str) -> object:
        try:
            data = self._known.get(key)
            return None if data is None else unpack(data)
        except Unpackable:
            return None

    def _put(self, key: str, thing: object) -> None:
        self._known[key] = pack(thing)
        self._cache.changed = True


def _key(settings: Settings) -> str:
    versions = sorted(settings.target_versions.items())
    said = repr((versions, settings.permanent_status, settings.helpers))
    return hashlib.blake2b(said.encode(), digest_size=12).hexdigest()
