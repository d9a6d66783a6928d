"""One engine, the same answer everywhere: flake8, hooks and codemod say and write what the command line does."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lint307.rules import RULES
from tests.fronts.running import PAY, REPOSITORY, run_python
from tests.test_writing_back import FORMS, fixed_bytes

ROW = re.compile(r"(?P<path>.*?):(?P<row>\d+):(?P<column>\d+): (?P<code>RDR\d+) (?P<message>.*)")
Row = tuple[str, int, int, str, str]


@pytest.fixture(scope="module")
def apps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of all fixture applications, without the repository around them."""
    return fresh(tmp_path_factory.mktemp("agreement") / "apps")


def fresh(folder: Path) -> Path:
    shutil.copytree(REPOSITORY / "tests" / "fixtures" / "apps", folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def cli(folder: Path, *arguments: str) -> set[Row]:
    ran = run_python("-m", "lint307", "check", "--output-format", "json", *arguments, folder=folder)
    assert ran.returncode in (0, 1), ran.stderr.decode()
    return {
        (os.path.relpath(f["filename"], folder), *f["location"].values(), f["code"], f["message"])
        for f in json.loads(ran.stdout)
    }


def flake8(folder: Path, *arguments: str, given: bytes = b"") -> set[Row]:
    ran = run_python("-m", "flake8", "--isolated", *arguments, given=given, folder=folder)
    rows = [ROW.fullmatch(line) for line in ran.stdout.decode().splitlines()]
    assert ran.returncode in (0, 1), ran.stderr.decode()
    return {
        (os.path.normpath(m["path"]), int(m["row"]), int(m["column"]), m["code"], m["message"])
        for m in rows
        if m is not None
    }


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*.py")}


def test_flake8_finds_what_the_command_line_finds(apps: Path) -> None:
    everything = cli(apps, "--select", "RDR")
    assert len({code for *_, code, _ in everything}) > 10
    assert flake8(apps, "--select", "RDR", "--jobs", "2") == everything
    assert flake8(apps, "--select", "RDR", "--jobs", "1") == everything


def test_opt_in_rules_are_off_in_flake8_too(apps: Path) -> None:
    shop = apps / "shop"
    by_default = cli(shop)
    assert flake8(shop) == by_default
    opt_in = ",".join(rule.code for rule in RULES if rule.opt_in)
    assert cli(shop, "--extend-select", opt_in) > by_default
    assert flake8(shop, f"--extend-select={opt_in}") == cli(shop, "--extend-select", opt_in)


def test_some_files_of_a_project_are_judged_as_with_all_of_them(apps: Path) -> None:
    shop = apps / "shop"
    everything = cli(shop)
    some = sorted({path for path, *_ in everything})[::4]
    expected = {row for row in everything if row[0] in some}
    assert len(some) > 2
    assert cli(shop, *some) == expected
    assert flake8(shop, *some) == expected
    for path in some[:2]:
        assert cli(shop, path) == {row for row in everything if row[0] == path}


@pytest.mark.parametrize(
    ("comment", "shown"),
    [
        ("# noqa", False),
        ("# NoQA:RDR101,E501", False),
        ("# noqa: E501 RDR1", False),
        ("# a word; # noqa: RDR101", False),
        ("# noqa: RDR205", True),
        ("# no qa", True),
    ],
)
def test_one_comment_suppresses_in_both(comment: str, shown: bool, tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text(PAY.replace('url_for("checkout"))', f'url_for("checkout"))  {comment}'))
    assert bool(cli(tmp_path)) is shown
    assert flake8(tmp_path, "--select", "RDR") == cli(tmp_path)


def test_an_editor_s_buffer_in_flake8(apps: Path) -> None:
    """The buffer has what the disk has not, and the project is known all the same."""
    shop = apps / "shop"
    path = min(path for path, *_ in cli(shop))
    buffer = b"# a new line\n" + (shop / path).read_bytes()
    found = flake8(shop, "--select", "RDR", "--stdin-display-name", path, "-", given=buffer)
    assert found == {(p, row + 1, *rest) for p, row, *rest in cli(shop, "--select", "RDR", path)}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_file_in_flake8(form: str, tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_bytes(FORMS[form])
    found = flake8(tmp_path, "--select", "RDR")
    assert len(found) == 1
    assert found == cli(tmp_path)


@pytest.mark.parametrize("unsafe", [(), ("--unsafe-fixes",)], ids=["safe", "unsafe"])
def test_the_codemod_writes_what_fix_writes(unsafe: tuple[str, ...], tmp_path: Path) -> None:
    ours, theirs = fresh(tmp_path / "ours"), fresh(tmp_path / "theirs")
    before = contents(ours)
    run_python("-m", "lint307", "fix", *unsafe, ".", folder=ours)
    assert contents(ours) != before
    # Each application is a project of its own in both: LibCST takes the working folder for the project.
    command = ["-m", "libcst.tool", "codemod", "-x", "--no-format", "lint307.fronts.codemod.FixRedirects", *unsafe, "."]
    ran = run_python(*command, folder=theirs)
    assert ran.returncode == 0, ran.stderr.decode()
    assert contents(theirs) == contents(ours)


def test_every_form_of_a_file_in_the_codemod(tmp_path: Path) -> None:
    for number, data in enumerate(FORMS.values()):
        (tmp_path / f"form{number}").mkdir()
        (tmp_path / f"form{number}" / "shop.py").write_bytes(data)
        (tmp_path / f"form{number}" / "setup.cfg").touch()
    command = ["-m", "libcst.tool", "codemod", "-x", "--no-format", "lint307.fronts.codemod.FixRedirects", "."]
    assert run_python(*command, folder=tmp_path).returncode == 0
    written = [(tmp_path / f"form{number}" / "shop.py").read_bytes() for number in range(len(FORMS))]
    assert dict(zip(FORMS, written, strict=True)) == {form: fixed_bytes(data) for form, data in FORMS.items()}


def hooks_config(folder: Path) -> None:
    """The hooks of this repository in a repository of their user, run by this Python in place of one of their own."""
    import yaml

    hooks = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())
    for hook in hooks:
        hook |= {"language": "system", "entry": f"{sys.executable} -m {hook['entry']}"}
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))


