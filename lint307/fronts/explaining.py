"""`lint307 explain` and `lint307 rules`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from lint307.config import ConfigError, nearest
from lint307.core.rule import Rule
from lint307.rules import RULES

UNREADABLE_PAGE = """# unreadable (RDR901)

A file could not be analysed: it cannot be read or decoded, has NUL bytes, does not parse, is too large, is no regular
file, or a link that leads nowhere or to a folder that holds it.

Every other file is analysed. The exit code is 2, unless RDR901 is ignored.
"""


def explain(wanted: Sequence[str]) -> int:
    """Print the pages of rules, by code or name."""
    known = {key: rule for rule in RULES for key in (rule.code.lower(), rule.name)}
    pages = []
    for word in wanted:
        rule = known.get(word.lower())
        if rule is not None:
            pages.append(page(rule))
        elif word.lower() in ("rdr901", "unreadable"):
            pages.append(UNREADABLE_PAGE)
        else:
            raise ConfigError(f"unknown rule `{word}`{nearest(word.lower(), known)}")
    sys.stdout.write("\n".join(pages))
    return 0


def page(rule: Rule) -> str:
    """The page of a rule as Markdown, with its title."""
    facts = ["on by default" if not rule.opt_in else f"opt-in: `--extend-select {rule.code}`"]
    facts.append("a fix is sometimes available" if rule.fixable else "no automatic fix")
    return f"# {rule.name} ({rule.code})\n\n_{'; '.join(facts).capitalize()}._\n\n{rule.page.strip()}\n"


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
