"""The command line: options, exit codes, standard input and output."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lint307 import __version__
from lint307.rules import RULES
from tests.fronts.running import CLEAN, PAY, PAY_FIXED, Ran, run_python

Cli = Callable[..., Ran]


def test_check_finds_and_exits_with_1(project: Path, cli: Cli) -> None:
    ran = cli("check")
    assert ran.code == 1
    first, *_ = ran.output.splitlines()
    assert first.startswith("shop.py:8:")
    assert " RDR101 " in first
    assert first.endswith(" [*]")
    assert (project / "shop.py").read_text() == PAY


def test_a_clean_tree_exits_with_0(project: Path, cli: Cli) -> None:
    (project / "shop.py").write_text(CLEAN)
    assert cli("check") == Ran(0, "All checks passed!\n", "")


def test_no_files_is_a_warning(tmp_path: Path, cli: Cli) -> None:
    ran = cli("check", str(tmp_path))
    assert ran.code == 0
    assert "no Python files" in ran.errors


def test_fix_writes_and_exits_with_0_when_nothing_is_left(project: Path, cli: Cli) -> None:
    ran = cli("fix")
    assert (ran.code, (project / "shop.py").read_text()) == (0, PAY_FIXED)
    assert "Found 1 finding (1 fixed, 0 remaining)." in ran.output


def test_check_with_fix_is_fix(project: Path, cli: Cli) -> None:
    assert cli("check", "--fix").code == 0
    assert (project / "shop.py").read_text() == PAY_FIXED


def test_fix_twice_is_fix_once(project: Path, cli: Cli) -> None:
    cli("fix")
    once = (project / "shop.py").stat()
    assert cli("fix").output == "All checks passed!\n"
    assert (project / "shop.py").stat().st_ino == once.st_ino, "an unchanged file is not written"


def test_diff_prints_and_writes_nothing(project: Path, cli: Cli) -> None:
    for arguments in (("fix", "--diff"), ("check", "--diff")):
        ran = cli(*arguments)
        assert ran.code == 1
        assert (
            '-    return redirect(url_for("checkout"))\n+    return redirect(url_for("checkout"), code=307)\n'
            in ran.output
        )
        assert "Would fix 1 finding." in ran.errors
        assert (project / "shop.py").read_text() == PAY
    patched = subprocess.run(
        ["patch", "-p0"], input=ran.output, text=True, cwd=project, capture_output=True, check=False
    )
    assert (patched.returncode, (project / "shop.py").read_text()) == (0, PAY_FIXED)
    assert cli("fix", "--diff").code == 0


def test_standard_input(project: Path, cli: Cli) -> None:
    checked = cli("check", "-", "--stdin-filename", "other.py", given=PAY.encode())
    assert checked.code == 1
    assert checked.output.startswith("other.py:8:")
    fixed = cli("fix", "-", "--stdin-filename", "shop.py", given=PAY.encode())
    assert (fixed.code, fixed.output) == (0, PAY_FIXED)
    assert (project / "shop.py").read_text() == PAY
    diff = cli("fix", "-", "--diff", given=PAY.encode())
    assert diff.output.startswith("--- -\n+++ -\n")


@pytest.mark.parametrize(
    "data", [CLEAN.encode(), b"", b"def f(:\n", b"\xff\n"], ids=["clean", "empty", "broken", "undecodable"]
)
def test_fix_gives_standard_input_back_when_there_is_nothing_to_fix(
    data: bytes, project: Path, cli: Cli, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.fronts.running import _Input

    monkeypatch.setattr(sys, "stdin", _Input(data))
    from lint307.fronts.cli import main

    code = main(["fix", "-"])
    assert capsysbinary.readouterr().out == data
    assert code == (0 if data in (CLEAN.encode(), b"") else 2)


def test_a_broken_configuration_elsewhere_is_passed_over(project: Path, cli: Cli) -> None:
    (project / "pyproject.toml").write_text("[tool.lint307]\n")
    (project / "part").mkdir()
    (project / "part" / "pyproject.toml").write_text("[tool.lint307]\nselct = []\n")
    (project / "part" / "page.py").write_text(PAY)
    checked = cli("check", "-", "--stdin-filename", "shop.py", given=PAY.encode())
    assert (checked.code, " RDR101 " in checked.output) == (1, True)
    assert cli("check", "shop.py").code == 1
    told = cli("check", "part/page.py")
    assert (told.code, "part/pyproject.toml" in told.errors, "select" in told.errors) == (2, True, True)
    assert cli("check").code == 2, "its files are asked about"


def test_standard_input_knows_the_project(project: Path, cli: Cli) -> None:
    """The destination stands in a file that is not given."""
    view = '@app.post("/pay")\ndef pay():\n    return redirect(url_for("checkout"))\n'
    given = f"from flask import redirect, url_for\nfrom shop import app\n\n\n{view}".encode()
    (project / "shop.py").write_text(PAY.replace(view, ""))
    assert " RDR101 " in cli("check", "-", "--stdin-filename", "new.py", given=given).output
    (project / "shop.py").unlink()
    assert cli("check", "-", "--stdin-filename", "new.py", given=given).code == 0


def test_exit_zero_and_exit_non_zero_on_fix(project: Path, cli: Cli) -> None:
    assert cli("check", "--exit-zero").code == 0
    (project / "broken.py").write_text("from flask import redirect\ndef view(:\n")
    for command in (["check"], ["fix", "--diff"], ["fix"]):
        assert cli(*command).code == 2, "a file was not analysed, and nothing is known of it"
        assert cli(*command, "--exit-zero").code == 0, "it is reported, and that is forgiven"
    assert cli("check", "--exit-zero", "--select", "RDR1010").code == 2
    (project / "broken.py").unlink()
    (project / "shop.py").write_text(PAY)
    assert cli("fix", "--exit-non-zero-on-fix").code == 1
    assert cli("fix", "--exit-non-zero-on-fix").code == 0


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ((), True),
        (("--select", "RDR2"), False),
        (("--select", "RDR1,RDR2"), True),
        (("--select", "ALL"), True),
        (("--ignore", "RDR101"), False),
        (("--ignore", "RDR1", "--select", "RDR101"), True),
        (("--ignore", "RDR"), False),
        (("--select", "RDR5", "--extend-select", "RDR1"), True),
    ],
)
def test_selection(project: Path, cli: Cli, arguments: tuple[str, ...], found: bool) -> None:
    assert (" RDR101 " in cli("check", *arguments).output) is found


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "--select", "RDR999"), "unknown rule `RDR999`"),
        (("check", "--sleect", "RDR1"), "--sleect"),
        (("check", "--output-format", "yaml"), "invalid choice: 'yaml'"),
        (("check", "--jobs", "0"), "'0' is not a number of processes"),
        (("check", "--config", "none.toml"), "none.toml: No such file"),
        (("check", "--config", "permanent-status=302"), "301 or 308"),
        (("check", "-", "shop.py"), "cannot be mixed"),
        (("explain", "droped-request"), "did you mean `dropped-request`"),
        (("explain", "E501"), "unknown rule `E501`; `lint307 rules` lists all"),
        (("check", "--select", "S101"), "unknown rule `S101`; `lint307 rules` lists all"),
        (("check", "--select", "RDR999"), "unknown rule `RDR999`; `lint307 rules` lists all"),
        (("check", "--select", "RDR1O1"), "did you mean `RDR101`?"),
        (("check", "--select", "dropped-request"), "the code of that rule is `RDR101`"),
        (("check", "--config", "line-length=1"), "unknown key `line-length` in [tool.lint307]; known are cache-dir, "),
        (("check", "--output-file", "no/such/folder"), "No such file or directory"),
    ],
)
def test_wrong_use_exits_with_2_and_says_why(project: Path, cli: Cli, arguments: tuple[str, ...], said: str) -> None:
    ran = cli(*arguments, given=b"")
    assert ran.code == 2
    assert ran.errors.startswith("lint307: ")
    assert said in ran.errors
    assert "Traceback" not in ran.errors


def test_statistics_count_the_findings_of_each_rule(project: Path, cli: Cli) -> None:
    assert cli("check", "--statistics", "--quiet").output == "1\tRDR101\t[*] dropped-request\n"


def test_statistics_in_ruff_s_keys(project: Path, cli: Cli) -> None:
    assert json.loads(cli("check", "--statistics", "--output-format", "json").output) == [
        {"code": "RDR101", "name": "dropped-request", "count": 1, "fixable": True, "fixable_count": 1}
    ]


def test_statistics_without_fixes_have_no_marks(project: Path, cli: Cli) -> None:
    (project / "shop.py").write_text("def view(:\n  redirect(\n")
    assert cli("check", "--statistics", "--quiet").output == "1\tRDR901\tunreadable\n"


def test_a_syntax_error_in_standard_input(project: Path, cli: Cli) -> None:
    ran = cli("check", "-", given=b"from flask import redirect\ndef view(:\n")
    assert ran.code == 2
    assert "-:2:10: RDR901 standard input was not analysed: syntax error" in ran.output


def test_output_file(project: Path, cli: Cli) -> None:
    assert cli("check", "--output-format", "json", "--output-file", "report.json").output == ""
    assert [entry["code"] for entry in json.loads((project / "report.json").read_text())] == ["RDR101"]


def test_verbose_tells_what_was_read_and_assumed(project: Path, cli: Cli) -> None:
    (project / "requirements.txt").write_text("flask==2.3.1\n")
    errors = cli("check", "--verbose").errors
    assert str(project) in errors
    assert "1 file asked about" in errors
    assert "flask 2.3.1" in errors


def test_verbose_tells_what_was_remembered(project: Path, cli: Cli, tmp_path: Path) -> None:
    arguments = ("check", "--verbose", "--cache-dir", str(tmp_path / "cache"))
    assert "1 file of the project looked at, 1 read\n" in cli(*arguments).errors
    assert "looked at, none read: the answers are remembered\n" in cli(*arguments).errors
    (project / "more.py").write_text(PAY.replace("app = Flask(__name__)", "from shop import app"))
    assert "2 files of the project looked at, 1 read, 1 remembered\n" in cli(*arguments).errors


URLS = """\
from django.urls import path
from shop import views

