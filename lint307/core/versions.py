"""Versions as tuples of numbers: enough to compare releases of the frameworks."""

from __future__ import annotations

import re


def release(version: str) -> tuple[int, ...]:
    """`3.1.0rc1` is (3, 1, 0)."""
    hit = re.match(r"\s*v?(\d+(?:\.\d+)*)", version)
    return tuple(int(n) for n in hit[1].split(".")) if hit else ()


def at_least(version: str, first: str) -> bool:
    """Whether `version` is `first` or later; missing numbers count as 0."""
    one, two = release(version), release(first)
    size = max(len(one), len(two))
    return one + (0,) * (size - len(one)) >= two + (0,) * (size - len(two))
