"""Trees that are laid out badly, large, or meant to mislead: correct findings, in time, and words where one can act."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lint307.core.facts import FileFacts
from lint307.fronts.cli import main
from tests.fronts.running import CLEAN, PAY, REPOSITORY

FIRST, SECOND = PAY.split('@app.post("/shop')
SECOND = '@app.post("/shop' + SECOND
Check = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def check(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Check:
    """The findings of `check`: file and code."""
    monkeypatch.chdir(tmp_path)

    def checked(*arguments: str) -> list[tuple[str, str]]:
        capsys.readouterr()
        assert main(["check", "--output-format", "json", *arguments]) in (0, 1, 2)
        return [(os.path.relpath(f["filename"], tmp_path), f["code"]) for f in json.loads(capsys.readouterr().out)]

    return checked


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        parts = name.replace("__init__", "\0").split("__")
        path = folder.joinpath(*parts[:-1], f"{parts[-1]}.py".replace("\0", "__init__"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_modules_that_import_each_other(tmp_path: Path, check: Check) -> None:
    write(
        tmp_path,
        a="from b import back as b_back\nfrom b import *\nback = b_back\nclass A(B): pass\n",
        b="from a import back\nfrom a import *\nclass B(A): pass\n",
        shop="from a import back, A\n" + PAY + '\n\n@app.post("/x")\ndef x():\n    return back("/y") or A("/z")\n',
    )
    assert ("shop.py", "RDR101") in check()


def test_two_modules_of_one_name(tmp_path: Path, check: Check) -> None:
    """Each application imports its own `helpers`, the nearest one."""
    for name, code in (("one", 302), ("two", 307)):
        (tmp_path / name).mkdir()
        write(
            tmp_path / name,
            helpers=f"from flask import redirect\ndef go(url):\n    return redirect(url, code={code})\n",
            shop="from helpers import go\n" + FIRST.replace("return redirect(", "return go(") + SECOND,
        )
    assert {path for path, _ in check()} == {"one/helpers.py"}


def test_a_file_and_a_package_of_one_name(tmp_path: Path, check: Check) -> None:
    write(tmp_path, shop=PAY, shop____init__="x = 1\n" * 30 + PAY)
    assert check() == [("shop.py", "RDR101"), ("shop/__init__.py", "RDR101")]
    write(tmp_path, shop____init__="# redirect\n")
    assert check() == [("shop.py", "RDR101")]


@pytest.mark.parametrize("name", ["http", "urllib", "builtins", "enum", "os"])
def test_a_package_that_shadows_another(name: str, tmp_path: Path, check: Check) -> None:
    """What is beside it is still judged, and nothing is imported."""
    write(tmp_path, shop=PAY, **{f"{name}____init__": "raise SystemExit('imported')\nredirect = HTTPStatus = None\n"})
    assert check() == [("shop.py", "RDR101")]


def test_a_neighbour_that_cannot_be_understood(tmp_path: Path, check: Check) -> None:
    write(tmp_path, shop="from broken import *\n" + PAY, broken="from flask import redirect\ndef view(:\n")
    (tmp_path / "bytes.py").write_bytes(b"from flask import redirect\n\xff\xfe\n")
    assert check("shop.py") == [("shop.py", "RDR101")]


@pytest.mark.parametrize("command", ["check", "fix"])
def test_a_file_that_linking_breaks_at(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It costs itself alone, and is named."""
    from lint307.project import declaring

    real = declaring.decorated

    def breaking(decorator: object, function: object, cls: object, file: FileFacts, *more: object) -> object:
        if file.module == "odd":
            raise ZeroDivisionError("of the test")
        return real(decorator, function, cls, file, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(declaring, "decorated", breaking)
    monkeypatch.chdir(tmp_path)
    write(tmp_path, shop=PAY, odd=PAY)
    assert main([command, "--no-cache"]) == 2
    out = capsys.readouterr().out
    assert "odd.py:1:1: RDR901 odd.py was not analysed: internal error, please report it: ZeroDivisionError" in out
    assert ("shop.py:8:" in out) if command == "check" else ("code=307" in (tmp_path / "shop.py").read_text())
    assert (tmp_path / "odd.py").read_text() == PAY


def test_an_error_that_no_file_is_to_blame_for_names_the_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from lint307 import engine

    def broken(*_: object) -> None:
        raise ZeroDivisionError("of the test")

    monkeypatch.setattr(engine, "link", broken)
    write(tmp_path, shop=PAY)
    assert main(["check", "--no-cache", str(tmp_path)]) == 2
    assert f"LinkError: in the project {tmp_path}" in capsys.readouterr().err


def test_a_neighbour_that_vanishes(tmp_path: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, shop="from gone import url\n" + PAY, gone="from flask import redirect\nurl = '/x'\n")
    from lint307.files import knowledge

    real = knowledge.load

    def vanishing(path: str) -> bytes:
        (tmp_path / "gone.py").unlink(missing_ok=True)
        return real(path)

    monkeypatch.setattr(knowledge, "load", vanishing)
    assert check("shop.py") == [("shop.py", "RDR101")]


def test_a_root_that_is_a_file(tmp_path: Path, check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, shop=PAY)
    (tmp_path / "pyproject.toml").write_text('[tool.lint307]\nroot = "shop.py"\n')
    assert main(["check"]) == 2
    assert "`root` is 'shop.py', which is not a folder" in capsys.readouterr().err
    (tmp_path / "pyproject.toml").unlink()
    assert check("shop.py") == [("shop.py", "RDR101")]


def test_links_that_go_round(tmp_path: Path, check: Check) -> None:
    write(tmp_path, inner__shop=PAY)
    (tmp_path / "inner" / "up").symlink_to("..")
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    found = check()
    assert [(path, code) for path, code in found if code != "RDR901"] == [("inner/shop.py", "RDR101")]
    assert [path for path, code in found if code == "RDR901"] == ["inner/up"]


def test_many_files(tmp_path: Path, check: Check) -> None:
    """Two thousand here; a tree of fifty thousand differs in nothing but the number."""
    for folder in range(40):
        for number in range(50):
            write(tmp_path, **{f"p{folder}__m{number}": CLEAN})
    write(tmp_path, p7__shop=PAY)
    assert check() == [("p7/shop.py", "RDR101")]
    assert check() == [("p7/shop.py", "RDR101")]


def test_deep_folders(tmp_path: Path, check: Check) -> None:
    deep = tmp_path.joinpath(*["d"] * 200)
    deep.mkdir(parents=True)
    (deep / "shop.py").write_text(PAY)
    assert [code for _, code in check()] == ["RDR101"]


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_flake8_in_every_kind_of_process(method: str, tmp_path: Path) -> None:
    """Processes that are no forks get the answers from what the first one remembered."""
    shutil.copytree(REPOSITORY / "tests/fixtures/apps/shop/flask_shop", tmp_path / "shop")
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "LINT307_CACHE_DIR": str(tmp_path / "cache")}
    ours = [
        sys.executable,
        "-m",
        "lint307",
        "check",
        "--no-cache",
        "--select",
        "RDR",
        "--output-format",
        "concise",
        "-q",
        "shop",
    ]
    program = (
        "import multiprocessing, sys; from flake8.main import cli\n"
        "if __name__ == '__main__':\n"
        f"    multiprocessing.set_start_method({method!r})\n"
        "    sys.exit(cli.main(['--isolated', '--select', 'RDR', '--jobs', '2', 'shop']))\n"
    )
    (tmp_path / "run.py").write_text(program)
    theirs = [sys.executable, "run.py"]
    rows = [
        subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True).stdout.splitlines()
        for command in (ours, theirs)
    ]
    mine, flake8 = ({tuple(row.replace(" [*]", "").split(":", 3)[:3]) for row in each} for each in rows)
    assert mine == flake8
    assert len(mine) > 10


