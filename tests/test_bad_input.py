"""Files that cannot be analysed: one clear diagnostic each, nothing else lost, nothing changed."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from lint307.files import decoding
from lint307.fronts.cli import main
from tests.fronts.running import PAY, PAY_FIXED

MARKED = "# -*- coding: {} -*-\nfrom flask import redirect\nname = 'é'\n"
BAD: dict[str, tuple[bytes, str]] = {
    "not UTF-8": (b"from flask import redirect\nname = '\xe9'\n", "it is not utf-8: byte 0xe9 in line 2"),
    "not what its coding line says": (MARKED.format("ascii").encode(), "it is not ascii: byte 0xc3 in line 3"),
    "an unknown coding": (MARKED.format("klingon").encode(), "its coding line is wrong: unknown encoding"),
    "a coding that is no text": (MARKED.format("rot13").encode(), "it cannot be decoded as rot13"),
    "a mark that the coding line denies": (
        b"\xef\xbb\xbf" + MARKED.format("latin-1").encode(),
        "its coding line is wrong",
    ),
    "a NUL byte": (b"from flask import redirect\nx = 1\0\n", "it has a NUL byte in line 2"),
    "UTF-16": ("from flask import redirect\n".encode("utf-16"), "it looks like UTF-16"),
    "a syntax error": (b"from flask import redirect\n\ndef view(:\n", "syntax error"),
    "a syntax error far from any redirect": (b"def view(:\n", "syntax error"),
    "Python 2": (b"from flask import redirect\nprint 'moved'\n", "syntax error"),
    "an unclosed string": (b"from flask import redirect\nx = '''\n", "syntax error"),
    "indentation that fits nothing": (b"from flask import redirect\nif x:\n        a\n    b\n", "syntax error"),
}


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A good file with a finding; the bad ones come beside it."""
    (tmp_path / "shop.py").write_text(PAY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def diagnosed(capsys: pytest.CaptureFixture[str], name: str, *arguments: str) -> str:
    """What is said of one file, after seeing that the good file is reported too and that the exit code is 2."""
    code = main(["check", *(arguments or ["."])])
    rows = capsys.readouterr().out.splitlines()
    bad = [row for row in rows if " RDR901 " in row]
    assert [row for row in rows if row.startswith("shop.py:8:") and " RDR101 " in row]
    assert len(bad) == 1
    assert bad[0].startswith(f"{name}:")
    assert code == 2
    return bad[0]


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_read_as_python(kind: str, shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, reason = BAD[kind]
    (shop / "bad.py").write_bytes(data)
    assert reason in diagnosed(capsys, "bad.py")
    main(["fix"])
    assert (shop / "bad.py").read_bytes() == data
    assert (shop / "shop.py").read_text() == PAY_FIXED


def test_the_place_of_a_syntax_error_is_given(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "bad.py").write_text("from flask import redirect\n\n\nclass View(:\n    pass\n")
    assert diagnosed(capsys, "bad.py").startswith("bad.py:4:")


@pytest.mark.parametrize(
    "expression",
    [f"{'(' * 9000}1{')' * 9000}", f"{'-' * 50000}1", f"a{'.b' * 9000}", "+".join("a" * 50000), f"a{'()' * 9000}"],
    ids=["parentheses", "signs", "attributes", "sum", "calls"],
)
def test_nesting_that_no_parser_takes(expression: str, shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "bad.py").write_text(f"from flask import redirect\nx = {expression}\n")
    assert "it is nested too deeply" in diagnosed(capsys, "bad.py")


def test_a_file_over_the_limit(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open(shop / "bad.py", "wb") as file:
        file.truncate(decoding.LARGEST + 1)
    assert "4,194,305 bytes" in diagnosed(capsys, "bad.py")


def test_a_named_file_that_is_not_there(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "No such file or directory" in diagnosed(capsys, "gone.py", "shop.py", "gone.py")


def test_a_file_that_vanishes_after_it_was_found(
    shop: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, stat = shop / "bad.py", os.stat
    bad.write_text(PAY)

    def vanishing(path: str) -> os.stat_result:
        if path == str(bad):
            bad.unlink(missing_ok=True)
        return stat(path)

    monkeypatch.setattr(decoding, "os", SimpleNamespace(stat=vanishing))
    assert "No such file or directory" in diagnosed(capsys, "bad.py")


def test_a_file_without_permission(
    shop: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (shop / "bad.py").write_text(PAY)
    with refused(shop / "bad.py", monkeypatch):
        assert "it cannot be read: Permission denied" in diagnosed(capsys, "bad.py")


@contextmanager
def refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A file that may not be opened; for root, who may open all, by a stand-in for the system's answer."""
    path.chmod(0)
    real = open

    def guarded(name: object, *arguments: object, **options: object) -> object:
        if name == str(path):
            raise PermissionError(13, "Permission denied")
        return real(name, *arguments, **options)  # type: ignore[call-overload]

    with monkeypatch.context() as patched:
        if os.access(path, os.R_OK):
            patched.setattr("builtins.open", guarded)
        yield
    path.chmod(0o644)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        here = os.getcwd()
        os.chdir(path.parent)  # the names of sockets are short
        bound.bind(path.name)
        os.chdir(here)


def _dangling(path: Path) -> None:
    path.symlink_to("nowhere.py")


def _own_loop(path: Path) -> None:
    path.symlink_to(path.name)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_pipe, "it is not a regular file"),
        (_socket, "it is not a regular file"),
        (_dangling, "it is a link that leads nowhere"),
        (_own_loop, "it is a link that leads nowhere"),
    ],
)
def test_what_is_no_file(
    make: Callable[[Path], None], reason: str, shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(shop / "bad.py")
    assert reason in diagnosed(capsys, "bad.py")


def test_the_files_of_a_folder_named_like_one_are_analysed(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "bad.py").mkdir()
    (shop / "bad.py" / "inner.py").write_text(PAY)
    for arguments in (["check"], ["check", "bad.py"]):
        assert main(arguments) == 1, "it is no file that could not be read"
        assert "inner.py:8:" in capsys.readouterr().out


def test_a_link_to_a_folder_that_holds_it(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "sub").mkdir()
    (shop / "sub" / "loop").symlink_to("..")
    assert "a link to a folder that holds it" in diagnosed(capsys, str(Path("sub", "loop")))


def test_ignoring_the_diagnostic(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "bad.py").write_bytes(b"\xff\n")
    (shop / "shop.py").unlink()
    assert main(["check", "--ignore", "RDR901"]) == 0
    assert main(["check", "--select", "RDR101"]) == 2, "selecting other rules does not hide it"
    (shop / "pyproject.toml").write_text('[tool.lint307.per-file-ignores]\n"bad.py" = ["RDR9"]\n')
    assert main(["check"]) == 0
    assert "was not analysed" in capsys.readouterr().out


def test_a_neighbour_that_nobody_asked_about_is_not_reported(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "bad.py").write_bytes(b"from flask import redirect\n\xff\n")
    assert main(["check", "shop.py"]) == 1
    assert "RDR901" not in capsys.readouterr().out


def test_no_code_is_run(shop: Path) -> None:
    (shop / "bad.py").write_text("import pathlib\nfrom flask import redirect\npathlib.Path('ran').touch()\n")
    (shop / "shop.py").write_text(PAY + "import bad\n")
    main(["check"])
    assert not (shop / "ran").exists()


def test_a_name_that_is_no_text(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = os.fsencode(str(shop)) + b"/caf\xe9.py"
    with open(name, "w") as file:
        file.write(PAY)
    for output_format in ("full", "concise", "json", "sarif", "github", "gitlab", "junit", "rdjson"):
        assert main(["check", "--output-format", output_format]) == 1
        assert "caf" in capsys.readouterr().out
