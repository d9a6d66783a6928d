"""The house keeps its own rules: layers, pages, documents, sizes."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import lint307.rules
from lint307.core.rule import Rule
from lint307.rules import RULES

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "lint307"
LIMITS = {"rules": 80, "frameworks": 150, "frameworks/spec.py": 250}
EVERY_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
MODULES = sorted(PACKAGE.rglob("*.py"))


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_room_imports_from_a_room_above_it() -> None:
    command = [
        sys.executable,
        "-c",
        "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))",
    ]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search(r"[1-9]\d* kept, 0 broken", ran.stdout), ran.stdout


def test_every_rule_is_in_the_table_of_contents_once_and_in_order() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    files = sorted(path.stem for path in (PACKAGE / "rules").glob("rdr*.py"))
    assert files == [f"{rule.code.lower()}_{rule.name.replace('-', '_')}" for rule in RULES]
    assert len({rule.name for rule in RULES}) == len(RULES)


@EVERY_RULE
def test_a_page_opens_with_its_finding_and_has_its_sections(rule: Rule[Any]) -> None:
    lines = rule.page.splitlines()
    assert re.fullmatch(r"[A-Z].{30,150}\.", lines[0]), "the first line is one sentence"
    assert lines[1] == ""
    assert re.findall(r"^## (.*)$", rule.page, re.M) == ["Fix safety", "Known limits"]
    assert re.search(r"RFC\s\d{4}\s§", rule.page), "a page names its source"


@EVERY_RULE
def test_a_page_shows_what_is_reported(rule: Rule[Any]) -> None:
    kinds = [example.kind for example in rule.examples]
    assert kinds[:1] == ["flagged"]
    assert rule.page.count("```") == 2 * len(kinds), "every fence is one of flagged, fixed, fine"
    for before, example in zip([None, *rule.examples], rule.examples, strict=False):
        expected = set(re.findall(r"# expect: (RDR\d{3})$", example.code, re.M))
        assert expected == ({rule.code} if example.kind == "flagged" else set())
        if example.kind == "fixed":
            assert before is not None
            assert before.kind == "flagged"


def test_the_generated_documents_are_up_to_date() -> None:
    assert script("docs").stale() == []


def test_the_readme_starts_with_the_two_commands() -> None:
    shell = re.findall(
        r"^```(?:sh|console|bash)\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S
    )
    assert shell[0] == "python -m pip install . && lint307 check tests/fixtures/apps/shop\n"
    assert shell[1] == "python -m pip install -e '.[test]' && python -m pytest\n"


@pytest.mark.parametrize(
    "document", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]), ids=lambda path: path.name
)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    prose = re.sub(r"^```.*?^```$", "", document.read_text(encoding="utf-8"), flags=re.M | re.S)
    for link in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", prose):
        assert (document.parent / link).exists(), f"{document.name} links to {link}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_stays_small(path: Path) -> None:
    place = path.relative_to(PACKAGE)
    limit = LIMITS.get(place.as_posix(), LIMITS.get(place.parts[0], 250))
    assert len(path.read_text(encoding="utf-8").splitlines()) <= limit


def test_rules_import_nothing_of_the_syntax_tree() -> None:
    for path in (PACKAGE / "rules").glob("*.py"):
        assert not re.search(r"\b(?:import|from) (?:libcst|ast)\b", path.read_text(encoding="utf-8")), path.name
    assert lint307.rules.__doc__
