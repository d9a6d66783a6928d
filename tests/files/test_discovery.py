"""Which files are found under which paths, and which are left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint307.config import Config, ConfigError
from lint307.files.discovery import discover
from lint307.files.modules import module_name
from lint307.files.projects import Projects


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def grow(tree: Path, *names: str) -> None:
    for name in names:
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def names(tree: Path, *arguments: str, config: Config | None = None) -> list[str]:
    """What is found, from the tree's top."""
    absolute = tuple(str(tree / argument) for argument in arguments or ["."])
    absolute = tuple(str(Path(path)) for path in absolute)
    projects = Projects(absolute, adjust=lambda found: config or found)
    found = discover(absolute, projects)
    assert [item.problem for item in found] == [None] * len(found)
    return [str(Path(item.path).relative_to(tree)) for item in found]


def test_python_files_below_a_folder_in_order(tree: Path) -> None:
    grow(tree, "b.py", "a/z.py", "a/notes.txt", "a/stub.pyi", "a/b/c.py")
    assert names(tree) == ["a/b/c.py", "a/z.py", "b.py"]


def test_a_named_file_is_taken_whatever_it_is_called(tree: Path) -> None:
    grow(tree, "manage", "venv/lib.py")
    assert names(tree, "manage", "venv/lib.py") == ["manage", "venv/lib.py"]


def test_a_file_is_found_once(tree: Path) -> None:
    grow(tree, "a/z.py")
    assert names(tree, "a", "a/z.py", ".") == ["a/z.py"]


@pytest.mark.parametrize("folder", [".venv", "node_modules", "build", "site-packages", ".git", "__pycache__"])
def test_folders_without_code_of_the_project_are_left_out(folder: str, tree: Path) -> None:
    grow(tree, f"{folder}/x.py", f"deep/{folder}/y.py", "kept.py")
    assert names(tree) == ["kept.py"]
    assert names(tree, folder) == [f"{folder}/x.py"], "unless they are named"


def test_excluded_patterns(tree: Path) -> None:
    grow(tree, "a/migrations/x.py", "a/b.py", "gen_x.py", "tests/t.py", "a/tests/t.py")
    config = Config(exclude=("migrations", "gen_*.py", "/tests"))
    assert names(tree, config=config) == ["a/b.py", "a/tests/t.py"]
    assert names(tree, config=Config(extend_exclude=("a/tests/*",))) == [
        "a/b.py", "a/migrations/x.py", "gen_x.py", "tests/t.py",
    ]  # fmt: skip


def test_patterns_start_at_the_configuration(tree: Path) -> None:
    grow(tree, "app/gen/x.py", "app/y.py", "gen/z.py")
    (tree / "pyproject.toml").write_text('[tool.lint307]\nextend-exclude = ["/gen"]\n')
    assert names(tree, "app") == ["app/gen/x.py", "app/y.py"]
    assert names(tree) == ["app/gen/x.py", "app/y.py"]


def test_gitignore_of_every_folder(tree: Path) -> None:
    grow(tree, ".git/HEAD", "made.py", "a/made.py", "a/kept.py", "a/out/x.py", "b/out/y.py", "b/made.py")
    (tree / ".gitignore").write_text("# made by the build\nmade.py\n")
    (tree / "a" / ".gitignore").write_text("out/\n")
    (tree / "b" / ".gitignore").write_text("!made.py\n")
    assert names(tree) == ["a/kept.py", "b/made.py", "b/out/y.py"]
    assert names(tree, "a") == ["a/kept.py"], "those above the given folder count too"
    assert names(tree, "a/out") == ["a/out/x.py"], "a folder that is named is taken"
    assert names(tree, "made.py") == ["made.py"]


def test_the_repository_s_own_exclude_file(tree: Path) -> None:
    grow(tree, ".git/info/exclude", "local.py", "kept.py")
    (tree / ".git" / "info" / "exclude").write_text("local.py\n")
    assert names(tree) == ["kept.py"]


