"""One share of the work of several machines: the same tree and the same number give the same share everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lint307.files.discovery import Found


class Shard(NamedTuple):
    """The `number`th of `total` shares, from 1."""

    number: int = 1
    total: int = 1

    def of(self, groups: Sequence[list[Found]]) -> list[list[Found]]:
        """The share of the files asked about, by project. What is left out is still known to those that stay.

        As long as there are as many projects as shares whole projects are dealt out, else files in the order of their
        paths, so that neighbours, which take about as long, go to different shares.
        """
        if self.total == 1:
            return list(groups)
        ordered = sorted(groups, key=lambda group: group[0].project.root)
        if len(ordered) >= self.total:
            return ordered[self.number - 1 :: self.total]
        numbered = enumerate(found for group in ordered for found in group)
        ours = {found.path for index, found in numbered if index % self.total == self.number - 1}
        kept = [[found for found in group if found.path in ours] for group in ordered]
        return [group for group in kept if group]


WHOLE = Shard()
