"""Small modules, one redirect or two each: what is found in them, and on which line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lint307 import check_text
from lint307.core.text import Lines

PAGES = sorted((Path(__file__).parent / "fixtures" / "modules").glob("*.md"))
_BLOCK = re.compile(r"^## (?P<title>[^\n]+)\n\n```python\n(?P<code>.*?)^```$", re.M | re.S)
_EXPECTED = re.compile(r"# expect: (RDR\d+(?:, RDR\d+)*)")

MODULES = [
    pytest.param(block["code"], id=f"{page.stem}: {block['title']}")
    for page in PAGES
    for block in _BLOCK.finditer(page.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("code", MODULES)
def test_findings(code: str) -> None:
    expected = {
        (row, name)
        for row, line in enumerate(code.splitlines(), 1)
        for hit in _EXPECTED.finditer(line)
        for name in hit[1].split(", ")
    }
    lines = Lines(code)
    found = {(lines.position(finding.span.start).row, finding.code) for finding in check_text(code)}
    assert found == expected


def test_every_page_is_read() -> None:
    assert len(MODULES) == sum(page.read_text(encoding="utf-8").count("```python\n") for page in PAGES) > 100
