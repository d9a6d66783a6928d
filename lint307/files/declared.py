"""Which versions of the frameworks a project says it needs: PEP 621, Poetry, setup.cfg, requirements and lock files."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from lint307.config import FRAMEWORKS, ConfigError
from lint307.files.decoding import BadFile, load
from lint307.files.looking import stamp
from lint307.files.projects import toml

if TYPE_CHECKING:
    from lint307.files.cache import Cache

_NAME = re.compile(r"^\s*([A-Za-z0-9][A-Za-z0-9._-]*)")
_LOCKS = ("uv.lock", "poetry.lock", "pdm.lock")
_NAMED = ("pyproject.toml", "setup.cfg", "Pipfile.lock", *_LOCKS)


def target_versions(
    root: str, folder: str, configured: Mapping[str, str], seen: dict[str, dict[str, str]], cache: Cache | None = None
) -> dict[str, str]:
    """Framework to the lowest version that has to work for the files of a folder, as far as anything says so.

    Of the folders from this one up to the root the nearest that speaks of a framework decides, and in one folder the
    lowest version. The configuration overrides it all. `seen` remembers what folders state.
    """
    versions: dict[str, str] = {}
    while True:
        if folder not in seen:
            seen[folder] = _of_folder(folder, cache)
        for name, version in seen[folder].items():
            versions.setdefault(name, version)
        if folder == root or not folder.startswith(root.rstrip(os.sep) + os.sep):
            return {**versions, **configured}
        folder = os.path.dirname(folder)


def _of_folder(folder: str, cache: Cache | None) -> dict[str, str]:
    """The versions that the files of one folder state; not worked out again while these files stay as they were."""
    files = _declaring(folder)
    if not files:
        return {}
    stamps = [stamp(path, time.time_ns()) for path in files]
    is_settled = cache is not None and None not in stamps
    key = b"".join(path.encode(errors="surrogateescape") + (s or b"") for path, s in zip(files, stamps, strict=True))
    if cache is not None and is_settled and cache.declared.get(folder, (b"", {}))[0] == key:
        return cache.declared[folder][1]
    found = _lowest(_stated(folder))
    if cache is not None and is_settled:
        cache.declared[folder] = (key, found)
        cache.changed = True
    return found


def _declaring(folder: str) -> list[str]:
    """The files of a folder that may state versions."""
    try:
        names = set(os.listdir(folder))
    except OSError:
        return []
    named = [os.path.join(folder, name) for name in _NAMED if name in names]
    if any(name.startswith(("requirements", "constraints")) for name in names):
        named += _requirement_files(folder)
    return named


def _lowest(stated: Iterator[tuple[str, str]]) -> dict[str, str]:
    lowest: dict[str, str] = {}
    for name, version in stated:
        if name in FRAMEWORKS and (name not in lowest or _version(version) < _version(lowest[name])):
            lowest[name] = version
    return lowest


def lowest_allowed(requirement: str) -> tuple[str, str | None] | None:
    """`Django[argon2]>=5.2,<6` is ("django", "5.2"); a version of None: any. None for what is no requirement."""
    from packaging.requirements import InvalidRequirement, Requirement

    try:
        parsed = Requirement(requirement)
    except InvalidRequirement:
        return None
    floors = [s.version.removesuffix(".*") for s in parsed.specifier if s.operator in (">=", "==", "===", "~=", ">")]
    return _plain(parsed.name), max(floors, key=_version, default=None)


def _version(text: str) -> Any:
    from packaging.version import InvalidVersion, Version

    try:
        return Version(text)
    except InvalidVersion:
        return Version("0")


def _stated(folder: str) -> Iterator[tuple[str, str]]:
    """Every (name, version) that the files of one folder state; files that cannot be understood state nothing."""
    for requirement in _requirements(folder):
        found = lowest_allowed(requirement) if _mentions(requirement) else None
        if found and found[1]:
            yield found[0], found[1]
    for name in _LOCKS:
        for package in _table(folder, name).get("package", ()):
            if isinstance(package, dict) and isinstance(package.get("version"), str):
                yield _plain(str(package.get("name", ""))), package["version"]
    for name, entry in _pipfile_lock(folder).items():
        version = entry.get("version", "") if isinstance(entry, dict) else ""
        if str(version).startswith("=="):
            yield _plain(name), str(version)[2:]


def _requirements(folder: str) -> Iterator[str]:
    table = _table(folder, "pyproject.toml")
    project = table.get("project", {})
    dependencies = project.get("dependencies", ()) if isinstance(project, dict) else ()
    yield from (r for r in dependencies if isinstance(r, str)) if isinstance(dependencies, list) else ()
    tool = table.get("tool", {})
    poetry = tool.get("poetry", {}) if isinstance(tool, dict) else {}
    listed = poetry.get("dependencies", {}) if isinstance(poetry, dict) else {}
    for name, constraint in listed.items() if isinstance(listed, dict) else ():
        text = constraint.get("version", "") if isinstance(constraint, dict) else constraint
        yield f"{name}{_from_poetry(text)}" if isinstance(text, str) else name
    yield from _setup_cfg(folder)
    for file in _requirement_files(folder):
        for line in _text(file).splitlines():
            yield line.partition(" #")[0].partition(" --")[0].rstrip(" \\")


def _from_poetry(text: str) -> str:
    """`^5.0` and `~5.0` allow 5.0 and later; a bare version means exactly that one."""
    first = text.split("||")[0].strip()
    if first in ("", "*"):
        return ""
    return ",".join(
        f">={part[1:]}" if part[0] in "^~" and part[1:2] != "=" else part if part[0] in "<>=!~" else f"=={part}"
        for part in (p.strip() for p in first.split(","))
        if part
    )


def _setup_cfg(folder: str) -> Iterator[str]:
    text = _text(os.path.join(folder, "setup.cfg"))
    match = re.search(r"^install_requires\s*=(.*(?:\n[ \t]+.*)*)", text, re.M)
    yield from match[1].splitlines() if match else ()


def _requirement_files(folder: str) -> list[str]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    files = [n for n in names if n.startswith(("requirements", "constraints")) and n.endswith((".txt", ".in"))]
    if "requirements" in names and os.path.isdir(os.path.join(folder, "requirements")):
        inner = sorted(os.listdir(os.path.join(folder, "requirements")))
        files += [os.path.join("requirements", n) for n in inner if n.endswith((".txt", ".in"))]
    return [os.path.join(folder, n) for n in files]


def _mentions(requirement: str) -> bool:
    match = _NAME.match(requirement)
    return match is not None and _plain(match[1]) in FRAMEWORKS


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _text(path: str) -> str:
    try:
        return load(path).decode("utf-8", "replace")
    except BadFile:
        return ""


def _table(folder: str, name: str) -> dict[str, Any]:
    text = _text(os.path.join(folder, name))
    try:
        return toml(text.encode(), name) if any(framework in text.lower() for framework in FRAMEWORKS) else {}
    except ConfigError:
        return {}


def _pipfile_lock(folder: str) -> dict[str, Any]:
    text = _text(os.path.join(folder, "Pipfile.lock"))
    try:
        read = json.loads(text) if text else {}
    except ValueError:
        return {}
    default = read.get("default", {}) if isinstance(read, dict) else {}
    return default if isinstance(default, dict) else {}
