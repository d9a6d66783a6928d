"""Fixed files are written whole or not at all, over what was read, and stay what they were in all but the fix."""

from __future__ import annotations

import codecs
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lint307.files import writing
from lint307.files.decoding import read
from lint307.files.writing import NotWritten, clean, write
from lint307.fronts.cli import main
from tests import killing
from tests.fronts.running import PAY, PAY_FIXED, run_python

FORMS = {
    "plain": PAY.encode(),
    "CRLF": PAY.replace("\n", "\r\n").encode(),
    "mixed line ends": PAY.replace("\n", "\r\n", 4).encode(),
    "a mark": codecs.BOM_UTF8 + PAY.encode(),
    "a mark and CRLF": codecs.BOM_UTF8 + PAY.replace("\n", "\r\n").encode(),
    "no final newline": PAY.rstrip("\n").encode(),
    "many final newlines": (PAY + "\n\n\n").encode(),
    "trailing blanks": PAY.replace(":\n", ":  \t\n").encode(),
    "tabs": PAY.replace("    ", "\t").encode(),
    "a form feed": PAY.replace("\n\n\n", "\n\f\n\n").encode(),
    "Latin-1": ("# -*- coding: latin-1 -*-\n# café\n" + PAY).encode("latin-1"),
    "Shift JIS": ("# -*- coding: shift_jis -*-\n# 注文\n" + PAY).encode("shift_jis"),
    "beyond the first plane": ("# 🛒\n" + PAY).encode(),
}


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.py").write_text(PAY)
    return tmp_path / "shop.py"


def fixed_bytes(data: bytes) -> bytes:
    old, new = b'url_for("checkout")', b'url_for("checkout"), code=307'
    assert data.count(old) == 1
    return data.replace(old, new)


def leftovers(folder: Path) -> list[str]:
    return [name for name in os.listdir(folder) if name.startswith(".lint307-")]


@pytest.mark.parametrize("form", FORMS)
def test_only_the_fix_changes(form: str, shop: Path) -> None:
    shop.write_bytes(FORMS[form])
    assert main(["fix"]) == 0
    assert shop.read_bytes() == fixed_bytes(FORMS[form])
    assert leftovers(shop.parent) == []


@pytest.mark.parametrize("form", FORMS)
def test_standard_output_has_the_same_bytes(form: str, shop: Path) -> None:
    ran = run_python("-m", "lint307", "fix", "-", "--stdin-filename", "shop.py", given=FORMS[form])
    assert (ran.returncode, ran.stdout) == (0, fixed_bytes(FORMS[form]))


@pytest.mark.parametrize("mode", [0o644, 0o755, 0o600, 0o664, 0o4755])
def test_the_mode_is_kept(mode: int, shop: Path) -> None:
    shop.chmod(mode)
    assert main(["fix"]) == 0
    assert shop.read_text() == PAY_FIXED
    assert shop.stat().st_mode & 0o7777 == mode


def test_the_owner_is_kept_where_that_is_allowed(shop: Path) -> None:
    wanted = (os.getuid(), os.getgid())
    if os.getuid() == 0:
        wanted = (12345, 23456)
        os.chown(shop, *wanted)
    assert main(["fix"]) == 0
    status = shop.stat()
    assert (status.st_uid, status.st_gid) == wanted


def test_a_link_stays_a_link_and_its_target_is_written(shop: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept" / "real.py"
    kept.parent.mkdir()
    shop.rename(kept)
    shop.symlink_to(Path("kept", "real.py"))
    assert main(["fix", "shop.py"]) == 0
    assert shop.is_symlink()
    assert os.readlink(shop) == "kept/real.py"
    assert kept.read_text() == PAY_FIXED


def test_a_link_and_its_target_are_one_file(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop.with_name("a_link.py").symlink_to("shop.py")
    assert main(["fix", "."]) == 0
    assert shop.read_text() == PAY_FIXED
    assert "(1 fixed, 0 remaining)" in capsys.readouterr().out


def test_links_are_not_followed_out_of_the_given_paths(shop: Path, tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "out.py").symlink_to("../shop.py")
    (inside / "folder").symlink_to("..")
    main(["fix", "inside"])
    assert shop.read_text() == PAY


def test_a_file_that_changed_since_it_was_read(
    shop: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill = writing._fill

    def meanwhile(*arguments: object) -> None:
        fill(*arguments)  # type: ignore[arg-type]
        shop.write_text(PAY + "# edited\n")

    monkeypatch.setattr(writing, "_fill", meanwhile)
    assert main(["fix"]) == 2
    captured = capsys.readouterr()
    assert "shop.py: it was not changed: it changed since it was read" in captured.err
    assert " RDR101 " in captured.out, "what was not fixed is still reported"
    assert shop.read_text() == PAY + "# edited\n"
    assert leftovers(shop.parent) == []


def test_a_file_that_vanished(shop: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    fill = writing._fill

    def meanwhile(*arguments: object) -> None:
        fill(*arguments)  # type: ignore[arg-type]
        shop.unlink()

    monkeypatch.setattr(writing, "_fill", meanwhile)
    assert main(["fix"]) == 2
    assert "No such file or directory" in capsys.readouterr().err
    assert os.listdir(shop.parent) == []


def test_a_read_only_file(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop.chmod(0o444)
    assert main(["fix"]) == 2
    assert "shop.py: it was not changed: it is read-only" in capsys.readouterr().err
    assert shop.read_text() == PAY


def test_a_full_disk(shop: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert main(["fix"]) == 2
    assert "it cannot be written: No space left on device" in capsys.readouterr().err
    assert shop.read_text() == PAY
    assert leftovers(shop.parent) == []


def test_bytes_that_their_encoding_would_not_write(tmp_path: Path) -> None:
    """UTF-7 can say the same text in several ways: what is not touched would change."""
    path = tmp_path / "odd.py"
    path.write_bytes(b"# coding: utf-7\nx = '+AGEAYg-'\n")
    document = read(str(path))
    with pytest.raises(NotWritten, match="encoding"):
        write(document, document.text + "\n")
    assert path.read_bytes() == document.data


def test_one_file_that_cannot_be_written_does_not_hold_up_the_others(shop: Path) -> None:
    other = shop.with_name("another.py")
    other.write_text(PAY)
    other.chmod(0o444)
    assert main(["fix"]) == 2
    assert shop.read_text() == PAY_FIXED


def test_what_killed_runs_left_is_removed(shop: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    living = os.getppid()
    names = [f".lint307-{dead.pid}-0123abcd.tmp", f".lint307-{os.getpid()}-0123abcd.tmp"]
    others = [f".lint307-{living}-0123abcd.tmp", ".lint307-notes.tmp", f"x.lint307-{dead.pid}-0123abcd.tmp"]
    for name in (*names, *others):
        (shop.parent / name).touch()
    assert main(["fix", "shop.py"]) == 0
    assert sorted(os.listdir(shop.parent)) == sorted([*others, "shop.py"])


def test_cleaning_minds_nothing_that_is_missing(tmp_path: Path) -> None:
    clean([str(tmp_path / "none")])


def test_killed_at_any_instant_every_file_is_old_or_new() -> None:
    """`python -m tests.killing 1000` is the long form."""
    told = killing.run(60)
    for said in told:
        assert said == killing.Killed(said.kills, 0, 0, 0, said.temporary, 0), said
    assert told[0].temporary, "no kill hit a file that was being written"
