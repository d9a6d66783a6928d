"""The dotted name of a file: its path from the project's root, and the packages that the root itself stands in."""

from __future__ import annotations

import functools
import os


def module_name(path: str, root: str) -> str:
    """`shop/api/__init__.py` is `shop.api`. Every file of a project has a name of its own.

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


@functools.cache
def _packages(folder: str) -> tuple[str, ...]:
    """The names of the packages that a folder is and stands in, outermost first."""
    if not os.path.isfile(os.path.join(folder, "__init__.py")) or os.path.dirname(folder) == folder:
        return ()
    return (*_packages(os.path.dirname(folder)), os.path.basename(folder))
