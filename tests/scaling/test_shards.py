"""The shares of a CI matrix: each finding in exactly one of them, and the merged report that of a single run."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fronts.conftest import cli, project  # noqa: F401 - fixtures
from tests.fronts.running import CLEAN, PAY, REPOSITORY, Ran
from tests.scaling.cluster import many

SHOP = REPOSITORY / "tests" / "fixtures" / "apps" / "shop" / "flask_shop"
Cli = Callable[..., Ran]


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(SHOP, tmp_path / "shop" / "flask_shop", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "shop" / "setup.cfg").touch()
    (tmp_path / "shop" / "broken.py").write_text("from flask import redirect\ndef view(:\n")
    monkeypatch.chdir(tmp_path / "shop")
    return tmp_path / "shop"


@pytest.mark.parametrize("output_format", ["sarif", "json"])
def test_merged_shares_are_the_report_of_one_run(output_format: str, shop: Path, cli: Cli, tmp_path: Path) -> None:  # noqa: F811
    options = ("check", "--output-format", output_format)
    whole = cli(*options)
    files, codes = [], []
    for number in (1, 2, 3):
        files.append(str(tmp_path / f"{number}.{output_format}"))
        codes.append(cli(*options, "--shard", f"{number}/3", "-o", files[-1]).code)
    merged = cli("merge", *files)
    assert json.loads(merged.output) == json.loads(whole.output)
    assert merged.output == whole.output
    assert merged.code == whole.code == max(codes) == 2
    assert cli("merge", *reversed(files), *files).output == whole.output
    if output_format == "sarif":
        lacking = cli("merge", files[1])
        assert (lacking.code, lacking.output) == (2, "")
        assert "the report of --shard 1/3, 3/3 is missing" in lacking.errors
    assert cli("merge", "--exit-zero", *files, "-o", str(tmp_path / "all")).code == 0
    assert (tmp_path / "all").read_text() == whole.output


def test_a_share_knows_the_whole_project(tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text(PAY.split('@app.post("/shop')[0])
    (tmp_path / "b.py").write_text(
        'from a import app\n\n\n@app.post("/shop/checkout")\ndef checkout():\n    return {}\n'
    )
    whole = cli("check").output
    assert "RDR101" in whole
    assert "RDR101" in cli("check", "--shard", "1/2").output
    assert "RDR101" not in cli("check", "--shard", "2/2").output


def test_many_projects_are_dealt_whole(tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    folder = many(tmp_path / "all", {"shop.py": PAY, "clean.py": CLEAN}, 7)
    monkeypatch.chdir(folder)
    shares = [cli("check", "-q", "--shard", f"{number}/3").output.splitlines() for number in (1, 2, 3)]
    assert sorted(map(len, shares)) == [2, 2, 3]
    assert sorted(row for share in shares for row in share) == sorted(cli("check", "-q").output.splitlines())


def test_more_shares_than_files(shop: Path, cli: Cli) -> None:  # noqa: F811
    ran = cli("check", "--shard", "90/99", "--output-format", "sarif")
    assert (ran.code, ran.errors) == (0, "")
    assert json.loads(ran.output)["runs"][0]["results"] == []


@pytest.mark.parametrize("share", ["0/2", "3/2", "2", "a/b", "/", "1/0", "-1/2"])
def test_a_share_that_is_none(share: str, shop: Path, cli: Cli) -> None:  # noqa: F811
    ran = cli("check", f"--shard={share}")
    assert ran.code == 2
    assert "is no share such as 2/8" in ran.errors


def test_what_cannot_be_merged(shop: Path, cli: Cli, tmp_path: Path) -> None:  # noqa: F811
    sarif, other, text = (tmp_path / name for name in ("a.sarif", "other.sarif", "text"))
    cli("check", "--output-format", "sarif", "-o", str(sarif))
    document = json.loads(sarif.read_text())
    document["runs"][0]["tool"]["driver"]["name"] = "other"
    other.write_text(json.dumps(document))
    text.write_text("no report")
    listed = tmp_path / "a.json"
    cli("check", "--output-format", "json", "-o", str(listed))
    for files, words in (
        ((sarif, other), "lint307 alone"),
        ((sarif, listed), "in one format"),
        ((text,), "it is no report"),
        ((tmp_path / "gone",), "No such file"),
    ):
        ran = cli("merge", *map(str, files))
        assert ran.code == 2
        assert words in ran.errors