urlpatterns = [path("pay/", views.pay, name="pay")]
"""


def test_verbose_tells_of_django_without_a_root(project: Path, cli: Cli) -> None:
    view = "from django.shortcuts import redirect\n\n\ndef pay(request):\n    return redirect('pay', permanent=True)\n"
    (project / "shop.py").unlink()
    for package in ("shop", "club"):
        (project / package).mkdir()
        (project / package / "views.py").write_text(view)
        (project / package / "urls.py").write_text(URLS)
        said = cli("check", "--verbose").errors
        if package == "shop":
            assert "Django: no ROOT_URLCONF found, so shop.urls is taken for the root\n" in said
        else:
            assert "no ROOT_URLCONF found and nothing includes club.urls, shop.urls: routes there are known by" in said
    (project / "settings.py").write_text('ROOT_URLCONF = "shop.urls"\n')
    assert "ROOT_URLCONF" not in cli("check", "--verbose").errors


def test_explain_prints_pages_by_code_and_name(cli: Cli) -> None:
    for rule in RULES:
        by_code, by_name = cli("explain", rule.code), cli("explain", rule.name)
        assert by_code == by_name
        assert by_code.output.startswith(f"{rule.name} ({rule.code})\n=====")
        assert rule.summary.replace("`", "") in by_code.output
        assert "```" not in by_code.output
    assert "exit code is 2" in cli("explain", "rdr901").output


def test_files_that_are_named_and_excluded(project: Path, cli: Cli) -> None:
    (project / "pyproject.toml").write_text('[tool.lint307]\nextend-exclude = ["old"]\n')
    (project / "old").mkdir()
    hook = "from flask import redirect\n\ndef go():\n    redirect('/')\n    return 1\n"
    (project / "old" / "views.py").write_text(hook)
    named = str(project / "old" / "views.py")
    assert "RDR302" in cli("check", named).output
    forced = cli("check", "--force-exclude", named)
    assert (forced.code, forced.output, forced.errors) == (0, "All checks passed!\n", "")


def test_explain_tells_for_which_versions_files_are_judged(project: Path, cli: Cli) -> None:
    (project / "requirements.txt").write_text("flask==2.3.1\n")
    assert "judged for flask 2.3.1 or later" in cli("explain", "RDR101").output
    (project / "requirements.txt").unlink()
    assert "the newest known version of every framework;" in cli("explain", "RDR101").output


def test_rules_lists_every_rule(cli: Cli) -> None:
    rows = cli("rules").output.splitlines()
    assert [row.split()[0] for row in rows] == [rule.code for rule in RULES]
    listed = json.loads(cli("rules", "--output-format", "json").output)
    assert {row["code"] for row in listed if not row["default"]} == {"RDR205", "RDR503"}


def test_as_a_program(project: Path) -> None:
    assert run_python("-m", "lint307", "--version").stdout.decode() == f"lint307 {__version__}\n"
    assert run_python("-m", "lint307", "check").returncode == 1
    assert run_python("-m", "lint307").returncode == 2
    assert b"usage: lint307" in run_python("-m", "lint307", "check", "--help").stdout


def test_nothing_heavy_is_imported_for_a_tree_without_redirects(project: Path) -> None:
    (project / "shop.py").write_text(CLEAN)
    program = (
        "import sys; from lint307.fronts.cli import main; code = main(['check', '.']);"
        "heavy = {'libcst', 'flake8', 'packaging', 'concurrent.futures', 'lint307.engine'};"
        "print(code, sorted(heavy & set(sys.modules)))"
    )
    assert run_python("-c", program).stdout.decode().splitlines()[-1] == "0 []"


def test_an_error_of_its_own_is_no_finding(project: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    from lint307 import engine

    def broken(*_: object) -> None:
        raise ZeroDivisionError("of the test")

    monkeypatch.setattr(engine, "link", broken)
    ran = cli("check")
    assert ran.code == 2
    assert "please report it" in ran.errors


def test_an_analysis_that_breaks_costs_only_its_own_file(
    project: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lint307 import engine

    judge = engine.judge
    (project / "other.py").write_text(PAY)

    def broken(program: engine.Program, source: engine.Source) -> object:
        if source.path.endswith("other.py"):
            raise ZeroDivisionError("of the test")
        return judge(program, source)

    monkeypatch.setattr(engine, "judge", broken)
    ran = cli("check")
    assert ran.code == 2
    assert "other.py:1:1: RDR901 other.py was not analysed: internal error" in ran.output
    assert "shop.py:8:" in ran.output
    cli("fix")
    assert (project / "other.py").read_text() == PAY
    assert (project / "shop.py").read_text() == PAY_FIXED
