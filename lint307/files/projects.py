"""Which project a file belongs to: its configuration and the folder whose files are known together."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from lint307.config import Config, ConfigError, parse

_VCS = (".git", ".hg", ".svn", ".jj")
_MARKERS = ("pyproject.toml", "setup.cfg", "setup.py", "manage.py")


@dataclass(frozen=True)
class Project:
    """`root` holds the files that are known together; `base` is the folder that patterns are relative to."""

    root: str
    base: str
    config: Config
    config_file: str | None = None


class _Listing(NamedTuple):
    """A folder, and the names of what lies in it where they are known."""

    folder: str
    names: Collection[str] | None = None

    def holds(self, name: str) -> bool:
        return name in self.names if self.names is not None else os.path.lexists(os.path.join(self.folder, name))


@dataclass
class Projects:
    """Finds the project of any path, and remembers. `adjust` puts the command line over what the file says.

    `is_lenient`: a folder whose configuration cannot be understood is a project of its own, instead of an error.
    """

    arguments: tuple[str, ...]
    isolated: bool = False
    config_file: str | None = None
    adjust: Callable[[Config], Config] = lambda config: config
    is_lenient: bool = False
    _configs: dict[str, tuple[str, Config] | None] = field(default_factory=dict)
    _marks: dict[str, tuple[str, bool] | None] = field(default_factory=dict)
    _projects: dict[str, Project] = field(default_factory=dict)
    _adjusted: dict[str | None, Config] = field(default_factory=dict)

    def of(self, folder: str, names: Collection[str] | None = None) -> Project:
        """The project of the files in a folder (absolute). It depends on the arguments only where no file marks it.

        `names` are those of what lies in the folder, where it was listed already.
        """
        project = self._projects.get(folder)
        if project is None:
            try:
                project = self._find(folder, _Listing(folder, names))
            except ConfigError:
                if not self.is_lenient:
                    raise
                project = Project(folder, folder, Config())
            self._projects[folder] = project
        return project

    def lenient(self) -> Projects:
        """The same for folders that nobody asked about."""
        return replace(self, is_lenient=True, _projects=dict(self._projects))

    def _find(self, folder: str, listing: _Listing) -> Project:
        if self.isolated:
            found = None
        elif self.config_file:
            found = (os.path.join(os.getcwd(), self.config_file), self._given())
        else:
            found = self._nearest(folder, listing)
        file = found[0] if found else None
        if file not in self._adjusted:
            self._adjusted[file] = self.adjust(found[1] if found else Config())
        config = self._adjusted[file]
        base = os.path.dirname(file) if file and not self.config_file else os.getcwd() if self.config_file else None
        if base and config.root is not None:
            root = os.path.normpath(os.path.join(base, config.root))
            if not os.path.isdir(root):
                raise ConfigError(f"{file}: `root` is {config.root!r}, which is not a folder")
        elif base and not self.config_file:
            root = base
        else:
            marked = self._marked(folder, listing)
            root = marked[0] if marked else self._common()
        return Project(root, base or root, config if config.root is None else replace(config, root=None), file)

    def _marked(self, folder: str, listing: _Listing) -> tuple[str, bool] | None:
        """The folder under version control that holds this one (True), else the nearest with a marker of a project.

        The home folder and those above it are nobody's project. In a package `setup.py` is a module like any other.
        """
        parent = os.path.dirname(folder)
        if parent == folder or folder == _home():
            return None
        if folder not in self._marks:
            above = self._marked(parent, _Listing(parent))
            if any(map(listing.holds, _VCS)):
                self._marks[folder] = (folder, True)
            elif not (above and above[1]) and _has_marker(listing):
                self._marks[folder] = (folder, False)
            else:
                self._marks[folder] = above
        return self._marks[folder]

    def _common(self) -> str:
        folders = [a if os.path.isdir(a) else os.path.dirname(a) for a in self.arguments] or [os.getcwd()]
        return os.path.commonpath(folders)

    def _given(self) -> Config:
        file = str(self.config_file)
        table = lint307_table(file, required=True)
        return parse(table or {}, file)

    def _nearest(self, folder: str, listing: _Listing) -> tuple[str, Config] | None:
        if folder in self._configs:
            return self._configs[folder]
        file = os.path.join(folder, "pyproject.toml")
        table = lint307_table(file) if listing.holds("pyproject.toml") else None
        parent = os.path.dirname(folder)
        found: tuple[str, Config] | None
        if table is not None:
            found = (file, parse(table, shown(file)))
        else:
            found = self._nearest(parent, _Listing(parent)) if parent != folder else None
        self._configs[folder] = found
        return found


@functools.cache
def _home() -> str:
    return os.path.expanduser("~")


def _has_marker(listing: _Listing) -> bool:
    return any(map(listing.holds, _MARKERS[:1] if listing.holds("__init__.py") else _MARKERS))


def lint307_table(file: str, required: bool = False) -> Mapping[str, Any] | None:
    """`[tool.lint307]` of a file; None when it has none. ConfigError when the file cannot be understood."""
    try:
        with open(file, "rb") as opened:
            data = opened.read()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        if required:
            raise ConfigError(f"{file}: {error.strerror}") from error
        return None
    except OSError as error:
        if not required and not os.access(os.path.dirname(file), os.X_OK):
            return None  # the folder itself cannot be read, and is reported as such
        raise ConfigError(f"{shown(file)}: {error.strerror or error}") from error
    if not required and b"lint307" not in data:
        return None
    table = toml(data, shown(file))
    tool = table.get("tool", {})
    said = tool.get("lint307") if isinstance(tool, dict) else None
    if said is None and required and "tool" not in table and "project" not in table:
        said = table  # a file of its own, without the prefix
    if said is not None and not isinstance(said, dict):
        raise ConfigError(f"{shown(file)}: [tool.lint307] has to be a table")
    return said


def toml(data: bytes, source: str) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{source}: it is not valid TOML: {error}") from error


def shown(path: str) -> str:
    """A path as people want to read it: relative to the working folder when it lies below it."""
    here = os.getcwd()
    return os.path.relpath(path, here) if path.startswith(here.rstrip(os.sep) + os.sep) else path
