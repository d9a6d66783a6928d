"""How many of a project's redirects name a route of it, and how many of those targets are found.

    python scripts/targets.py PROJECT…

A redirect counts when its Location is written as a name of a route (`url_for`, `reverse`, `redirect("name")`,
`url_path_for`) or as a path that is written out. For each project: how many there are, how many lead to a route that is
known, and the others by kind, with their places on `--show`. "outside" are places that are no routes of the project:
static files, other hosts, the routes that Django's admin and sign-in libraries bring.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from lint307 import engine
from lint307.core.sites import Case
from lint307.core.text import Lines
from lint307.core.values import Call, Change, Choice, Lit, Text, Value, argument, dotted
from lint307.files.programs import Analysis, analyse
from lint307.files.projects import Projects
from lint307.project import paths

NAMING = frozenset({"url_for", "url_path_for", "reverse", "reverse_lazy"})


class Reference(NamedTuple):
    """One target as it is written; `kind` is "found" or why it is not."""

    path: str
    row: int
    written: str
    kind: str


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("projects", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true", help="the places of those that are not found")
    options = parser.parse_args()
    for project in options.projects:
        folder = str(project.resolve())
        found = [r for analysis in analyse([folder], Projects((folder,))) for r in references(analysis)]
        kinds = Counter(r.kind for r in found)
        inside = len(found) - sum(n for kind, n in kinds.items() if kind.startswith("outside"))
        share = f"{100 * kinds['found'] / inside:.1f} %" if inside else "-"
        print(f"{project.name}: {kinds['found']} of {inside} found ({share}); {dict(kinds - Counter(found=10**9))}")
        for reference in found if options.show else ():
            if reference.kind != "found":
                print(f"  {reference.path}:{reference.row} {reference.written}: {reference.kind}")


def references(analysis: Analysis) -> Iterator[Reference]:
    """Every target that is written as a name or as a path, once for each place."""
    seen: dict[tuple[str, int], Reference] = {}
    for path in analysis.targets:
        settings = analysis.settings(path)
        program = analysis.knowledge.program(settings)
        source = analysis.knowledge.source(path)
        lines = Lines(source.text)
        for case in program.cases.of(source.module):
            written = _written(case.sent.location, case, program)
            if written is None:
                continue
            kind = _kind(written, case, program)
            place = path, case.site.span.start
            if place not in seen or kind == "found":
                seen[place] = Reference(path, lines.row(case.site.span.start), written, kind)
    yield from seen.values()


def _written(value: Value | None, case: Case, program: engine.Program) -> str | None:
    """The name or the path that a Location says; None for any other value."""
    ctx, near = program.cases.program.ctx, case.site.module
    while isinstance(value, Change):
        value = value.base
    match value:
        case Call(func=func) if dotted(func).rpartition(".")[2] in NAMING:
            first = argument(value, 0, None) or argument(value, None, "endpoint") or argument(value, None, "name")
            return paths.whole_text(first.value, ctx.symbols, near) if first else None
        case Call(func=func, args=[only, *_]) if dotted(func).rpartition(".")[2] in ("str", "resolve_url"):
            return _written(only.value, case, program)
        case Lit(value=str() as text):
            return text if text.startswith("/") or case.sent.by_name else None
        case Text(parts=[Lit(value=str() as head), *_]) if head.startswith("/"):
            return paths.of_value(value, ctx.symbols, near)
        case Choice():
            return None
    return None


def _kind(written: str, case: Case, program: engine.Program) -> str:
    if case.target.kind in ("route", "same", "rewritten", "requeried"):
        return "found"
    if written.startswith(("http:", "https:", "//")) or not written or written[0] in "?#.":
        return "outside: another host or a relative address"
    linked = program.cases.program
    if not written.startswith("/"):
        return _of_name(written, linked.routes.by_name)
    if any(written.startswith(p) for p in ("/static", "/media", "/assets", "/files")):
        return "outside: static files"
    near = [r for r in linked.routes.all if r.path is not None and paths.matches(written, r.path)]
    return "several routes match" if near else "outside: no route of the project has this path"


def _of_name(written: str, by_name: Mapping[str, object]) -> str:
    if written in by_name:
        return "several routes have this name"
    head = written.partition(":")[0].partition(".")[0]
    known = {name.partition(":")[0].partition(".")[0] for name in by_name}
    if written == "static" or written.endswith(".static") or head in ("admin", "account", "socialaccount", "debug"):
        return "outside: routes of a library"
    is_seen = head in known or ":" not in written
    return "no route of this name is seen" if is_seen else "its namespace is not seen"


if __name__ == "__main__":
    main()
