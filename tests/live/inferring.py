"""What lint307 infers by reading, to be held against what the frameworks send."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from lint307 import engine
from lint307.config import Settings
from lint307.core.sites import Site
from lint307.core.text import Lines
from lint307.files.programs import analyse
from lint307.files.projects import Projects

Row = tuple[str, int]


def is_sent(site: Site) -> bool:
    """A redirect that is thrown away sends nothing, unless what looks like it raises."""
    return site.exit != "discard" or any(sent.raised for sent in site.sent)


def sites_of_text(text: str) -> list[Site]:
    """The redirects of a module that is known alone."""
    source = engine.Source("snippet.py", text, "snippet")
    program = engine.link([engine.read(source)], Settings())
    return [site for site in engine.sites(program, source.module) if is_sent(site)]


def sites_of_folder(folder: Path) -> dict[Row, list[Site]]:
    """The redirects of a project by file and row."""
    found: dict[Row, list[Site]] = defaultdict(list)
    for analysis in analyse([str(folder)], Projects((str(folder),))):
        for path in list(analysis.knowledge.asks):  # what is asked reads more
            analysis.knowledge.program(analysis.settings(path))
        for source in analysis.knowledge.sources(list(analysis.knowledge.asks)):
            lines, path = Lines(source.text), str(Path(source.path).relative_to(folder))
            program = analysis.knowledge.program(analysis.settings(source.path))
            for site in engine.sites(program, source.module):
                if is_sent(site):
                    found[path, lines.row(site.span.start)].append(site)
    return found


def statuses(sites: list[Site]) -> set[int | None]:
    """What can be sent at these sites; None when some of it cannot be told.

    Where a status is written and something else happens, it is what happens. A site whose status its callers decide
    says nothing when they are among the sites.
    """
    known: set[int | None] = set()
    for site in sites:
        for sent in site.sent:
            known |= {i.sends for i in sent.ineffective} or {sent.status}
    return known - {None} or known