MULTILINE = '''\
from flask import Flask, redirect, url_for

app = Flask(__name__)


@app.post("/pay")
def pay():
    return redirect(url_for("checkout"), Response="""
        {inside}
    """){behind}


@app.post("/shop/checkout")
def checkout():
    return {{"paid": True}}
'''


@pytest.mark.parametrize(
    ("inside", "behind"),
    [
        ("", ""),
        ("", "  # noqa"),
        ("# noqa: E501", "  # noqa"),
        ("", "  # noqa: RDR1"),
        ("# noqa", ""),
        ("", "  # noqa: E501"),
    ],
)
def test_a_comment_behind_a_text_of_several_lines(inside: str, behind: str, tmp_path: Path) -> None:
    """flake8 takes such lines for one, and looks for the first comment in them."""
    (tmp_path / "shop.py").write_text(MULTILINE.format(inside=inside, behind=behind))
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    arguments = (["-m", "lint307", "check", "-q"], ["-m", "flake8", "--isolated", "--select", "RDR101"])
    ours, theirs = (
        subprocess.run(
            [sys.executable, *each, "."], cwd=tmp_path, env=environment, capture_output=True, text=True
        ).stdout
        for each in arguments
    )
    assert ("RDR101" in ours) is ("RDR101" in theirs)
    assert ("RDR101" in ours) is ((inside, behind) in (("", ""), ("# noqa: E501", "  # noqa"), ("", "  # noqa: E501")))
