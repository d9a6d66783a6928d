"""`[tool.lint307]`: what it says, and how it says that something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lint307.config import Config, ConfigError, Helper, Place, parse
from lint307.fronts.cli import main
from tests.fronts.running import PAY


def test_everything_that_can_be_said() -> None:
    table = {
        "select": ["RDR1", "rdr303"],
        "ignore": ["RDR102"],
        "extend-select": ["RDR205"],
        "per-file-ignores": {"tests/**": ["ALL"]},
        "exclude": ["vendor"],
        "extend-exclude": ["gen"],
        "target-versions": {"django": "5.2"},
        "permanent-status": 301,
        "root": "..",
        "helpers": [
            {"name": "company.web.go", "url": 1, "status": [2, "code"], "default": 302},
            {"name": "company.web.away", "url": "to"},
        ],
    }
    assert parse(table, "pyproject.toml") == Config(
        select=("RDR1", "RDR303"),
        ignore=("RDR102",),
        extend_select=("RDR205",),
        per_file_ignores=(("tests/**", ("ALL",)),),
        exclude=("vendor",),
        extend_exclude=("gen",),
        target_versions={"django": "5.2"},
        permanent_status=301,
        root="..",
        helpers=(
            Helper("company.web.go", Place(1), Place(2, "code"), 302),
            Helper("company.web.away", Place(None, "to")),
        ),
    )


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"selct": []}, "unknown key `selct` in [tool.lint307]; did you mean `select`?"),
        ({"per_file_ignores": {}}, "did you mean `per-file-ignores`?"),
        ({"zzz": 1}, "unknown key `zzz` in [tool.lint307]"),
        ({"select": "RDR1"}, "`select` has to be an array of strings, not the string 'RDR1'"),
        ({"select": [1]}, "`select` has to be an array of strings, not the number 1"),
        ({"ignore": ["RDR110"]}, "`ignore`: unknown rule `RDR110`"),
        ({"exclude": {}}, "`exclude` has to be an array of strings, not a table"),
        ({"per-file-ignores": ["x"]}, "`per-file-ignores` has to be a table of patterns, not an array"),
        ({"per-file-ignores": {"x.py": "RDR1"}}, "`per-file-ignores`.'x.py' has to be an array of strings"),
        ({"target-versions": {"djagno": "5"}}, "unknown framework `djagno`; did you mean `django`?"),
        (
            {"target-versions": {"django": 5.2}},
            "`target-versions`.django has to be a version in quotes, not the number 5.2",
        ),
        ({"target-versions": {"django": "five"}}, "has to be a version such as 5.2, not 'five'"),
        ({"permanent-status": 302}, "`permanent-status` has to be 301 or 308, not the number 302"),
        ({"permanent-status": True}, "not the boolean true"),
        ({"root": 1}, "`root` has to be a folder in quotes"),
        ({"helpers": {"name": "a.b"}}, "`helpers` has to be an array of tables, not a table"),
        ({"helpers": [{"url": 0}]}, "a helper needs a `name`"),
        ({"helpers": [{"name": "go"}]}, "has to be a qualified name such as \"company.web.go\", not 'go'"),
        ({"helpers": [{"name": "a.go", "stauts": 1}]}, "unknown key `stauts`; did you mean `status`?"),
        (
            {"helpers": [{"name": "a.go", "url": -1}]},
            "has to be a position (from 0), a keyword, or [position, keyword]",
        ),
        ({"helpers": [{"name": "a.go", "default": 3}]}, "has to be a status such as 302, not 3"),
    ],
)
def test_what_is_wrong_is_named(table: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigError) as raised:
        parse(table, "pyproject.toml")
    assert str(raised.value).startswith("pyproject.toml: ")
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("config", "enabled", "disabled"),
    [
        (Config(), "RDR101 RDR303 RDR501 RDR901", "RDR205 RDR503"),
        (Config(extend_select=("RDR205",)), "RDR101 RDR205", "RDR503"),
        (Config(extend_select=("RDR",)), "RDR101 RDR205 RDR503", ""),
        (Config(select=("RDR2",)), "RDR201 RDR205 RDR901", "RDR101"),
        (Config(select=("ALL",)), "RDR101 RDR503 RDR901", ""),
        (Config(ignore=("RDR1",)), "RDR201", "RDR101 RDR102"),
        (Config(select=("RDR101",), ignore=("RDR1",)), "RDR101", "RDR102"),
        (Config(select=("RDR1",), ignore=("RDR101",)), "RDR102", "RDR101"),
        (Config(ignore=("ALL",)), "", "RDR101 RDR901"),
        (Config(select=("RDR101",), ignore=("RDR901",)), "RDR101", "RDR901"),
    ],
)
def test_the_more_exact_of_two_selections_wins(config: Config, enabled: str, disabled: str) -> None:
    assert [code for code in enabled.split() if not config.enables(code)] == []
    assert [code for code in disabled.split() if config.enables(code)] == []


@pytest.fixture
def says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """The exit code and all that is printed for `web/shop.py` under a pyproject.toml."""
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "shop.py").write_text(PAY)
    monkeypatch.chdir(tmp_path)

    def run(configuration: str, *arguments: str) -> tuple[int, str]:
        (tmp_path / "pyproject.toml").write_text(configuration)
        code = main(["check", *arguments])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return run


def test_it_is_found_upward_and_flags_override_it(says: Callable[..., tuple[int, str]]) -> None:
    ignoring = '[tool.lint307]\nignore = ["RDR101"]\n'
    assert says(ignoring, "web/shop.py")[0] == 0
    assert says(ignoring, "web/shop.py", "--select", "RDR101")[0] == 1
    assert says(ignoring, "web/shop.py", "--isolated")[0] == 1
    assert says("[tool.lint307]\n", "--config", "ignore=['RDR1']")[0] == 0
    assert says("[project]\nname = 'lint307-user'\n")[0] == 1


@pytest.mark.parametrize("pattern", ["shop.py", "web/*", "web/**", "web/shop.py", "*.py", "!other.py"])
def test_per_file_ignores(pattern: str, says: Callable[..., tuple[int, str]]) -> None:
    assert says(f'[tool.lint307.per-file-ignores]\n"{pattern}" = ["RDR101"]\n')[0] == 0
    assert says(f'[tool.lint307.per-file-ignores]\n"{pattern}" = ["RDR2"]\n')[0] == 1


def test_a_pattern_for_other_files(says: Callable[..., tuple[int, str]]) -> None:
    assert says('[tool.lint307.per-file-ignores]\n"/shop.py" = ["RDR101"]\n')[0] == 1


def test_a_file_of_its_own(says: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    (tmp_path / "lint.toml").write_text('ignore = ["RDR101"]\n')
    assert says("", "--config", "lint.toml")[0] == 0
    (tmp_path / "lint.toml").write_text('[tool.lint307]\nignore = ["RDR101"]\n')
    assert says("", "--config", "lint.toml")[0] == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tool.lint307]\nselct = []\n", "lint307: pyproject.toml: unknown key `selct`"),
        ("[tool.lint307\n", "lint307: pyproject.toml: it is not valid TOML"),
        ("tool.lint307 = 3\n", "lint307: pyproject.toml: [tool.lint307] has to be a table"),
    ],
)
def test_an_error_in_it_ends_the_run_with_2(text: str, said: str, says: Callable[..., tuple[int, str]]) -> None:
    code, printed = says(text)
    assert code == 2
    assert said in printed
