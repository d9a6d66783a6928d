"""What is to be read of a file, apart from its text: many files are asked about again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lint307.engine import Source


class Ask(NamedTuple):
    """The fields mean what they mean in `engine.Source`."""

    module: str
    also: str = ""
    wanted: str = ""
    only: bool = False

    def more(self, wanted: frozenset[str] = frozenset(), also: frozenset[str] = frozenset()) -> Ask:
        """The same, and these names besides."""
        return self._replace(wanted=_joined(self.wanted, wanted), also=_joined(self.also, also))

    def of(self, path: str, text: str) -> Source:
        """Asked of this text."""
        from lint307.engine import Source

        return Source(path, text, *self)


def _joined(known: str, more: frozenset[str]) -> str:
    return " ".join(sorted({*known.split(), *more}))
