"""What the command line says, and how it is put over the configuration."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from dataclasses import fields, replace
from typing import NoReturn

from lint307.config import Config, ConfigError, parse, selectors
from lint307.files.projects import toml
from lint307.fronts.render import FORMATS


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise ConfigError(message)


def parser() -> argparse.ArgumentParser:
    main = _Parser(
        prog="lint307",
        description="Find redirects whose status makes clients do something else than the code means, and fix them.",
        allow_abbrev=False,
    )
    main.add_argument("-V", "--version", action="store_true", help="print the version and exit")
    commands = main.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    check = commands.add_parser("check", help="report findings", allow_abbrev=False)
    check.add_argument("--fix", action="store_true", help="apply the safe fixes (the same as `lint307 fix`)")
    fix = commands.add_parser("fix", help="apply the safe fixes and report what is left", allow_abbrev=False)
    for command in (check, fix):
        _add_paths(command)
        _add_selection(command)
        _add_output(command)
        _add_running(command)
    merge = commands.add_parser("merge", help="put reports of several runs together", allow_abbrev=False)
    merge.add_argument("reports", nargs="+", metavar="REPORT", help="files in the format sarif, or all in json")
    merge.add_argument("-o", "--output-file", metavar="FILE", help="write the report there")
    merge.add_argument("-e", "--exit-zero", action="store_true", help="exit with 0 whatever is reported")
    explain = commands.add_parser("explain", help="print the page of a rule", allow_abbrev=False)
    explain.add_argument("rule", metavar="CODE", nargs="+", help="a code or name, such as RDR101 or dropped-request")
    rules = commands.add_parser("rules", help="list all rules", allow_abbrev=False)
    rules.add_argument("--output-format", choices=("text", "json"), default="text")
    return main


def _add_paths(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "paths", nargs="*", metavar="PATH", help="files or folders, or - for standard input (default: .)"
    )
    command.add_argument("--stdin-filename", metavar="FILE", help="the name that standard input has")
    command.add_argument(
        "--exclude", action="append", metavar="PATTERNS", help="leave these out, in place of the default"
    )
    command.add_argument("--extend-exclude", action="append", metavar="PATTERNS", help="leave these out as well")
    command.add_argument("--force-exclude", action="store_true", help="leave them out even where they are named")
    command.add_argument(
        "--config", action="append", metavar="FILE", help="a configuration file, or a pair KEY=VALUE of TOML"
    )
    command.add_argument("--isolated", action="store_true", help="ignore all configuration files")


def _add_selection(command: argparse.ArgumentParser) -> None:
    for option, words in (
        ("--select", "run these rules in place of the default"),
        ("--extend-select", "run these rules as well"),
        ("--ignore", "do not run these rules"),
    ):
        command.add_argument(option, action="append", metavar="CODES", help=f"{words}: codes or prefixes, with commas")


def _add_output(command: argparse.ArgumentParser) -> None:
    command.add_argument("--output-format", choices=FORMATS, help="default: full on a terminal, else concise")
    command.add_argument("-o", "--output-file", metavar="FILE", help="write the report there")
    command.add_argument("--statistics", action="store_true", help="count the findings of each rule")
    command.add_argument("--diff", action="store_true", help="show what fixing would change, write nothing")
    command.add_argument("--unsafe-fixes", action="store_true", help="also take fixes whose meaning is inferred")
    command.add_argument("-e", "--exit-zero", action="store_true", help="exit with 0 whatever is reported")
    command.add_argument("--exit-non-zero-on-fix", action="store_true", help="exit with 1 when something was fixed")
    command.add_argument("-v", "--verbose", action="store_true", help="say what was read and assumed")
    command.add_argument("-q", "--quiet", action="store_true", help="print findings only")


def _add_running(command: argparse.ArgumentParser) -> None:
    command.add_argument("-n", "--no-cache", action="store_true", help="remember nothing, read every file anew")
    command.add_argument("--cache-dir", metavar="DIR", help="where to remember (default: the user's folder for caches)")
    command.add_argument(
        "-j", "--jobs", type=_jobs, metavar="N", help="processes for large trees (default: one per core)"
    )
    command.add_argument("--executor", metavar="URL", help="read on a Dask cluster: dask://HOST:PORT of its scheduler")
    command.add_argument(
        "--shard", type=_shard, metavar="K/N", help="report the Kth of N shares; `merge` puts reports together"
    )


def _shard(text: str) -> tuple[int, int]:
    number, slash, total = text.partition("/")
    if not (slash and number.isdigit() and total.isdigit() and 1 <= int(number) <= int(total)):
        raise argparse.ArgumentTypeError(f"{text!r} is no share such as 2/8")
    return int(number), int(total)


def _jobs(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes")
    return int(text)


def config_file(options: argparse.Namespace) -> str | None:
    """The file that `--config` names, if it names one."""
    files = [value for value in options.config or () if not _is_pair(value)]
    if len(files) > 1:
        raise ConfigError("--config: more than one configuration file")
    return files[0] if files else None


def _is_pair(value: str) -> bool:
    return "=" in value and not os.path.exists(value)


def over(options: argparse.Namespace) -> Callable[[Config], Config]:
    """The command line as a change of any configuration."""
    pairs = [parse(toml(v.encode(), "--config"), "--config") for v in options.config or () if _is_pair(v)]

    def adjust(config: Config) -> Config:
        for pair in pairs:
            changed = {f.name: getattr(pair, f.name) for f in fields(Config) if getattr(pair, f.name) != f.default}
            config = replace(config, **{k: v for k, v in changed.items() if v or k != "target_versions"})
        if selected is not None:  # a selection on the command line stands alone, as in ruff
            config = replace(config, select=selected, ignore=(), extend_select=())
        if excluded is not None:
            config = replace(config, exclude=excluded)
        return replace(
            config,
            extend_select=config.extend_select + extra_select,
            ignore=config.ignore + extra_ignore,
            extend_exclude=config.extend_exclude + _split(options.extend_exclude),
        )

    selected = None if options.select is None else selectors(_split(options.select), "--select")
    excluded = None if options.exclude is None else _split(options.exclude)
    extra_select = selectors(_split(options.extend_select), "--extend-select")
    extra_ignore = selectors(_split(options.ignore), "--ignore")
    return adjust


def _split(values: list[str] | None) -> tuple[str, ...]:
    return tuple(part.strip() for value in values or () for part in value.split(",") if part.strip())