def pre_commit(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PRE_COMMIT_HOME": str(folder.parent / "home")}
    command = [sys.executable, "-m", "pre_commit", "run", "--color", "never", *arguments]
    return subprocess.run(command, capture_output=True, env=environment, cwd=folder, check=False)


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=A Developer", "-c", "user.email=dev@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_the_hooks_of_pre_commit(tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    shutil.copytree(REPOSITORY / "tests/fixtures/apps/shop", shop, ignore=shutil.ignore_patterns("__pycache__"))
    hooks_config(shop)
    git(shop, "init", "-q")
    git(shop, "add", ".")
    everything = cli(shop)
    ran = pre_commit(shop, "lint307", "--all-files")
    assert ran.returncode == 1
    assert {(m[1], int(m[2]), int(m[3]), m[4]) for m in ROW.finditer(ran.stdout.decode().replace(" [*]", ""))} == {
        row[:4] for row in everything
    }
    path = min(path for path, *_ in everything)
    ran = pre_commit(shop, "lint307", "--files", path)
    assert {(m[1], int(m[2]), int(m[3]), m[4]) for m in ROW.finditer(ran.stdout.decode())} == {
        row[:4] for row in everything if row[0] == path
    }, "three changed files are enough to know the project"

    other = tmp_path / "other"
    shutil.copytree(shop, other)
    run_python("-m", "lint307", "fix", ".", folder=other)
    ran = pre_commit(shop, "lint307-fix", "--all-files")
    assert ran.returncode == 1, "a hook that changes files fails, so that they are looked at"
    assert contents(shop) == contents(other)
    (shop / "lone.py").write_text(PAY)
    git(shop, "add", "lone.py")
    assert pre_commit(shop, "lint307-fix", "--files", "lone.py").returncode == 1
    assert pre_commit(shop, "lint307-fix", "--files", "lone.py").returncode == 0


def test_fixing_twice_is_fixing_once(tmp_path: Path) -> None:
    for unsafe in ([], ["--unsafe-fixes"]):
        folder = fresh(tmp_path / f"apps{len(unsafe)}")
        run_python("-m", "lint307", "fix", *unsafe, ".", folder=folder)
        once = contents(folder)
        run_python("-m", "lint307", "fix", *unsafe, ".", folder=folder)
        assert contents(folder) == once