def test_links_to_files_inside_count_once_and_outside_never(tree: Path) -> None:
    grow(tree, "in/a.py", "out/b.py", "in/data.txt")
    (tree / "in" / "again.py").symlink_to("a.py")
    (tree / "in" / "text.py").symlink_to("data.txt")
    (tree / "in" / "away.py").symlink_to("../out/b.py")
    (tree / "in" / "folder").symlink_to("../out")
    assert names(tree, "in") == ["in/a.py", "in/text.py"]
    assert names(tree, "in/away.py") == ["in/away.py"], "a link that is named is taken"


def test_locks_of_editors_are_no_files(tree: Path) -> None:
    (tree / ".#x.py").symlink_to("someone@somewhere.1234")
    assert names(tree) == []


def test_a_deep_tree(tree: Path) -> None:
    deep = Path(*["d"] * 900)
    grow(tree, str(deep / "x.py"))
    assert names(tree) == [str(deep / "x.py")]


def root_of(folder: Path) -> str:
    return Projects((str(folder),)).of(str(folder)).root


def test_a_project_is_the_same_whatever_is_asked_about(tree: Path) -> None:
    grow(tree, "one/setup.cfg", "one/a.py", "one/deep/b.py", "two/manage.py", "two/c.py")
    for arguments in (["."], ["one", "two"], ["one/deep/b.py", "two"]):
        absolute = tuple(str(tree / argument) for argument in arguments)
        found = discover(absolute, Projects(absolute))
        assert {item.project.root for item in found} == {str(tree / "one"), str(tree / "two")}


def test_the_root_of_a_project(tree: Path) -> None:
    grow(
        tree, "repo/.git/HEAD", "repo/service/manage.py", "repo/service/app/views.py", "plain/setup.cfg", "plain/x/y.py"
    )
    assert root_of(tree / "repo/service/app") == str(tree / "repo")
    assert root_of(tree / "plain/x") == str(tree / "plain")
    (tree / "repo/service/pyproject.toml").write_text("[tool.lint307]\n")
    folder = str(tree / "repo/service/app")
    assert Projects((folder,)).of(folder).root == str(tree / "repo/service")
    (tree / "repo/service/pyproject.toml").write_text('[tool.lint307]\nroot = ".."\n')
    assert Projects((folder,)).of(folder).root == str(tree / "repo")
    (tree / "repo/service/pyproject.toml").write_text('[tool.lint307]\nroot = "nowhere"\n')
    with pytest.raises(ConfigError, match="'nowhere', which is not a folder"):
        Projects((folder,)).of(folder)
    assert Projects((folder,), isolated=True).of(folder).root == str(tree / "repo")


def test_a_module_of_a_package_marks_no_project(tree: Path) -> None:
    grow(tree, "site/manage.py", "site/shop/views/__init__.py", "site/shop/views/setup.py", "site/shop/manage.py")
    assert root_of(tree / "site/shop/views") == str(tree / "site/shop")
    grow(tree, "site/shop/__init__.py")
    assert root_of(tree / "site/shop/views") == str(tree / "site")


def test_without_any_mark_the_common_folder_is_the_root(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.path.expanduser", lambda path: str(tree))
    grow(tree, "x/a.py", "x/y/b.py")
    arguments = (str(tree / "x/a.py"), str(tree / "x/y/b.py"))
    assert {item.project.root for item in discover(arguments, Projects(arguments))} == {str(tree / "x")}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/p/shop/views.py", "shop.views"),
        ("/p/shop/__init__.py", "shop"),
        ("/p/manage.py", "manage"),
        ("/p/src/shop/api/v1.py", "src.shop.api.v1"),
        ("/p/v1.2/x.py", "v1_2.x"),
        ("/p/__init__.py", "__init__"),
        ("/elsewhere/x.py", "x"),
    ],
)
def test_module_names(path: str, name: str) -> None:
    assert module_name(path, "/p") == name


def test_a_root_inside_a_package_keeps_the_package_s_name(tree: Path) -> None:
    grow(tree, "shop/__init__.py", "shop/api/__init__.py", "shop/api/v1.py")
    assert module_name(str(tree / "shop/api/v1.py"), str(tree / "shop")) == "shop.api.v1"
    assert module_name(str(tree / "shop/__init__.py"), str(tree / "shop")) == "shop"
