"""The trees that are measured: pinned wheels of public projects from the package index, unpacked and never imported."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

# One large application of each framework, and much that has nothing to do with redirects.
FLASK, DJANGO, FASTAPI = "apache-superset==6.1.0", "nautobot==3.2.7", "litellm==1.109.1"
OTHERS = ("homeassistant==2024.3.3", "ansible==12.3.0")
PEERS = "flask-admin==2.0.0"  # small enough for tools that take minutes where others take a second

# What each tool has to find, so that none is measured that did not do its job.
PROBE = """\
import os
from flask import Flask, redirect, request

app = Flask(__name__)


@app.before_request
def https_only():
    if not request.is_secure:
        return redirect(request.url.replace("http://", "https://", 1), code=301)
"""


def lay_out(work: Path, wheels: tuple[str, ...], name: str) -> Path:
    """A folder with the Python files of these wheels and the probe; laid out once."""
    tree = work / "trees" / name
    if tree.exists():
        return tree
    wheelhouse = work / "wheels"
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-q",
        "--no-deps",
        "--only-binary",
        ":all:",
        "-d",
        str(wheelhouse),
    ]
    subprocess.run([*command, *wheels], check=True)
    part = tree.with_name(f"{name}.part")
    for wheel in wheels:
        stem = wheel.partition("==")[0].replace("-", "_")
        (file,) = wheelhouse.glob(f"{stem}-*.whl")
        with zipfile.ZipFile(file) as archive:
            archive.extractall(part / stem, [n for n in archive.namelist() if n.endswith(".py")])
    (part / "probe.py").write_text(PROBE)
    (part / "setup.cfg").touch()  # the tree is one project
    part.rename(tree)
    return tree


def share(tree: Path, parts: int) -> Path:
    """One of `parts` shares of a tree, by folders, with hard links in place of copies."""
    if parts == 1:
        return tree
    target = tree.with_name(f"{tree.name}-{parts}")
    if target.exists():
        return target
    part = target.with_name(f"{target.name}.part")
    for folder, _, names in os.walk(tree):
        inside = os.path.relpath(folder, tree)
        if inside != "." and zlib.crc32(inside.encode()) % 32 >= 32 // parts:
            continue
        for name in names:
            (part / inside).mkdir(parents=True, exist_ok=True)
            os.link(os.path.join(folder, name), part / inside / name)
    part.rename(target)
    return target


def lines_of(tree: Path) -> tuple[int, int]:
    """How many Python files a tree has, and how many lines."""
    files = list(tree.rglob("*.py"))
    return len(files), sum(path.read_bytes().count(b"\n") for path in files)
