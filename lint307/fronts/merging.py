"""`lint307 merge`: the reports of several runs, such as the shares of a CI matrix, as the report of one run."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from lint307.config import ConfigError

Result = dict[str, Any]


def merge(options: argparse.Namespace) -> int:
    """Write the merged report; the exit code is that of the run that would have made it."""
    reports = [_read(path) for path in options.reports]
    if all(isinstance(report, list) for report in reports):
        findings = _once(entry for report in reports for entry in report)
        merged: Any = sorted(findings, key=_place_of_json)
        code = 2 if any(f.get("code") == "RDR901" for f in merged) else 1 if merged else 0
    elif all(isinstance(report, dict) and report.get("version") == "2.1.0" for report in reports):
        merged = _sarif(reports)
        run = merged["runs"][0]
        failed = not all(each["executionSuccessful"] for each in run["invocations"])
        code = 2 if failed else 1 if run["results"] else 0
    else:
        raise ConfigError("merge takes reports in one format: all `sarif`, or all `json`")
    text = json.dumps(merged, indent=2) + "\n"
    if options.output_file:
        try:
            with open(options.output_file, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except OSError as error:
            raise ConfigError(f"--output-file {options.output_file}: {error.strerror or error}") from error
    else:
        sys.stdout.write(text)
    return 0 if options.exit_zero else code


def _read(path: str) -> Any:
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:
        raise ConfigError(f"{path}: it is no report in `sarif` or `json`: {error}") from error


def _sarif(reports: Sequence[Any]) -> Any:
    """One run with the results of all, in the order of their places, and each rule once."""
    try:
        runs = [run for report in reports for run in report["runs"]]
        if {run["tool"]["driver"]["name"] for run in runs} != {"lint307"}:
            raise ConfigError("merge takes the reports of lint307 alone")
        rules = {rule["id"]: rule for run in runs for rule in run["tool"]["driver"]["rules"]}
        notes = _once(n for run in runs for i in run["invocations"] for n in i["toolExecutionNotifications"])
        results = sorted(_once(result for run in runs for result in run["results"]), key=_place_of_sarif)
        _ensure_whole(run.get("properties", {}).get("shard", "1/1") for run in runs)
        first = {name: value for name, value in runs[0].items() if name != "properties"}
    except (KeyError, TypeError, IndexError) as error:
        raise ConfigError(f"merge: a report lacks {error}") from error
    except ValueError as error:
        raise ConfigError(f"merge: a report names a share that is none: {error}") from error
    driver = {**first["tool"]["driver"], "rules": [rules[code] for code in sorted(rules)]}
    invocation = {"executionSuccessful": not notes, "toolExecutionNotifications": sorted(notes, key=_place_of_sarif)}
    run = {**first, "tool": {**first["tool"], "driver": driver}, "invocations": [invocation], "results": results}
    return {**reports[0], "runs": [run]}


def _ensure_whole(shards: Iterable[str]) -> None:
    """Raises ConfigError where a share such as 2/8 is there and one of its siblings is not."""
    there = set(shards)
    for total in {shard.partition("/")[2] for shard in there}:
        lacking = [f"{number}/{total}" for number in range(1, int(total) + 1) if f"{number}/{total}" not in there]
        if lacking:
            raise ConfigError(f"merge: the report of --shard {', '.join(lacking)} is missing")


def _once(entries: Any) -> list[Result]:
    """Each entry once: what two runs were asked about is one finding."""
    return list({json.dumps(entry, sort_keys=True): entry for entry in entries}.values())


def _place_of_sarif(result: Result) -> tuple[Any, ...]:
    place = result["locations"][0]["physicalLocation"]
    region = place["region"]
    code = result.get("ruleId", "")
    return place["artifactLocation"]["uri"], region["startLine"], region["startColumn"], code


def _place_of_json(entry: Result) -> tuple[Any, ...]:
    at = entry["location"]
    return entry["code"] == "RDR901", entry["filename"], at["row"], at["column"], entry["code"]
