"""The output formats, from findings made by hand: shapes, places, and what must not break them."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest

from lint307.core.findings import Finding, Fix, Safety, Witness
from lint307.core.text import Edit, Span
from lint307.fronts.render import FORMATS, render
from lint307.fronts.report import Report

# One character of two UTF-16 units and four bytes before what is found; the finding goes over two rows.
TEXT = 'from flask import redirect\n\n\ndef pay():\n    "🛒"; return redirect(\n\t"/b",\n    )\n'
START, END = TEXT.index("redirect(\n"), TEXT.index(")\n", 60) + 1
AT = TEXT.index(",\n    )")
MESSAGE = "302 turns this POST into a GET: 100 % <lost>, \x1b[31mred"


def finding(path: Path, **changes: Any) -> Finding:
    values: dict[str, Any] = {
        "code": "RDR101",
        "name": "dropped-request",
        "path": str(path / "a,b: 100%.py"),
        "span": Span(START, END),
        "message": MESSAGE,
        "witnesses": (
            Witness("destination", "/b answers only POST", Span(0, 4), str(path / "other.py")),
            Witness("thin", "the handler only redirects", Span(29, 32)),
            Witness("caller", "it is called elsewhere", Span(0, 0), str(path / "unread.py"), 7),
        ),
        "fix": Fix("Send 307", (Edit(Span(AT, AT), ", code=307"),), Safety.SAFE),
        "sent": 302,
        "recommended": 307,
        "methods": ("GET", "POST", "PUT"),
        "meaning": "repeat",
        "notes": ("tests/test_pay.py expects 302",),
    }
    return Finding(**{**values, **changes})


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """A finding with everything, one with nothing, one that only people can fix, and a file that cannot be read."""
    monkeypatch.chdir(tmp_path)
    full = finding(tmp_path)
    bare = finding(
        tmp_path, code="RDR501", name="redirect-loop", witnesses=(), fix=None, sent=None, recommended=None, methods=()
    )
    manual = finding(
        tmp_path, code="RDR102", name="dropped-request-permanently", fix=Fix("Write 308 at /x", (), Safety.MANUAL)
    )
    bad = Finding(
        "RDR901", "unreadable", str(tmp_path / "bad.py"), Span(0, 0), "bad.py was not analysed: it has a NUL byte"
    )
    texts = {full.path: TEXT, str(tmp_path / "other.py"): "post = 1\n"}
    return Report([full, bare, manual, bad], texts)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_every_finding_and_nothing_to_a_terminal(name: str, report: Report) -> None:
    text = render(name, report)
    for code in ("RDR101", "RDR501", "RDR102", "RDR901"):
        assert code in text
    assert "\x1b" not in text
    assert text.endswith("\n")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_say_that_there_is_nothing(name: str) -> None:
    text = render(name, Report([], {}))
    if name in ("json", "gitlab"):
        assert json.loads(text) == []
    elif name in ("sarif", "rdjson"):
        assert json.loads(text)
    elif name == "junit":
        assert ElementTree.fromstring(text).get("failures") == "0"
    else:
        assert text == ""


def test_concise(report: Report) -> None:
    rows = render("concise", report).splitlines()
    assert rows[0].startswith("a,b: 100%.py:5:17: RDR101 302 turns")
    assert rows[0].endswith(" [*]")
    assert [row.endswith(" [*]") for row in rows] == [True, False, False, False]
    assert rows[3] == "bad.py:1:1: RDR901 bad.py was not analysed: it has a NUL byte"


def test_the_mark_of_fixes_follows_the_level_that_is_asked_for(tmp_path: Path) -> None:
    unsafe = finding(tmp_path, fix=Fix("Send 307", (Edit(Span(AT, AT), ", code=307"),), Safety.UNSAFE))
    texts = {unsafe.path: TEXT}
    assert "[*]" not in render("concise", Report([unsafe], texts))
    assert "[*]" in render("concise", Report([unsafe], texts, Safety.UNSAFE))


def test_json_has_ruff_s_keys_and_our_own(report: Report, tmp_path: Path) -> None:
    first, bare, manual, bad = json.loads(render("json", report))
    assert first == {
        "code": "RDR101",
        "name": "dropped-request",
        "message": MESSAGE,
        "filename": str(tmp_path / "a,b: 100%.py"),
        "location": {"row": 5, "column": 17},
        "end_location": {"row": 7, "column": 6},
        "fix": {
            "applicability": "safe",
            "message": "Send 307",
            "edits": [
                {"content": ", code=307", "location": {"row": 6, "column": 6}, "end_location": {"row": 6, "column": 6}}
            ],
        },
        "url": None,
        "noqa_row": 5,
        "severity": "error",
        "cell": None,
        "sent_status": 302,
        "recommended_status": 307,
        "methods": ["GET", "POST", "PUT"],
        "meaning": "repeat",
        "witnesses": [
            {
                "kind": kind,
                "message": message,
                "location": {
                    "filename": str(tmp_path / name), "row": row, "column": column, "end_row": row, "end_column": end,
                },
            }
            for kind, message, name, row, column, end in (
                ("destination", "/b answers only POST", "other.py", 1, 1, 5),
                ("thin", "the handler only redirects", "a,b: 100%.py", 4, 1, 4),
                ("caller", "it is called elsewhere", "unread.py", 7, 1, 1),
            )
        ],
        "notes": ["tests/test_pay.py expects 302"],
    }  # fmt: skip
    assert bare["fix"] is None
    assert manual["fix"] == {"applicability": "display", "message": "Write 308 at /x", "edits": []}
    assert (bad["location"], bad["noqa_row"]) == ({"row": 1, "column": 1}, None)


def test_full_shows_code_evidence_exchange_and_fix(report: Report) -> None:
    text = render("full", report).split("\n\n")[0]
    assert (
        text.splitlines()[0]
        == "RDR101 [*] 302 turns this POST into a GET: 100 % <lost>, \N{REPLACEMENT CHARACTER}[31mred"
    )
    for part in (
        " --> a,b: 100%.py:5:17",
        '5 |     "🛒"; return redirect(\n  |                  ^^^^^^^^^',
        '6 |     "/b",\n  |     ^^^^^',
        "because: /b answers only POST\n --> other.py:1:1\n  |\n1 | post = 1\n  | ----",
        "because: it is called elsewhere\n --> unread.py:7:1\n",
        "now: 302 Found: GET is sent to the new address; POST is turned into a GET, and its body is lost; "
        "PUT is repeated by browsers and turned into a GET by other clients",
        "after: 307 Temporary Redirect: GET is sent to the new address; POST and PUT are repeated with their bodies",
        "help: Send 307 (safe: ",
        '  -     "/b",\n  +     "/b", code=307,',
        "note: tests/test_pay.py expects 302",
        "page: lint307 explain RDR101",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("name", "how_it_ends"),
    [
        ("redirect-loop", "; clients come back here, and give up after some 20 rounds"),
        ("destination-refuses-method", "; there the answer is 405"),
        ("moved-reference", ""),
    ],
)
def test_full_says_how_it_ends_for_those_that_follow(tmp_path: Path, name: str, how_it_ends: str) -> None:
    found = finding(tmp_path, name=name, methods=("GET",), recommended=None)
    assert f"now: 302 Found: GET is sent to the new address{how_it_ends}\n" in render(
        "full", Report([found], {found.path: TEXT})
    )


def test_colours_are_only_for_terminals(report: Report) -> None:
    painted = render("full", report, color=True)
    assert "\x1b[1;31mRDR101\x1b[0m" in painted
    assert re.sub(r"\x1b\[[\d;]*m", "", painted) == render("full", report)


def test_github(report: Report) -> None:
    first = render("github", report).splitlines()[0]
    assert re.fullmatch(
        r"::error title=lint307 \(RDR101\),file=/.*/a%2Cb%3A 100%25\.py,line=5,endLine=7::"
        r"a,b: 100%25\.py:5:17: RDR101 302 turns this POST into a GET: 100 %25 <lost>, .*",
        first,
    )


def test_gitlab(report: Report) -> None:
    entries = json.loads(render("gitlab", report))
    assert {"check_name", "description", "severity", "fingerprint", "location"} <= set(entries[0])
    assert entries[0]["location"] == {
        "path": "a,b: 100%.py",
        "positions": {"begin": {"line": 5, "column": 17}, "end": {"line": 7, "column": 6}},
    }
    assert entries[0]["severity"] in ("info", "minor", "major", "critical", "blocker")
    twice = json.loads(render("gitlab", Report([report.findings[0]] * 2, report.texts)))
    assert twice[0]["fingerprint"] != twice[1]["fingerprint"]
    moved = Report([report.findings[0]], {p: "\n" + t for p, t in report.texts.items()})
    assert json.loads(render("gitlab", moved))[0]["fingerprint"] == entries[0]["fingerprint"]


def test_junit(report: Report) -> None:
    root = ElementTree.fromstring(render("junit", report))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("4", "3", "1")
    assert [(s.get("tests"), len(s.findall("testcase"))) for s in root] == [("3", 3), ("1", 1)]
    assert [c.find("failure") is not None for c in root.iter("testcase")] == [True, True, True, False]


def test_rdjson_counts_bytes(report: Report) -> None:
    document = json.loads(render("rdjson", report))
    first = document["diagnostics"][0]
    assert document["source"] == {"name": "lint307"}
    assert first["code"] == {"value": "RDR101"}
    assert first["location"]["range"] == {"start": {"line": 5, "column": 20}, "end": {"line": 7, "column": 6}}
    assert first["suggestions"] == [
        {"range": {"start": {"line": 6, "column": 6}, "end": {"line": 6, "column": 6}}, "text": ", code=307"}
    ]


def test_sarif_counts_utf16_and_carries_fixes(report: Report, tmp_path: Path) -> None:
    document = json.loads(render("sarif", report))
    (run,) = document["runs"]
    assert (document["version"], run["columnKind"]) == ("2.1.0", "utf16CodeUnits")
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["RDR101", "RDR102", "RDR501"]
    assert [result["ruleId"] for result in run["results"]] == ["RDR101", "RDR501", "RDR102"]
    first = run["results"][0]
    place = first["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 5, "startColumn": 18, "endLine": 7, "endColumn": 6}
    assert place["artifactLocation"]["uri"] == (tmp_path / "a,b: 100%.py").as_uri()
    assert [related["id"] for related in first["relatedLocations"]] == [1, 2, 3]
    assert first["fixes"][0]["artifactChanges"][0]["replacements"] == [
        {
            "deletedRegion": {"startLine": 6, "startColumn": 6, "endLine": 6, "endColumn": 6},
            "insertedContent": {"text": ", code=307"},
        }
    ]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["descriptor"] == {"id": "RDR901"}


def test_a_place_at_the_end_of_a_file_and_long_code(tmp_path: Path) -> None:
    text = "x = (\n" + "    1 +\n" * 40 + "    1)"
    whole = finding(tmp_path, span=Span(0, len(text)), witnesses=(), fix=None)
    at_end = finding(tmp_path, span=Span(len(text), len(text)), witnesses=(), fix=None)
    drawn = render("full", Report([whole, at_end], {whole.path: text}))
    assert drawn.count("\n") < 40
    assert "42 |     1)\n   |       ^" in drawn
