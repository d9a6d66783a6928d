"""Fixes applications in copies and reports what became of them.

    python scripts/fixes.py FOLDER... [--unsafe-fixes] [--extend-select CODES] [--into REPORT]

Each folder is one application. Its Python files, and the files that declare versions and settings, are copied; the copy
is fixed and checked again. Printed are, for each application: findings, findings fixed, files changed; of these how
many parse, how many have none of the fixed findings left and no new one, in how many the change is only statuses,
imports and what the rule says (`return`, a route's name). `--into` keeps the diffs, one file for each application.
Exits with 1 when a change is not what it has to be.
"""

from __future__ import annotations

import argparse
import ast
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tokenize
from collections import Counter
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path
from typing import Any, NamedTuple

KEPT = (".py", ".toml", ".cfg", ".ini", ".txt", ".in", ".lock", "Pipfile")
NOT_COPIED = (".git", "node_modules", "__pycache__")
# What a change of a status may be made of; names of other files' routes come in with RDR503 alone.
ALLOWED = re.compile(
    r"\d{3}|True|False|\(|\)|,|=|\.|:|;|return|from|import|as|code|status|status_code|permanent|preserve_request"
    r"|redirect|resolve_url|HttpResponse(?:Permanent)?Redirect|HTTPStatus|http|HTTP_\d{3}_\w+"
    r"|MOVED_PERMANENTLY|FOUND|SEE_OTHER|TEMPORARY_REDIRECT|PERMANENT_REDIRECT|django|shortcuts"
)


class Row(NamedTuple):
    """What became of one application. `problems` say what a change must not be."""

    name: str
    findings: int
    fixed: int
    changed: int
    parse: int
    clean: int
    plain: int
    problems: tuple[str, ...]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--unsafe-fixes", action="store_true")
    parser.add_argument("--extend-select", metavar="CODES", help="rules that are off by default")
    parser.add_argument("--into", type=Path)
    options = parser.parse_args()
    level = ["--unsafe-fixes"] if options.unsafe_fixes else []
    selected = ["--extend-select", options.extend_select] if options.extend_select else []
    rows = []
    print(f"{'application':32} {'found':>6} {'fixed':>6} {'files':>6} {'parse':>6} {'clean':>6} {'plain':>6}")
    for folder in options.folders:
        with tempfile.TemporaryDirectory() as temporary:
            row = _fixed(folder, Path(temporary), level, selected, options.into)
        rows.append(row)
        _print(row)
    _print(Row("all", *(sum(row[column] for row in rows) for column in range(1, 7)), ()))  # type: ignore[arg-type]
    problems = [f"{row.name}: {problem}" for row in rows for problem in row.problems]
    print("\n".join(problems))
    return int(bool(problems))


def _print(row: Row) -> None:
    print(f"{row.name[:32]:32}", *(f"{number:6}" for number in row[1:7]), flush=True)


def _fixed(folder: Path, temporary: Path, level: list[str], selected: list[str], into: Path | None) -> Row:
    old, new = temporary / "old" / folder.name, temporary / "new" / folder.name
    for copy in (old, new):
        shutil.copytree(folder, copy, ignore=_not_copied, symlinks=True)
    before = _found(old, selected)
    if not before:
        return Row(folder.name, 0, 0, 0, 0, 0, 0, ())
    ran = _lint307("fix", *level, *selected, "--exit-zero", "--output-format", "concise", str(new))
    problems = [line for line in ran.stderr.splitlines() if "not made:" in line or "not changed:" in line]
    after = _found(new, selected)
    changed = [path for path in sorted(old.rglob("*.py")) if _differs(path, new / path.relative_to(old))]
    parse = clean = plain = 0
    diffs = []
    for path in changed:
        name = str(path.relative_to(old))
        texts = [_text(path), _text(new / name)]
        diffs += unified_diff(texts[0].splitlines(True), texts[1].splitlines(True), name, name, n=6)
        if _parses(texts[1]):
            parse += 1
        else:
            problems.append(f"{name}: no longer parses")
        more = Counter(f["code"] for f in after.get(name, ())) - Counter(f["code"] for f in before.get(name, ()))
        fewer = len(after.get(name, ())) < len(before.get(name, ()))
        if fewer and not more:
            clean += 1
        else:
            problems.append(f"{name}: checked again there is {dict(more) or 'nothing gone'}")
        strange = _strange(*texts)
        if strange <= _named(before.get(name, ())):
            plain += 1
        else:
            problems.append(f"{name}: more than statuses and imports changed: {' '.join(sorted(strange))}")
    if into is not None and diffs:
        into.mkdir(parents=True, exist_ok=True)
        (into / f"{folder.name}.diff").write_text("".join(diffs), encoding="utf-8")
    counts = [sum(map(len, found.values())) for found in (before, after)]
    return Row(folder.name, counts[0], counts[0] - counts[1], len(changed), parse, clean, plain, tuple(problems))


def _not_copied(folder: str, names: list[str]) -> set[str]:
    return {
        name for name in names if name in NOT_COPIED or (not name.endswith(KEPT) and not (Path(folder) / name).is_dir())
    }


def _lint307(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lint307", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _found(folder: Path, selected: list[str]) -> dict[str, list[dict[str, Any]]]:
    """What `check` finds in a folder, by file."""
    ran = _lint307("check", *selected, "--exit-zero", "--output-format", "json", str(folder))
    if ran.returncode not in (0, 2):  # 2: some file cannot be read
        raise SystemExit(f"{folder}: {ran.stderr}")
    found: dict[str, list[dict[str, Any]]] = {}
    for finding in json.loads(ran.stdout):
        found.setdefault(str(Path(finding["filename"]).relative_to(folder)), []).append(finding)
    return found


def _differs(one: Path, other: Path) -> bool:
    return one.is_file() and one.read_bytes() != other.read_bytes()


def _text(path: Path) -> str:
    with tokenize.open(path) as file:
        return file.read()


def _parses(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def _strange(old: str, new: str) -> set[str]:
    """The tokens that one of the texts has more often, of which no change of a status is made."""
    counts = [
        Counter(token.string.strip() for token in tokenize.generate_tokens(io.StringIO(text).readline))
        for text in (old, new)
    ]
    touched = (counts[0] - counts[1]) + (counts[1] - counts[0])
    return {token for token in touched if token and not ALLOWED.fullmatch(token)}


def _named(findings: Sequence[dict[str, Any]]) -> set[str]:
    """The route names that RDR503 writes, and the names that statuses had before."""
    return {edit["content"] for f in findings if f["code"] == "RDR503" and f["fix"] for edit in f["fix"]["edits"]}


if __name__ == "__main__":
    sys.exit(main())
