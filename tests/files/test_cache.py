"""What is remembered is never wrong: after any change, with any damage, and with any other run at the same time."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lint307 import engine
from lint307.core.facts import FileFacts
from lint307.core.findings import Safety
from lint307.core.text import Edit, Span
from lint307.core.values import Lit
from lint307.files import cache as caching
from lint307.files import looking, tool
from lint307.files.cache import Cache
from lint307.files.gathering import Failure
from lint307.files.looking import Rows, look, look_batch
from lint307.files.packing import Unpackable, pack, unpack
from lint307.files.storing import open_stored, sealed, store, tidy
from tests.fronts.running import PAY, REPOSITORY, run_python

SHOP = REPOSITORY / "tests" / "fixtures" / "apps" / "shop"
Run = Callable[..., list[tuple[str, int, str]]]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """An application in several files, old enough to be trusted by its time stamps."""
    shutil.copytree(SHOP / "flask_shop", tmp_path / "shop" / "flask_shop", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "shop" / "pyproject.toml").write_text("[tool.lint307]\n")
    _age(tmp_path / "shop")
    return tmp_path / "shop"


def _age(folder: Path) -> None:
    """Let all files look settled: the times of change are the system's own, so the tick is made short instead."""
    past = time.time() - 3600
    for path in folder.rglob("*"):
        os.utime(path, (past, past))


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system whose clock never stands still."""
    monkeypatch.setattr(looking, "_TICK", 0)


@pytest.fixture
def run(shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`check` in this process, in the shop; the findings as file, row and code."""
    from lint307.fronts.cli import main

    monkeypatch.chdir(shop)

    def checked(*arguments: str, cached: bool = True) -> list[tuple[str, int, str]]:
        capsys.readouterr()
        options = ["--cache-dir", str(tmp_path / "cache")] if cached else ["--no-cache"]
        code = main(["check", "--output-format", "json", *options, *arguments])
        assert code in (0, 1, 2)
        found = json.loads(capsys.readouterr().out)
        return [(os.path.relpath(f["filename"], shop), f["location"]["row"], f["code"]) for f in found]

    return checked


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of all texts that are given to LibCST from now on."""
    read: list[str] = []
    real = engine.read

    def noted(source: engine.Source) -> FileFacts:
        read.append(source.path)
        return real(source)

    monkeypatch.setattr(engine, "read", noted)
    return read


def test_a_second_run_reads_and_links_nothing(
    shop: Path, run: Run, unread: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cold = run()
    assert cold
    assert unread
    unread.clear()
    monkeypatch.setattr(engine, "link", lambda *_: pytest.fail("linked"))
    assert run() == cold
    assert run("flask_shop") == [row for row in cold if row[0].startswith("flask_shop")]
    assert unread == []


def test_a_warm_run_imports_neither_libcst_nor_the_engine(shop: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from lint307.fronts.cli import main; main(['check', '-q', '--cache-dir', sys.argv[1]]);"
        "print(sorted({'libcst', 'lint307.engine', 'lint307.project.sites'} & set(sys.modules)), file=sys.stderr)"
    )
    cold, warm = (run_python("-c", program, str(tmp_path / "cache"), folder=shop) for _ in range(2))
    assert b"libcst" in cold.stderr
    assert warm.stderr.strip() == b"[]"
    assert warm.stdout == cold.stdout


def test_one_changed_file_is_read_alone(shop: Path, run: Run, unread: list[str], settled: None) -> None:
    run()
    target = shop / "flask_shop" / "pages.py"
    target.write_text("# new\n" + target.read_text())
    unread.clear()
    warm = run()
    assert set(unread) == {str(target)}
    assert warm == run(cached=False)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text": lambda shop: (shop / "flask_shop" / "pages.py").write_text(PAY),
    "a file more": lambda shop: (shop / "more.py").write_text(PAY),
    "a file less": lambda shop: (shop / "flask_shop" / "pages.py").unlink(),
    "a file by another name": lambda shop: (shop / "flask_shop" / "pages.py").rename(shop / "flask_shop" / "x.py"),
    "a syntax error": lambda shop: (shop / "flask_shop" / "pages.py").write_text("def view(:\n  redirect(\n"),
    "a file that becomes a folder": lambda shop: [
        (shop / "flask_shop" / "pages.py").unlink(),
        (shop / "flask_shop" / "pages.py").mkdir(),
    ],
    "the configuration": lambda shop: (shop / "pyproject.toml").write_text(
        '[tool.lint307]\nextend-select = ["RDR205"]\n[tool.lint307.target-versions]\ndjango = "4.2"\n'
    ),
    "declared versions": lambda shop: (shop / "requirements.txt").write_text("flask>=3.2\nwerkzeug>=3.2\n"),
    "a neighbour's route": lambda shop: [
        path.write_text(path.read_text().replace("methods=", "no_methods="))
        for path in shop.rglob("*.py")
        if "methods=" in path.read_text()
    ],
    "what is left out": lambda shop: (shop / ".gitignore").write_text("flask_shop/\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_the_answers_are_those_of_a_first_run(change: str, shop: Path, run: Run) -> None:
    before = run()
    CHANGES[change](shop)
    after = run()
    assert after == run(cached=False)
    assert run() == after
    assert after != before


def test_a_comment_that_silences_is_seen_at_once(shop: Path, run: Run) -> None:
    path, row, code = run()[0]
    lines = (shop / path).read_text().splitlines(keepends=True)
    lines[row - 1] = lines[row - 1].rstrip("\n") + f"  # noqa: {code}\n"
    (shop / path).write_text("".join(lines))
    assert (path, row, code) not in run()


def test_a_change_that_keeps_size_and_time_is_seen(shop: Path, run: Run) -> None:
    before = run()
    path = shop / before[0][0]
    status = path.stat()
    path.write_bytes(path.read_bytes().replace(b"redirect", b"tcerider"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    assert run() == run(cached=False) != before


def test_a_file_that_changes_while_it_is_analysed_leaves_no_answer(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its old contents come back, and with them the old answer, not the one of the contents between."""
    before = run(cached=False)
    path = shop / before[0][0]
    old, real = path.read_bytes(), engine.link
    from lint307.files import knowledge

    loads, load = [], knowledge.load

    def changing(name: str) -> bytes:
        if name == str(path) and not loads:
            loads.append(name)
            path.write_bytes(b"# nothing here sends a redirect\n")
        return load(name)

    monkeypatch.setattr(knowledge, "load", changing)
    run()
    assert loads
    path.write_bytes(old)
    assert run() == before
    assert engine.link is real


