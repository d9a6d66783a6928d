"""The work of reading on any executor: identical findings, and nothing is lost with a worker."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from lint307.config import ConfigError
from lint307.files import distributed, workers
from lint307.files.ahead import in_turn
from lint307.files.caching import Caches
from lint307.files.facts import facts_of, read_batch
from lint307.files.programs import analyse
from lint307.files.projects import Projects
from lint307.files.workers import Workers
from tests.fronts.running import PAY, REPOSITORY, run_python
from tests.scaling.cluster import DYING, OLDER, cluster, many

SHOP = REPOSITORY / "tests" / "fixtures" / "apps" / "shop" / "flask_shop"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    shutil.copytree(SHOP, tmp_path / "shop" / "flask_shop", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "shop" / "setup.cfg").touch()
    return tmp_path / "shop"


def found(folder: Path, crew: Workers = workers.ALONE) -> list[Any]:
    arguments = (str(folder),)
    caches = Caches(enabled=False)
    analyses = analyse(arguments, Projects(arguments), workers=crew, caches=caches)
    return [finding for analysis in in_turn(analyses, crew, caches) for finding in analysis.findings()]


def check(folder: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    return run_python("-m", "lint307", "check", "--no-cache", "--output-format", "json", *options, folder=folder)


class Losing(Executor):
    """An executor that gives up every second task, as one does whose worker dies again and again."""

    count = 0

    def submit(self, fn: Any, /, *arguments: Any, **options: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.count += 1
        if self.count % 2:
            future.cancel()
            future.set_running_or_notify_cancel()
        else:
            future.set_result(fn(*arguments, **options))
        return future


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor, Losing])
def test_any_executor_finds_the_same(kind: type[Executor], shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_BATCH", 2_000)
    with kind() if kind is Losing else kind(2) as executor:  # type: ignore[call-arg]
        assert found(shop, Workers(executor=executor)) == found(shop)


def test_processes_of_this_machine_find_the_same(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = found(shop)
    monkeypatch.setattr(workers, "_WORTH_A_POOL", 0)
    monkeypatch.setattr(workers, "_WORTH_LOOKING", 0)
    monkeypatch.setattr(workers, "_BATCH", 2_000)
    assert found(shop, Workers(2)) == expected
    assert expected


def test_many_projects_are_read_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = many(tmp_path / "all", {"shop.py": PAY, "clean.py": "x = 1\n"}, 12)
    expected = found(folder)
    assert len(expected) == 12
    with ThreadPoolExecutor(2) as executor:
        sizes: list[int] = []
        monkeypatch.setattr(workers, "read_batch", lambda batch: (sizes.append(len(batch)), read_batch(batch))[1])
        assert found(folder, Workers(executor=executor)) == expected
    assert sizes == [12], "only what may matter travels, and all of it in one task"


def test_a_killed_process_loses_nothing(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the system is out of memory: the pool breaks, and this process does what is left."""
    monkeypatch.setattr(workers, "_BATCH", 2_000)
    monkeypatch.setattr(workers, "read_batch", _dying)
    with ProcessPoolExecutor(2) as executor:
        assert found(shop, Workers(executor=executor)) == found(shop)


def _dying(batch: list[Any]) -> None:
    os.kill(os.getpid(), 9)


def test_what_travels_is_text_and_facts() -> None:
    from lint307 import engine

    tool, packed = read_batch([engine.Source("shop.py", PAY, "shop")])
    assert len(tool) == 16
    assert all(type(each) is bytes for each in packed)
    assert facts_of(engine.Source("shop.py", PAY, "shop"))


@pytest.mark.parametrize("first", ["", DYING], ids=["two workers", "one is killed"])
def test_a_dask_cluster_finds_the_same(first: str, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_BATCH", 2_000)
    with cluster(first, "") as (url, (worker, _)), distributed.connected(url) as crew:
        assert found(shop, crew) == found(shop)
        if first:
            assert worker.wait(30) == -9, "it had a task when it was killed"


def test_a_cluster_without_workers_is_an_error(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_PATIENCE", 0.5)
    with (
        cluster() as (url, _),
        distributed.connected(url) as crew,
        pytest.raises(ConfigError, match="no worker is left"),
    ):
        found(shop, crew)


def test_a_worker_of_another_version_is_an_error(shop: Path) -> None:
    with cluster(OLDER) as (url, _):
        ran = check(shop, "--executor", url)
    assert ran.returncode == 2
    assert "another version of lint307" in ran.stderr.decode()


def test_a_scheduler_that_cannot_be_reached_is_an_error(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distributed, "_TIMEOUT", 1)
    with (
        pytest.raises(ConfigError, match="no Dask scheduler answers there"),
        distributed.connected("dask://127.0.0.1:9"),
    ):
        pass


@pytest.mark.parametrize("url", ["127.0.0.1:8786", "dask://", "dask://host", "dask://host:x", "http://host:1"])
def test_an_address_that_is_none_is_an_error(url: str, shop: Path) -> None:
    ran = check(shop, "--executor", url)
    assert ran.returncode == 2
    assert "dask://HOST:PORT" in ran.stderr.decode()


def test_dask_that_is_not_installed_is_an_error(shop: Path) -> None:
    program = (
        "import sys; sys.modules['distributed'] = None; from lint307.fronts.cli import main;"
        "sys.exit(main(['check', '--executor', 'dask://127.0.0.1:9']))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=shop,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
    )
    assert ran.returncode == 2
    assert "pip install 'lint307[dask]'" in ran.stderr.decode()


def test_a_list_of_repositories_over_a_cluster(tmp_path: Path) -> None:
    folder = many(tmp_path / "all", {"shop.py": PAY}, 30)
    names = sorted(path.name for path in folder.iterdir())
    with cluster("") as (url, _):
        ran = check(folder, "--executor", url, *names)
    assert len(json.loads(ran.stdout)) == 30
    assert ran.stdout == check(folder, *names).stdout
