"""Side by side with its peers: `python bench/run.py [--short]`.

All tools are run alternately, in one run, on the same trees, so that the ratios hold on any machine. Each has to find a
planted mistake, or it is not counted. What is measured goes to `bench/results.json` and `docs/performance.md`.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import trees
from measure import Measured, measure
from page import page

ROOT = Path(__file__).parents[1]
TOOLS = ("ruff", "flake8", "semgrep", "fixit")
SIZES = (32, 16, 8, 4, 2, 1)


@dataclass
class Job:
    """A command to measure. `before` makes what it finds the same each time; `once`: it takes too long to repeat;
    `after`: the job whose traces it needs."""

    name: str
    tree: Path
    command: list[str]
    finds: str
    before: Callable[[], None] = lambda: None
    once: bool = False
    after: Job | None = None
    measured: list[Measured] = field(default_factory=list)
    problem: str = ""


class Bench:
    """Where things lie, and which jobs there are."""

    def __init__(self, work: Path, short: bool) -> None:
        self.work, self.short = work, short
        self.ours, self.theirs = work / "ours", work / "theirs"
        self.environment = {**os.environ, "LINT307_CACHE_DIR": str(work / "cache"), "SEMGREP_SEND_METRICS": "off"}
        self.environment.pop("PYTHONPATH", None)
        self.environment["PATH"] = f"{self.theirs / 'bin'}{os.pathsep}{os.environ['PATH']}"
        self.missing: dict[str, str] = {}

    def install(self) -> None:
        """Two environments: the peers alone, and flake8 with this package."""
        for folder, wanted in ((self.theirs, TOOLS), (self.ours, ("flake8", str(ROOT)))):
            if not folder.exists():
                subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
            pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
            for tool in wanted:
                if tool != str(ROOT) and (folder / "bin" / tool).exists():
                    continue
                options = (
                    ["--force-reinstall", "--no-deps"]
                    if tool == str(ROOT) and (folder / "bin/lint307").exists()
                    else []
                )
                ran = subprocess.run([*pip, *options, tool], capture_output=True, text=True, check=False)
                if ran.returncode:
                    self.missing[tool] = (ran.stderr.strip().splitlines() or ["it cannot be installed"])[-1]

    def lint307(self, *arguments: str) -> list[str]:
        return [str(self.ours / "bin" / "python"), "-m", "lint307", *arguments]

    def tool(self, name: str, *arguments: str) -> list[str]:
        return [str(self.theirs / "bin" / name), *arguments]

    def forget(self) -> None:
        shutil.rmtree(self.work / "cache", ignore_errors=True)

    def touch(self, path: Path) -> Callable[[], None]:
        def append() -> None:
            text = path.read_text()
            path.unlink()  # it may be linked to another tree
            path.write_text(f"{text}# {time.time_ns()}\n")

        return append

    def jobs(self, tree: Path, size: str, peers: bool) -> Iterator[Job]:
        """The jobs on one tree, in the order of a round."""
        ruff = ("check", "--isolated", "--select", "F", "--quiet", "--exit-zero", "--output-format", "concise", ".")
        check = ("check", "--isolated", "--output-format", "concise", "-q")
        found = "probe.py:10:"
        quiet = self.short or size == "large"
        yield Job(f"ruff, cold ({size})", tree, self.tool("ruff", *ruff, "--no-cache"), "probe.py:1:8: F401")
        cold = Job(f"lint307, cold, 2 processes ({size})", tree, self.lint307(*check, "-j2", "."), found, self.forget)
        yield cold
        yield Job(f"lint307, warm ({size})", tree, self.lint307(*check, "-j2", "."), found, after=cold)
        yield Job(
            f"ruff, warm ({size})",
            tree,
            self.tool("ruff", *ruff, "--cache-dir", str(self.work / f"ruff-{size}")),
            "F401",
        )
        one = tree / "probe.py"
        yield Job(
            f"lint307, one changed file with a redirect ({size})",
            tree,
            self.lint307(*check, "probe.py"),
            found,
            self.touch(one),
            after=cold,
        )
        plain = tree / "plain.py"
        plain.write_text("x = 1\n")
        yield Job(
            f"lint307, one changed file without ({size})",
            tree,
            self.lint307(*check, "plain.py", "--verbose"),
            "asked about",
            self.touch(plain),
            after=cold,
        )
        if not quiet:
            yield Job(f"lint307, cold, 1 process ({size})", tree, self.lint307(*check, "-j1", "--no-cache", "."), found)
        if peers:
            yield from self._peers(tree, size, check)

    def _peers(self, tree: Path, size: str, check: tuple[str, ...]) -> Iterator[Job]:
        def know() -> None:
            measure(self.lint307(*check, "-j2", "."), tree, self.environment, 600)

        flake8 = ("-m", "flake8", "--isolated", "-j2", "--select", "F,RDR1", "--exit-zero", ".")
        fix = ("fix", "--diff", *check[1:], "--no-cache", ".")
        yield Job(f"lint307 fix --diff, cold ({size})", tree, self.lint307(*fix), "code=308", once=True)
        yield Job(f"flake8 without the plugin ({size})", tree, [str(self.theirs / "bin/python"), *flake8], "F401")
        with_plugin = [str(self.ours / "bin/python"), *flake8]
        yield Job(f"flake8 with the plugin, warm ({size})", tree, with_plugin, "RDR102", know)
        rules = str(ROOT / "bench" / "rules" / "semgrep.yml")
        options = (
            "scan",
            "--config",
            rules,
            "--metrics",
            "off",
            "--disable-version-check",
            "--no-git-ignore",
            "-j",
            "2",
            "--quiet",
            ".",
        )
        yield Job(f"semgrep, three local rules ({size})", tree, self.tool("semgrep", *options), "probe.py", once=True)
        for name in ("fixit_rule.py", "codemod_command.py"):
            shutil.copy(ROOT / "bench" / "rules" / name, tree / name)
        (tree / "fixit.toml").write_text(
            '[tool.fixit]\nroot = true\nenable = [".fixit_rule"]\ndisable = ["fixit.rules"]\n'
        )
        yield Job(
            f"Fixit, one trivial rule ({size})", tree, self.tool("fixit", "lint", "."), "PermanentRedirect", once=True
        )
        codemod = ("-m", "libcst.tool", "codemod", "-x", "--no-format", "--jobs=2", "codemod_command.LookAtCalls", ".")
        yield Job(
            f"LibCST codemod that changes nothing ({size})",
            tree,
            [str(self.theirs / "bin/python"), *codemod],
            "Transformed",
            once=True,
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--short", action="store_true", help="one small tree, one round: does every part work?")
    parser.add_argument(
        "--work", type=Path, default=ROOT / "build" / "bench", help="where trees and tools are laid out"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=float, default=240.0, help="seconds after which a command is given up")
    parser.add_argument("--minutes", type=float, default=20.0, help="after so many no further round is begun")
    parser.add_argument("--only", default="small,middle,large", metavar="TREES", help="which trees, with commas")
    parser.add_argument("--no-growth", action="store_true", help="leave out the fit over six sizes")
    options = parser.parse_args()
    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    bench = Bench(work, options.short)
    bench.install()
    started = time.monotonic()
    if options.short:
        laid = {"short": trees.lay_out(work, (trees.PEERS,), "short")}
    else:
        wheels = {
            "small": (trees.PEERS,),
            "middle": (trees.DJANGO,),
            "large": (trees.FLASK, trees.DJANGO, trees.FASTAPI, *trees.OTHERS),
        }
        laid = {size: trees.lay_out(work, wheels[size], size) for size in options.only.split(",")}
    jobs = [job for size, tree in laid.items() for job in bench.jobs(tree, size, size in ("small", "short"))]
    rounds = 1 if options.short else options.rounds
    for number in range(rounds):
        for job in jobs:
            late = (time.monotonic() - started) / 60 > options.minutes
            if job.problem or (number and (job.once or late)) or (late and job.once):
                continue
            _run(job, bench, options.limit)
    largest = list(laid.values())[-1]
    growth = [] if options.short or options.no_growth else _growth(bench, largest, started, options)
    results = {
        "machine": _machine(),
        "tools": _versions(bench),
        "trees": {
            size: dict(zip(("files", "lines"), trees.lines_of(tree), strict=True)) for size, tree in laid.items()
        },
        "contents": {
            "small": trees.PEERS,
            "middle": trees.DJANGO,
            "large": [trees.FLASK, trees.DJANGO, trees.FASTAPI, *trees.OTHERS],
        },
        "jobs": {job.name: _summary(job) for job in jobs},
        "growth": growth,
    }
    print(page(results))
    if not options.short:
        (ROOT / "bench" / "results.json").write_text(json.dumps(results, indent=2) + "\n")
        (ROOT / "docs" / "performance.md").write_text(page(results))
    return 1 if options.short and any(job.problem for job in jobs) else 0


def _run(job: Job, bench: Bench, limit: float) -> None:
    tool = Path(job.command[0]).name
    if tool in bench.missing:
        job.problem = f"not measured: {bench.missing[tool]}"
        return
    if job.after is not None and job.after.problem:
        job.problem = f"not measured: without {job.after.name} there is nothing to go by"
        return
    job.before()
    measured = measure(job.command, job.tree, bench.environment, limit)
    if not measured.in_time:
        job.problem = f"given up after {limit:.0f} s"
    elif job.finds not in measured.output:
        last = (measured.output.strip().splitlines() or ["it says nothing"])[-1]
        job.problem = f"not measured: it does not find what was planted: {last[:120].replace(str(bench.work), '')}"
    else:
        job.measured.append(measured)
    print(
        f"{job.name:60} {job.problem or f'{measured.wall:8.2f} s  {measured.cpu:8.2f} s  {measured.memory:6.0f} MiB'}",
        file=sys.stderr,
    )


def _growth(bench: Bench, tree: Path, started: float, options: argparse.Namespace) -> list[dict[str, float]]:
    """Processor seconds of a cold check on six sizes of one tree, as far as the time allows."""
    found = []
    for parts in SIZES:
        if (time.monotonic() - started) / 60 > options.minutes:
            break
        part = trees.share(tree, parts)
        command = bench.lint307("check", "--isolated", "-q", "-j1", "--no-cache", "--exit-zero", ".")
        measured = measure(command, part, bench.environment, options.limit)
        if measured.in_time:
            found.append({"lines": float(trees.lines_of(part)[1]), "cpu": measured.cpu, "memory": measured.memory})
            print(f"growth {parts}: {found[-1]}", file=sys.stderr)
    return found


def _summary(job: Job) -> dict[str, Any]:
    if job.problem or not job.measured:
        return {"problem": job.problem or "not measured: the time was over"}
    middle = {
        key: round(statistics.median(getattr(m, key) for m in job.measured), 3) for key in ("wall", "cpu", "memory")
    }
    return {**middle, "runs": len(job.measured)}


def _machine() -> dict[str, Any]:
    """What matters of the machine, without its name."""
    model, memory = platform.machine(), 0
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            model = next((line.partition(":")[2].strip() for line in file if line.startswith("model name")), model)
        memory = math.ceil(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    load = round(os.getloadavg()[0], 1)
    python = platform.python_version()
    return {"processor": model, "cores": os.cpu_count(), "memory": memory, "python": python, "load at the end": load}


def _versions(bench: Bench) -> dict[str, str]:
    program = (
        "import importlib.metadata as m, json; names = ('ruff', 'flake8', 'semgrep', 'fixit', 'libcst');"
        "print(json.dumps({n: m.version(n) for n in names if list(m.distributions(name=n))}))"
    )
    ran = subprocess.run([str(bench.theirs / "bin/python"), "-c", program], capture_output=True, text=True, check=True)
    return {**json.loads(ran.stdout), **{name: f"not installed: {why}" for name, why in bench.missing.items()}}


if __name__ == "__main__":
    sys.exit(main())
