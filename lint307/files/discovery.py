"""The Python files under the given paths, as ruff finds them.

A path that is named is always taken. Below a folder, `.gitignore` and the excluded patterns are honoured, and links are
followed only to files that lie under the given paths; links to folders never, so that no loop can be entered.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lint307.files.ignoring import Patterns, above, gitignore, is_out, left_out
from lint307.files.projects import Project, Projects


class Found(NamedTuple):
    """A file and its project; `problem` says why it cannot be read, where that is known already."""

    path: str
    project: Project
    problem: str | None = None
    is_link: bool = False


def discover(arguments: Iterable[str], projects: Projects) -> list[Found]:
    """All files that the arguments (absolute paths) mean, each once, in order of path."""
    found: dict[str, Found] = {}
    links: list[Found] = []
    roots = []
    for argument in arguments:
        if os.path.isdir(argument):
            roots.append(os.path.realpath(argument))
            for item in _walk(argument, projects):
                if item.is_link and item.problem is None:
                    links.append(item)
                else:
                    found.setdefault(item.path, item)
        else:
            folder = os.path.dirname(argument)
            found.setdefault(argument, Found(argument, projects.of(folder)))
    if links:
        real = {os.path.realpath(path) for path in found}
        for link in links:
            target = os.path.realpath(link.path)
            if target not in real and any(_below(target, root) for root in roots):
                real.add(target)
                found.setdefault(link.path, link)
    return [found[path] for path in sorted(found)]


def named_and_excluded(argument: str, projects: Projects) -> bool:
    """Whether the configuration leaves out a file that was named itself, or a folder that holds it."""
    project = projects.of(os.path.dirname(argument))
    excluded = _excluded(project, project.base)
    if os.path.isdir(argument) or not excluded or not _below(argument, project.base):
        return False
    path = argument
    while path != project.base:
        if left_out(path, path != argument, excluded):
            return True
        path = os.path.dirname(path)
    return False


def _below(path: str, root: str) -> bool:
    return path.startswith(root.rstrip(os.sep) + os.sep)


def _walk(start: str, projects: Projects) -> Iterator[Found]:
    stack: list[tuple[str, tuple[Patterns, ...]]] = [(start, _unless_named(above(start), start))]
    while stack:
        folder, inherited = stack.pop()
        try:
            with os.scandir(folder) as scanned:
                entries = {entry.name: entry for entry in scanned}
        except OSError as error:
            yield Found(folder, projects.of(folder), f"the folder cannot be read: {error.strerror or error}")
            continue
        project = projects.of(folder, entries)
        chain = inherited + (gitignore(folder) if ".gitignore" in entries else ())
        excluded = [patterns.inside(folder) for patterns in _unless_named(_excluded(project, start), start)]
        ignored = [patterns.inside(folder) for patterns in chain]
        for name, entry in sorted(entries.items()):
            named = name.endswith(".py") and not name.startswith(".#")  # .#x.py: a lock of Emacs
            is_folder = entry.is_dir(follow_symlinks=False)
            if not (named or is_folder or entry.is_symlink()):
                continue
            if is_out(name, is_folder, excluded) or is_out(name, is_folder, ignored):
                continue
            if is_folder:
                stack.append((entry.path, chain))
            problem = _problem(entry, named)
            if (named and not is_folder) or problem:
                yield Found(entry.path, project, problem, entry.is_symlink())


def _problem(entry: os.DirEntry[str], named: bool) -> str | None:
    """Why an entry that looks like a file to read is none."""
    if not entry.is_symlink():
        return None
    target = os.path.realpath(entry.path)
    if _below(os.path.join(os.path.realpath(os.path.dirname(entry.path)), entry.name), target):
        return "it is a link to a folder that holds it; it is not followed"
    if not named:
        return None
    try:
        mode = os.stat(entry.path).st_mode
    except OSError as error:
        return f"it is a link that leads nowhere: {error.strerror or error}"
    return "it is a link to a folder; it is not followed" if stat.S_ISDIR(mode) else None


def _excluded(project: Project, start: str) -> tuple[Patterns, ...]:
    lines = (*project.config.exclude, *project.config.extend_exclude)
    inside = start == project.base or _below(start, project.base) or _below(project.base, start)
    return (Patterns(project.base if inside else start, lines),) if lines else ()


def _unless_named(chain: tuple[Patterns, ...], start: str) -> tuple[Patterns, ...]:
    """The patterns without those that leave out the very folder that was named."""
    return tuple(p for p in chain if p.verdict(start, folder=True) is not True)