def test_other_rules_need_no_other_run(shop: Path, run: Run, unread: list[str]) -> None:
    run()
    unread.clear()
    assert {code for *_, code in run("--select", "RDR1")} <= {"RDR101", "RDR102"}
    more = run("--extend-select", "RDR205")
    assert unread == []
    assert more == run("--extend-select", "RDR205", cached=False)
    files = [path for path in (shop.parent / "cache").iterdir() if path.suffix == ".lint307"]
    assert len(files) == 1, "one file for each project"


def test_an_unsaved_buffer_is_not_remembered(shop: Path, run: Run) -> None:
    before = run()
    path = before[0][0]
    given = (shop / path).read_bytes().replace(b"redirect", b"tcerider")
    command = ("-m", "lint307", "check", "--cache-dir", str(shop.parent / "cache"), "--stdin-filename", path, "-")
    ran = run_python(*command, "--output-format", "json", given=given, folder=shop)
    assert not [f for f in json.loads(ran.stdout) if f["location"]["row"] == before[0][1]]
    assert run() == before


def _cache_file(shop: Path) -> Path:
    (file,) = (path for path in (shop.parent / "cache").iterdir() if path.suffix == ".lint307")
    return file


@pytest.mark.parametrize("kind", ["empty", "cut", "noise", "one bit", "another version", "a folder"])
def test_a_damaged_file_is_as_good_as_none(kind: str, shop: Path, run: Run) -> None:
    before = run()
    file = _cache_file(shop)
    data = file.read_bytes()
    places = range(0, len(data), max(1, len(data) // 12)) if kind == "one bit" else [0]
    for place in places:
        if kind == "a folder":
            file.unlink()
            file.mkdir()
        else:
            flipped = data[:place] + bytes([data[place] ^ 16]) + data[place + 1 :]
            damaged = {"empty": b"", "cut": data[: len(data) // 2], "noise": os.urandom(5000), "one bit": flipped}
            file.write_bytes(damaged.get(kind, data[:8] + b"another version." + data[24:]))
        assert run() == before
    if kind == "a folder":
        file.rmdir()
    assert run() == before


def test_another_version_of_the_tool_reads_nothing(
    shop: Path, run: Run, unread: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run()
    unread.clear()
    monkeypatch.setattr(caching, "identity", lambda: b"another version.")
    assert run() == before
    assert unread


def test_the_tool_is_told_by_its_own_sources(tmp_path: Path) -> None:
    copy = tmp_path / "lint307"
    shutil.copytree(REPOSITORY / "lint307", copy, ignore=shutil.ignore_patterns("__pycache__"))
    program = "from lint307.files.tool import identity; print(identity().hex())"

    def told() -> str:
        command = [sys.executable, "-c", program]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout.hex()

    first = told()
    assert first == told()
    (copy / "core" / "http.py").write_text((copy / "core" / "http.py").read_text() + "\n# changed\n")
    assert told() != first
    assert len(tool.identity()) == 16


def test_a_folder_that_cannot_be_written(
    shop: Path, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file stands where the folder should: this holds for root, too, who may write everywhere."""
    from lint307.fronts.cli import main

    expected = run(cached=False)
    (tmp_path / "cache").write_text("")
    assert run() == expected
    main(["check", "-q", "--cache-dir", str(tmp_path / "cache")])
    errors = capsys.readouterr().err
    assert "nothing was kept for the next run" in errors
    assert "--no-cache" in errors


def test_nothing_is_written_without_a_cache(shop: Path, run: Run, tmp_path: Path) -> None:
    run(cached=False)
    assert not (tmp_path / "cache").exists()


def test_the_configuration_says_where(
    shop: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from lint307.fronts.cli import main

    monkeypatch.chdir(shop)
    monkeypatch.delenv("LINT307_CACHE_DIR")
    (shop / "pyproject.toml").write_text('[tool.lint307]\ncache-dir = ".remembered"\n')
    main(["check", "-q"])
    assert sorted(path.name for path in (shop / ".remembered").iterdir() if path.suffix != ".lint307") == [
        ".gitignore",
        "CACHEDIR.TAG",
    ]
    assert capsys.readouterr().err == ""


def test_killed_in_the_middle_of_writing(shop: Path, run: Run, tmp_path: Path) -> None:
    """Every moment of writing is a moment to be killed at: what is left is the old file, whole."""
    before = run()
    program = (
        "import os, signal, sys; from lint307.files import storing; from lint307.fronts.cli import main\n"
        "class Killing(list):\n"
        "    def __iter__(self): os.kill(os.getpid(), signal.SIGKILL)\n"
        "real = storing.store\n"
        "def store(path, identity, sections, pieces): real(path, identity, sections, Killing())\n"
        "from lint307.files import cache; cache.store = store\n"
        "main(['check', '-q', '--cache-dir', sys.argv[1]])"
    )
    (shop / "more.py").write_text(PAY)
    ran = run_python("-c", program, str(tmp_path / "cache"), folder=shop)
    assert ran.returncode == -signal.SIGKILL
    (leftover,) = (tmp_path / "cache").glob("*.tmp")
    assert run() == run(cached=False) != before
    past = time.time() - 7200
    os.utime(leftover, (past, past))
    tidy(str(tmp_path / "cache"))
    assert not leftover.exists()


def test_runs_at_once(shop: Path, run: Run, tmp_path: Path) -> None:
    expected = run(cached=False)
    command = [
        sys.executable,
        "-m",
        "lint307",
        "check",
        "--output-format",
        "json",
        "--cache-dir",
        str(tmp_path / "cache"),
    ]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    runs = [subprocess.Popen(command, cwd=shop, env=environment, stdout=subprocess.PIPE) for _ in range(4)]
    outputs = {process.communicate()[0] for process in runs}
    assert len(outputs) == 1
    assert len(json.loads(outputs.pop())) == len(expected)
    assert run() == expected


def test_it_stays_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caching, "_LARGEST", 50_000)
    cache = Cache(str(tmp_path / "x.lint307"))
    for number in range(100):
        cache.keep(engine.Source("a.py", str(number), "a"), pack("x" * 1000))
        cache.answers(b"%016d" % number)["a.py"] = b""
    cache.save()
    assert os.path.getsize(tmp_path / "x.lint307") < 60_000
    stored = open_stored(str(tmp_path / "x.lint307"), tool.identity())
    assert stored is not None
    assert len(unpack(stored.section(2) or b"")) <= 6
    stored.file.close()


def test_what_was_used_last_stays(tmp_path: Path) -> None:
    source = engine.Source("a.py", "1", "a")
    cache = Cache.at(str(tmp_path), "/root")
    cache.keep(source, pack("old"))
    cache.save()
    again = Cache.at(str(tmp_path), "/root")
    assert again.facts(source) == "old"
    again.keep(engine.Source("b.py", "2", "b"), pack("new"))
    again.save()
    again.close()
    last = Cache.at(str(tmp_path), "/root")
    assert (last.facts(source), last.facts(engine.Source("b.py", "2", "b"))) == ("old", "new")
    last.close()


def test_facts_come_back_as_they_were() -> None:
    facts = [engine.read(engine.Source(str(p), p.read_text(), "m")) for p in sorted(SHOP.rglob("*.py"))]
    assert [unpack(pack(f)) for f in facts] == facts
    assert unpack(pack(Failure("why", 3))) == Failure("why", 3)
    assert unpack(pack((Safety.UNSAFE, Edit(Span(1, 2), "x")))) == (Safety.UNSAFE, Edit(Span(1, 2), "x"))


def test_findings_come_back_as_they_were(shop: Path) -> None:
    from lint307.files.programs import analyse
    from lint307.files.projects import Projects

    (analysis,) = analyse((str(shop),), Projects((str(shop),)))
    answers = [analysis.answer(path) for path in analysis.targets]
    assert sum(len(answer.findings) for answer in answers) > 20
    assert [unpack(pack(tuple(answer))) for answer in answers] == [tuple(answer) for answer in answers]


class _Evil:
    def __init__(self, function: object, *arguments: object) -> None:
        self.parts = (function, arguments)

    def __reduce__(self) -> object:
        return self.parts


def test_bytes_of_unknown_origin_build_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "ran"
    for evil in (
        _Evil(os.mkdir, str(target)),
        _Evil(eval, f"__import__('os').mkdir({str(target)!r})"),
        _Evil(getattr, 1, "x"),
    ):
        with pytest.raises(Unpackable):
            unpack(pickle.dumps(evil))
    assert not target.exists()
    # BUILD with slots on what stands for a class would set the attributes of that class.
    setting = b"\x80\x02clint307.core.text\nSpan\n(N}X\x05\x00\x00\x00emptyK\x01stb."
    with pytest.raises(Unpackable):
        unpack(setting)
    assert not hasattr(Span, "empty")
    for damaged in (b"", b"\x80", pickle.dumps(replace(Lit(1, Span(0, 1)), value="x"))[:-3]):
        with pytest.raises(Unpackable):
            unpack(damaged)


def test_pieces_are_what_was_written(tmp_path: Path) -> None:
    path = str(tmp_path / "file")
    store(path, b"v" * 16, [b"one", b""], [sealed(b"abc"), sealed(b"defg")])
    assert open_stored(path, b"w" * 16) is None
    stored = open_stored(path, b"v" * 16)
    assert stored is not None
    assert (stored.section(0), stored.section(1)) == (b"one", b"")
    assert (stored.piece(0, 19), stored.piece(19, 20), stored.piece(1, 19)) == (b"abc", b"defg", None)
    stored.file.close()


def test_a_fresh_file_is_looked_at_again(tmp_path: Path) -> None:
    """A second write within a tick of the clock leaves size and times as they are."""
    path = tmp_path / "shop.py"
    path.write_text(PAY)
    rows = Rows()
    first = look([str(path)], {}, rows, look_batch).sights[str(path)]
    path.write_text(PAY.replace("redirect", "tcerider"))
    second = look([str(path)], {}, rows, look_batch).sights[str(path)]
    assert first.matters
    assert not second.matters
