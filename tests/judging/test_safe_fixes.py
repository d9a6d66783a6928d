"""No safe fix may refuse a request that is answered today, whatever methods a route and its destination take."""

from __future__ import annotations

import itertools

from lint307 import check_text
from lint307.core.findings import Safety
from lint307.core.http import Arrival, arrival

_MODULE = """from flask import Flask, redirect, request
app = Flask(__name__)
kept = []

@app.route("/old/to", methods={methods})
def source():
    {body}
    return redirect("/to", code={status})

@app.route("/to", methods={accepts})
def target():
    return "arrived"
"""
_METHODS = (("GET",), ("POST",), ("GET", "POST"), ("PUT",), ("PATCH", "POST"), ("GET", "DELETE"), ("POST", "DELETE"))
_ACCEPTS = (("GET",), ("POST",), ("PUT",), ("GET", "POST"), ("POST", "PUT"), ("GET", "DELETE"))
_BODIES = ("pass", "kept.append(request.form)")


def test_what_is_answered_today_is_answered_after_a_safe_fix() -> None:
    worse, seen = [], 0
    for methods, accepts, status, body in itertools.product(_METHODS, _ACCEPTS, (301, 302, 303, 307, 308), _BODIES):
        text = _MODULE.format(methods=methods, accepts=accepts, status=status, body=body)
        for finding in check_text(text):
            if finding.fix is None or finding.fix.safety is not Safety.SAFE or finding.recommended is None:
                continue
            seen += 1
            for method in methods:
                if _answered(status, method, accepts) and not _answered(finding.recommended, method, accepts):
                    worse.append(f"{methods} to {accepts}, {status} → {finding.recommended}: {finding.message}")
    assert seen > 60, seen
    assert not worse, "\n".join(worse)


def _answered(status: int, method: str, accepts: tuple[str, ...]) -> bool:
    """Whether a browser arrives with a method that is accepted."""
    return ("GET" if arrival(status, method) is Arrival.AS_GET else method) in accepts
