"""Which versions of the frameworks a project says it needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint307.files.declared import lowest_allowed, target_versions

STATEMENTS: dict[str, tuple[str, str, dict[str, str]]] = {
    "PEP 621": ("pyproject.toml", '[project]\ndependencies = ["Django[argon2]>=5.2,<6", "flask"]\n', {"django": "5.2"}),
    "Poetry": (
        "pyproject.toml",
        '[tool.poetry.dependencies]\nfastapi = "^0.110"\nflask = {version = "~3.0"}\ndjango = "5.1.2"\n',
        {"fastapi": "0.110", "flask": "3.0", "django": "5.1.2"},
    ),
    "requirements": (
        "requirements.txt",
        "# web\nflask==3.0.2 \\\n    --hash=sha256:00\nDjango~=4.2  # long support\n-r more.txt\nstarlette\n",
        {"flask": "3.0.2", "django": "4.2"},
    ),
    "a folder of requirements": ("requirements/base.txt", "quart>=0.19,>=0.20\n", {"quart": "0.20"}),
    "setup.cfg": (
        "setup.cfg",
        "[options]\ninstall_requires =\n    Flask>=2.3\n    rich\n\n[flake8]\n",
        {"flask": "2.3"},
    ),
    "uv": ("uv.lock", '[[package]]\nname = "django"\nversion = "5.1.4"\n', {"django": "5.1.4"}),
    "Pipenv": ("Pipfile.lock", '{"default": {"flask": {"version": "==3.1.0"}}}', {"flask": "3.1.0"}),
    "something broken": ("pyproject.toml", '[project]\ndependencies = ["django>=5.2"\n', {}),
    "something of another shape": ("pyproject.toml", '[project]\ndependencies = "django>=5.2"\n', {}),
}


@pytest.mark.parametrize("form", STATEMENTS)
def test_what_is_stated(form: str, tmp_path: Path) -> None:
    name, text, versions = STATEMENTS[form]
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text)
    assert target_versions(str(tmp_path), str(tmp_path), {}, {}) == versions


def test_the_lowest_in_a_folder_the_nearest_folder_and_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\ndependencies = ["django>=4.2", "flask>=2"]\n')
    (tmp_path / "uv.lock").write_text('[[package]]\nname = "django"\nversion = "5.2.1"\n')
    root, service = str(tmp_path), str(tmp_path / "service")
    (tmp_path / "service").mkdir()
    (tmp_path / "service" / "requirements.txt").write_text("django==5.2.1\n")
    assert target_versions(root, root, {}, {}) == {"django": "4.2", "flask": "2"}
    assert target_versions(root, service, {}, {}) == {"django": "5.2.1", "flask": "2"}
    assert target_versions(root, service, {"flask": "3.1"}, {}) == {"django": "5.2.1", "flask": "3.1"}


def test_a_requirement_that_is_none() -> None:
    assert lowest_allowed("-e .") is None
    assert lowest_allowed("flask<3") == ("flask", None)
