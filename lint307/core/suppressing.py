"""Which findings a `# noqa` silences, as flake8 reads it: so that one comment serves every front end."""

from __future__ import annotations

import functools
import io
import tokenize
from collections.abc import Iterable

from lint307.core.facts import Suppression
from lint307.core.findings import Finding
from lint307.core.text import Lines


def suppressed(finding: Finding, suppressions: Iterable[Suppression], lines: Lines) -> bool:
    """Whether the first `# noqa` of the lines that a finding begins on, or one for the whole file, means its code.

    Lines that one string or a backslash holds together are one: the comment stands behind the last of them.
    """
    known = tuple(suppressions)
    if not known:
        return False
    row = lines.row(finding.span.start)
    rows = _joined(lines.text).get(row, range(row, row + 1)) if any(s.row for s in known) else ()
    inside = sorted((s for s in known if s.row in rows), key=lambda s: s.row)
    return any(
        s.codes is None or any(finding.code.startswith(code) for code in s.codes)
        for s in (*(s for s in known if s.row == 0), *inside[:1])
    )


@functools.lru_cache(maxsize=4)
def _joined(text: str) -> dict[int, range]:
    """Row to the rows that tokens over several lines join it with. Rows that stand alone may be missing."""
    joined: dict[int, range] = {}
    first, last = 0, 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(text, newline="").readline):
            if token.type in (tokenize.ENDMARKER, tokenize.DEDENT):
                continue
            first, last = first or token.start[0], max(last, token.end[0])
            if token.type in (tokenize.NL, tokenize.NEWLINE):
                if first < last:
                    joined |= dict.fromkeys(range(first, last + 1), range(first, last + 1))
                first = last = 0
    except (tokenize.TokenError, SyntaxError):  # flake8 takes each line for itself then
        return {}
    return joined
