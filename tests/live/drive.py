"""Runs one application and sends it requests; started in a process of its own.

    python -m tests.live.drive < job.json

The job holds `framework`, `entry`, `host` and `scenarios` as in `scenario.py`, and `runs`: pairs of a folder that holds
a copy of the application and a client, `browser` (the framework's test client, followed by hand as the Fetch standard
says), `requests` or `httpx` (both over a real loopback server). Each run has a process of its own again, forked where
the framework is imported already. The answer is a list per run with one entry per scenario: the hops, each with what
arrived (`method`, `path`, `body`) and its `status`; `gave_up` tells that the client stopped following.
"""

from __future__ import annotations

import importlib
import json
import multiprocessing
import os
import sys
import warnings
from contextlib import ExitStack
from functools import partial
from typing import Any
from urllib.parse import urlencode, urljoin

from tests.live.chromium import browsing
from tests.live.own_clients import SendOne, own_client
from tests.live.real_clients import MAX_HOPS, Answer, Chain, by_httpx, by_requests
from tests.live.serving import Log, served

PRELOADED = {
    "flask": ("flask", "flask.testing", "werkzeug.serving"),
    "quart": ("quart", "quart.testing", "uvicorn"),
    "django": ("django.test", "django.contrib.messages", "werkzeug.serving"),
    "fastapi": ("fastapi", "starlette.testclient", "uvicorn"),
    "starlette": ("starlette.applications", "starlette.testclient", "uvicorn"),
}


def load(framework: str, entry: str) -> Any:
    """The application object; for Django its WSGI handler, with the settings in force."""
    if framework == "django":
        import django
        from django.core.handlers.wsgi import WSGIHandler

        os.environ["DJANGO_SETTINGS_MODULE"] = entry
        django.setup()
        return WSGIHandler()
    module, _, name = entry.partition(":")
    found = getattr(importlib.import_module(module), name.removesuffix("()"))
    return found() if name.endswith("()") else found


def encoded(ask: dict[str, Any]) -> tuple[bytes, dict[str, str]]:
    """The body of a request and its headers."""
    headers = dict(ask["headers"])
    if ask["form"] is not None:
        return urlencode(ask["form"]).encode(), {"Content-Type": "application/x-www-form-urlencoded", **headers}
    if ask["json"] is not None:
        return json.dumps(ask["json"]).encode(), {"Content-Type": "application/json", **headers}
    return b"", headers


def browse(send: SendOne, host: str, ask: dict[str, Any]) -> Chain:
    """The answers on the way, following as the Fetch standard says; True when the client gave up."""
    method, url = ask["method"], urljoin(host, ask["url"])
    body, headers = encoded(ask)
    answers = []
    for _ in range(MAX_HOPS):
        status, location, text = send(method, url, body, dict(headers))
        answers.append((status, location, text))
        if status not in (301, 302, 303, 307, 308) or not location:
            return answers, False
        url = urljoin(url, location)
        if (status in (301, 302) and method == "POST") or (status == 303 and method not in ("GET", "HEAD")):
            method, body = "GET", b""
            headers.pop("Content-Type", None)
    return answers, True


def chain_of(log: Log, answers: list[Answer], gave_up: bool) -> dict[str, Any]:
    """The requests that arrived, each with its answer; a client that gave up may hand back the last answer alone."""
    hops = []
    for number, arrived in enumerate(log):
        status, location, text = answers[min(number, len(answers) - 1)]
        hops.append({**arrived, "status": status, "location": location, "says": text[:200]})
    return {"hops": hops, "gave_up": gave_up}


def run(job: dict[str, Any], where: tuple[str, str]) -> list[dict[str, Any]]:
    """What the scenarios come to in one copy, with one client; the process is of no further use."""
    folder, client = where
    framework, host = job["framework"], job["host"]
    os.chdir(folder)
    sys.path.insert(0, folder)
    results = []
    app = load(framework, job["entry"])
    if client == "browser":
        for scenario in job["scenarios"]:
            log: Log = []
            original = getattr(app, "wsgi_app" if framework == "flask" else "asgi_app", None)
            send = own_client(framework, app, log)
            for ask in scenario["before"]:
                browse(send, host, ask)
            log.clear()
            answers, gave_up = browse(send, host, scenario["ask"])
            results.append(chain_of(log, answers, gave_up))
            if original is not None:
                setattr(app, "wsgi_app" if framework == "flask" else "asgi_app", original)
        return results
    log = []
    with ExitStack() as stack:
        address = stack.enter_context(served(framework, app, log))
        if client == "chromium":
            new_client = stack.enter_context(browsing(address))
        else:
            new_client = partial(by_requests if client == "requests" else by_httpx, address)
        for scenario in job["scenarios"]:
            follow = new_client()
            for ask in scenario["before"]:
                body, headers = encoded(ask)
                follow(ask["method"], urljoin(host, ask["url"]), body, headers)
            log.clear()
            body, headers = encoded(scenario["ask"])
            answers, gave_up = follow(scenario["ask"]["method"], urljoin(host, scenario["ask"]["url"]), body, headers)
            results.append(chain_of(log, answers, gave_up))
    return results


def run_all(job: dict[str, Any]) -> list[list[dict[str, Any]]]:
    for module in (*PRELOADED[job["framework"]], *{client for _, client in job["runs"]} & {"requests", "httpx"}):
        importlib.import_module(module)
    forks = "fork" in multiprocessing.get_all_start_methods()
    with multiprocessing.get_context("fork" if forks else "spawn").Pool(1, maxtasksperchild=1) as pool:
        return pool.map(partial(run, job), job["runs"], chunksize=1)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    json.dump(run_all(json.load(sys.stdin)), sys.stdout)
