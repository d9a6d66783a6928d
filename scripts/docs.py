"""Write docs/rules/ and the table of rules in README.md from the rules' pages. `--check` only says what is stale."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

from lint307.core.rule import Rule
from lint307.rules import RULES

ROOT = Path(__file__).resolve().parent.parent
NOTE = "<!-- Written by scripts/docs.py from lint307/rules/; change it there. -->"
TABLE = re.compile(r"(?<=<!-- rules: begin -->\n).*?(?=<!-- rules: end -->)", re.S)
FENCE = re.compile(r"^```python (?P<kind>flagged|fixed|fine)(?P<title>[^\n]*)$", re.M)
CAPTIONS = {"flagged": "Reported", "fixed": "After the fix", "fine": "Not reported"}


def documents() -> dict[Path, str]:
    """Every generated file, by its path in the project, with the text that it has to have."""
    readme = Path("README.md")
    pages = {Path("docs/rules", f"{rule.code}.md"): page(rule) for rule in RULES}
    return {
        **pages,
        Path("docs/rules/index.md"): f"{NOTE}\n# Rules\n\n{table('')}",
        readme: TABLE.sub(lambda _: table("docs/rules/"), (ROOT / readme).read_text(encoding="utf-8")),
    }


def page(rule: Rule[Any]) -> str:
    """A rule's page as Markdown that stands alone: the words that a fence carries become captions."""
    facts = [
        "off by default" if rule.opt_in else "on by default",
        "has a fix" if rule.fixable else "has no automatic fix",
    ]
    body = FENCE.sub(_caption, rule.page.strip()).replace("# expect: RDR", "# RDR")
    return f"{NOTE}\n# {rule.code} {rule.name}\n\n*{'; '.join(facts)}*\n\n{body}\n"


def table(folder: str) -> str:
    """The rules as a Markdown table whose links start with `folder`."""
    rows = ["| code | name | default | fix | what is reported |", "|---|---|---|---|---|"]
    rows += [
        f"| [{rule.code}]({folder}{rule.code}.md) | {rule.name} | {'off' if rule.opt_in else 'on'} "
        f"| {'yes' if rule.fixable else '–'} | {rule.summary} |"
        for rule in RULES
    ]
    return "\n".join(rows) + "\n"


def stale() -> list[Path]:
    """The generated files that do not say what the pages say, and files in docs/rules/ that no rule has."""
    wanted = documents()
    differ = [path for path, text in wanted.items() if _text_of(path) != text]
    strays = [path.relative_to(ROOT) for path in sorted((ROOT / "docs/rules").glob("*"))]
    return differ + [path for path in strays if path not in wanted]


def _caption(fence: re.Match[str]) -> str:
    title = fence["title"].strip()
    return f"**{CAPTIONS[fence['kind']]}**{': ' + title if title else ''}\n\n```python"


def _text_of(path: Path) -> str | None:
    return (ROOT / path).read_text(encoding="utf-8") if (ROOT / path).exists() else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when something is out of date")
    if parser.parse_args().check:
        for path in (late := stale()):
            print(f"{path} is out of date: run python scripts/docs.py", file=sys.stderr)
        return 1 if late else 0
    (ROOT / "docs/rules").mkdir(parents=True, exist_ok=True)
    for path, text in documents().items():
        (ROOT / path).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
