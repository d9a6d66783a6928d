"""Where memories of projects are kept: where the user says, else in the user's folder for caches."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lint307.files.cache import Cache

if TYPE_CHECKING:
    from lint307.files.projects import Project

VARIABLE = "LINT307_CACHE_DIR"


@dataclass
class Caches:
    """The memories that a run uses. `folder` is what an option says; without `enabled` nothing is kept."""

    enabled: bool = True
    folder: str | None = None
    _open: dict[tuple[str | None, str], Cache] = field(default_factory=dict)
    _chosen: set[str] = field(default_factory=set)
    _problems: dict[str, None] = field(default_factory=dict)

    def of(self, project: Project) -> Cache:
        """The memory of a project, read from where it is kept."""
        folder = self._folder(project) if self.enabled else None
        key = (folder, project.root)
        if key not in self._open:
            self._open[key] = Cache.at(folder, project.root)
        return self._open[key]

    def finish(self, cache: Cache) -> None:
        """Write what is new in one memory, and let go of it."""
        for key, each in list(self._open.items()):
            if each is cache:
                del self._open[key]
                self._save(key[0], cache)
                cache.close()

    def save(self) -> list[str]:
        """Write what is new in all. Returns, for people, what went wrong with folders that they chose."""
        for (folder, _), cache in self._open.items():
            self._save(folder, cache)
        return list(self._problems)

    def _save(self, folder: str | None, cache: Cache) -> None:
        try:
            cache.save()
        except OSError as error:
            if folder in self._chosen:
                reason = error.strerror or str(error)
                self._problems[f"nothing was kept for the next run: {folder}: {reason}; `--no-cache` does without"] = (
                    None
                )

    def close(self) -> None:
        """Let go of the files; what was not remembered so far is not remembered any more."""
        for cache in self._open.values():
            cache.close()

    def _folder(self, project: Project) -> str | None:
        said = self.folder or os.environ.get(VARIABLE)
        if said:
            chosen = os.path.abspath(said)
        elif project.config.cache_dir is not None:
            chosen = os.path.normpath(os.path.join(project.base, project.config.cache_dir))
        else:
            from platformdirs import user_cache_dir

            return user_cache_dir("lint307", appauthor=False)
        self._chosen.add(chosen)
        return chosen
