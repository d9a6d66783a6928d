"""The dotted name of a file: its path from the project's root, and the packages that the root itself stands in."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable


def module_name(path: str, root: str) -> str:
    """`shop/api/__init__.py` is `shop.api`.

    Where imports start is not decided here: a name is looked up by its end, `src.shop.api` as `shop.api`.
    """
    folder, name = os.path.split(path)
    stem = name.removesuffix(".py")
    if folder == root or folder.startswith(root.rstrip(os.sep) + os.sep):
        inside = os.path.relpath(folder, root)
        parts = [*_packages(root), *(inside.split(os.sep) if inside != "." else ())]
    else:
        parts = list(_packages(folder))
    if stem != "__init__" or not parts:
        parts.append(stem)
    return ".".join(part.replace(".", "_") for part in parts)


def module_names(paths: Iterable[str], root: str) -> dict[str, str]:
    """Path to dotted name. Of a file and a package of one name the package keeps it, as in Python."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for path in sorted(paths, key=lambda path: (os.path.basename(path) != "__init__.py", path)):
        name = module_name(path, root)
        while name in taken:
            name += "_"
        taken.add(name)
        names[path] = name
    return names


@functools.cache
def _packages(folder: str) -> tuple[str, ...]:
    """The names of the packages that a folder is and stands in, outermost first."""
    if not os.path.isfile(os.path.join(folder, "__init__.py")) or os.path.dirname(folder) == folder:
        return ()
    return (*_packages(os.path.dirname(folder)), os.path.basename(folder))
