"""`lint307 explain` and `lint307 rules`."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Sequence

from lint307.config import ConfigError, nearest_rule
from lint307.core.rule import Rule
from lint307.files.declared import target_versions
from lint307.files.projects import Projects
from lint307.rules import RULES

UNREADABLE_PAGE = """# unreadable (RDR901)

A file could not be analysed: it cannot be read or decoded, has NUL bytes, does not parse, is too large, is no regular
file, or a link that leads nowhere or to a folder that holds it.

Every other file is analysed. The exit code is 2, unless RDR901 is ignored.
"""


def explain(wanted: Sequence[str]) -> int:
    """Print the pages of rules, by code or name."""
    known = {key.lower(): rule for rule in RULES for key in (rule.code, rule.name)}
    pages = []
    for word in wanted:
        rule = known.get(word.lower())
        if rule is not None:
            pages.append(page(rule))
        elif word.lower() in ("rdr901", "unreadable"):
            pages.append(UNREADABLE_PAGE)
        else:
            raise ConfigError(f"unknown rule `{word}`{nearest_rule(word)}")
    sys.stdout.write(plain("\n".join([*pages, _versions(os.getcwd())])))
    return 0


def _versions(folder: str) -> str:
    """Under which versions of the frameworks the rules judge the files below a folder."""
    project = Projects((folder,)).of(folder)
    versions = target_versions(project.root, folder, project.config.target_versions, {})
    stated = ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))
    newest = "the newest known version of every" + (" other framework" if stated else " framework")
    judged = f"{stated} or later, and for {newest}" if stated else newest
    return f"## Versions\n\nFiles below {folder} are judged for {judged}; set `target-versions` to change that.\n"


def plain(page: str) -> str:
    """A page to read as it is: titles underlined, code indented, no marks of Markdown."""
    lines: list[str] = []
    in_code = False
    for line in page.splitlines():
        if line.startswith("```"):
            in_code = not in_code
            title = line.removeprefix("```python ").strip() if in_code else ""
            lines += [f"{title}:", ""] if in_code else []
        elif in_code:
            lines.append(f"    {line}".rstrip())
        elif line.startswith("#"):
            title = line.lstrip("# ")
            lines += [title, ("=" if line.startswith("# ") else "-") * len(title)]
        else:
            lines.append(re.sub(r"`([^`]*)`", r"\1", line.strip("_") if line.startswith("_") else line))
    return "\n".join(lines) + "\n"


def page(rule: Rule) -> str:
    """The page of a rule as Markdown, with its title."""
    facts = ["on by default" if not rule.opt_in else f"opt-in: `--extend-select {rule.code}`"]
    facts.append("a fix is sometimes available" if rule.fixable else "no automatic fix")
    shown = rule.page.strip().replace("# expect: RDR", "# RDR")  # the page is a test as well
    return f"# {rule.name} ({rule.code})\n\n_{'; '.join(facts).capitalize()}._\n\n{shown}\n"


def rules(output_format: str) -> int:
    """List every rule: code, name, whether it is on and fixable, and its first line."""
    if output_format == "json":
        rows = [
            {"code": r.code, "name": r.name, "summary": r.summary, "default": not r.opt_in, "fixable": r.fixable}
            for r in RULES
        ]
        print(json.dumps(rows, indent=2))
        return 0
    width = max(len(rule.name) for rule in RULES)
    for rule in RULES:
        marks = f"{'opt-in' if rule.opt_in else 'on':6}  {'fix' if rule.fixable else '':3}"
        print(f"{rule.code}  {rule.name:{width}}  {marks}  {rule.summary}")
    return 0
