"""The command line: `lint307 check|fix|explain|rules`. Exits with 0: clean, 1: findings, 2: could not do its work."""

from __future__ import annotations

import gc
import io
import os
import sys
import traceback
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from lint307.files.analysis import Analysis
    from lint307.files.caching import Caches
    from lint307.files.workers import Workers


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit code."""
    from lint307.config import ConfigError

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a file name or a line of code must never end the run
            stream.reconfigure(errors="backslashreplace")
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except ConfigError as error:
        print(f"lint307: {error}", file=sys.stderr)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is still in the buffer has nowhere to go
    except KeyboardInterrupt:
        print("lint307: interrupted", file=sys.stderr)
    except Exception:
        traceback.print_exc()
        print("lint307: this is an error of lint307 itself; please report it with the lines above", file=sys.stderr)
    return 2


def _run(arguments: Sequence[str]) -> int:
    from lint307.fronts.options import parser

    main_parser = parser()
    options = main_parser.parse_args(arguments)
    if options.version:
        from lint307 import __version__

        print(f"lint307 {__version__}")
        return 0
    if options.command is None:
        main_parser.print_help(sys.stderr)
        return 2
    if options.command in ("explain", "rules"):
        from lint307.fronts import explaining

        return (
            explaining.explain(options.rule)
            if options.command == "explain"
            else explaining.rules(options.output_format)
        )
    if options.command == "merge":
        from lint307.fronts import merging

        return merging.merge(options)
    if options.executor:
        from lint307.files.distributed import connected

        with connected(options.executor) as workers:
            return _work(options, workers)
    from lint307.files.workers import Workers

    with Workers(options.jobs or os.cpu_count() or 1) as workers:
        return _work(options, workers)


def _work(options: argparse.Namespace, workers: Workers) -> int:
    """Analyse, report or fix, and remember."""
    # Trees and facts hold no cycles; looking for some takes four fifths of the time to read facts from the cache.
    gc.set_threshold(100_000, 20, 20)
    given = sys.stdin.buffer.read() if "-" in options.paths else None
    from lint307.files.ahead import in_turn
    from lint307.files.caching import Caches

    caches = Caches(not options.no_cache, options.cache_dir)
    analyses = _analyse(options, given, workers, caches)
    try:
        return _report(options, analyses, in_turn(analyses, workers, caches), given)
    finally:
        if options.verbose:
            _tell(analyses)
        for problem in caches.save():
            print(f"warning: {problem}", file=sys.stderr)
        caches.close()


def _report(
    options: argparse.Namespace, analyses: list[Analysis], turns: Iterable[Analysis], given: bytes | None
) -> int:
    if options.command == "fix" or options.fix or options.diff:
        from lint307.fronts import mending

        return mending.run(options, analyses, given)
    from lint307.fronts import checking

    return checking.check(options, analyses, turns)


def _analyse(options: argparse.Namespace, given: bytes | None, workers: Workers, caches: Caches) -> list[Analysis]:
    from lint307.config import ConfigError
    from lint307.files.programs import analyse
    from lint307.files.projects import Projects
    from lint307.files.sharding import Shard
    from lint307.fronts.options import config_file, over

    paths = options.paths or ["."]
    overrides: dict[str, bytes] = {}
    if given is not None:
        if len(paths) > 1:
            raise ConfigError("standard input, `-`, cannot be mixed with other paths")
        paths = [options.stdin_filename or "-"]
        overrides[os.path.abspath(paths[0])] = given
    arguments = tuple(dict.fromkeys(os.path.abspath(path) for path in paths))
    projects = Projects(arguments, options.isolated, config_file(options), over(options))
    if options.force_exclude:
        from lint307.files.discovery import named_and_excluded

        arguments = tuple(path for path in arguments if not named_and_excluded(path, projects))
    analyses = analyse(arguments, projects, overrides, workers, caches, Shard(*(options.shard or ())))
    if not analyses and not (options.quiet or options.shard or options.force_exclude):
        print("warning: no Python files found under the given paths", file=sys.stderr)
    return analyses


def _tell(analyses: list[Analysis]) -> None:
    for analysis in analyses:
        assumed = {tuple(sorted(analysis.settings(path).target_versions.items())) for path in analysis.targets}
        lines = [
            f"project {analysis.project.root} (configuration: {analysis.project.config_file or 'none'})",
            f"  {_files(len(analysis.given))} asked about, {len(analysis.targets)} of them may redirect",
            f"  {_files(analysis.looked_at)} of the project looked at, {_read(analysis)}",
        ]
        overviews = (analysis.answers.overview(analysis.settings(path)) for path in analysis.targets)
        lines += dict.fromkeys(_rootless(known.rootless) for known in overviews if known and known.rootless)
        for versions in sorted(assumed):
            named = ", ".join(f"{name} {version}" for name, version in versions)
            lines.append(f"  lowest versions to work: {named or 'none declared, so the newest known are assumed'}")
        print("\n".join(lines), file=sys.stderr)


def _read(analysis: Analysis) -> str:
    read, remembered = analysis.read
    if read or remembered or not analysis.targets:
        return f"{read} read{f', {remembered} remembered' if remembered else ''}"
    return "none read: the answers are remembered"


def _rootless(outermost: tuple[str, ...]) -> str:
    """What is assumed where no settings say ROOT_URLCONF."""
    if len(outermost) == 1:
        return f"  Django: no ROOT_URLCONF found, so {outermost[0]} is taken for the root"
    names = f"{', '.join(outermost[:3])}{' …' if len(outermost) > 3 else ''}"
    return f"  Django: no ROOT_URLCONF found and nothing includes {names}: routes there are known by name, not by path"


def _files(number: int) -> str:
    return f"{number} file{'s' * (number != 1)}"
