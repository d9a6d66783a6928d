"""Headless Chromium as a client: forms are submitted, everything else is asked for by `fetch()` or by navigating.

The browser talks to the application over real loopback connections, HTTP and HTTPS, whatever host a URL names. It is
steered through its debugging pipe, so nothing but Chromium itself is needed.
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.live.gateway import START, Gateway, gateway, leads_on
from tests.live.real_clients import Chain, Send

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Chromium follows until it was redirected twenty times (Fetch, "HTTP-redirect fetch").
_MOST = 20
_PATIENCE = 30.0
_FORM = """(([url, fields]) => {
  const form = document.createElement("form");
  form.method = "post"; form.action = url;
  for (const [name, value] of fields) {
    const field = document.createElement("input");
    field.name = name; field.value = value; form.append(field);
  }
  document.body.append(form);
  HTMLFormElement.prototype.submit.call(form);
})(%s)"""
_FETCH = """(async ([url, init]) => {
  try { const answer = await fetch(url, init); await answer.text(); return answer.status; }
  catch (error) { return String(error); }
})(%s)"""


def installed() -> str | None:
    """The program, `CHROMIUM` in the environment before those on the path; None when there is none."""
    named = os.environ.get("CHROMIUM")
    return named if named else next((found for name in NAMES if (found := shutil.which(name))), None)


# The browser expects its pipes at 3 and 4.
_EXEC = """import os, sys
ends = [os.dup(os.dup(int(number))) for number in sys.argv[1:3]]
while min(ends) < 5:
    ends = [os.dup(end) for end in ends]
os.dup2(ends[0], 3)
os.dup2(ends[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


class _Pipe:
    """The DevTools protocol over two pipes: messages are JSON and end with a zero byte."""

    def __init__(self, program: str, options: list[str]) -> None:
        to_read, self.to_browser = os.pipe()
        self.from_browser, to_write = os.pipe()
        self.process = subprocess.Popen(
            [sys.executable, "-c", _EXEC, str(to_read), str(to_write), program, *options],
            pass_fds=(to_read, to_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        self.number = 0
        self.messages: queue.Queue[dict[str, Any]] = queue.Queue()
        self.events: list[dict[str, Any]] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        rest = b""
        while data := os.read(self.from_browser, 65536):
            *whole, rest = (rest + data).split(b"\0")
            for message in whole:
                self.messages.put(json.loads(message))

    def post(self, method: str, session: str | None = None, **parameters: Any) -> int:
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session is not None:
            message["sessionId"] = session
        os.write(self.to_browser, json.dumps(message).encode() + b"\0")
        return self.number

    def ask(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """Send a command and wait for what comes of it."""
        number = self.post(method, session, **parameters)
        until = time.monotonic() + _PATIENCE
        while (left := until - time.monotonic()) > 0:
            try:
                message = self.messages.get(timeout=left)
            except queue.Empty:
                break
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                result: dict[str, Any] = message["result"]
                return result
            self.events.append(message)
        raise TimeoutError(f"Chromium did not answer {method}")

    def wait_for_load(self, session: str, is_it: Callable[[str], bool], done: Callable[[], bool]) -> None:
        """Wait until a page is loaded whose loader `is_it`, or until `done` says so."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and not done():
            try:
                message = self.events.pop(0) if self.events else self.messages.get(timeout=0.05)
            except queue.Empty:
                continue
            said = message.get("params", {})
            is_load = message.get("method") == "Page.lifecycleEvent" and said["name"] == "load"
            if is_load and message.get("sessionId") == session and is_it(said["loaderId"]):
                return

    def close(self) -> None:
        os.close(self.to_browser)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def browsing(address: str) -> Iterator[Callable[[], Send]]:
    """A browser before a loopback server; each call gives a client of its own, with its own cookies and cache."""
    program = installed()
    if program is None:
        raise FileNotFoundError("Chromium is not installed")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, gateway(address, Path(folder)) as way:
        ports = (("80", way.plain), ("443", way.secure))
        # The browser's own errands at its maker's hosts go nowhere.
        rules = ",".join([*(f"MAP *.example:{port} 127.0.0.1:{own}" for port, own in ports), "MAP * ~NOTFOUND"])
        options = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-proxy-server",
            "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,OptimizationHints,MediaRouter",
            "--ignore-certificate-errors", f"--host-resolver-rules={rules}", f"--user-data-dir={folder}/profile",
            "--remote-debugging-pipe", "about:blank",
        ]  # fmt: skip
        pipe = _Pipe(program, options)
        try:
            target = pipe.ask("Target.createTarget", url="about:blank")["targetId"]
            session: str = pipe.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            pipe.ask("Page.enable", session)
            pipe.ask("Page.setLifecycleEventsEnabled", session, enabled=True)
            pipe.ask("Network.enable", session)
            yield lambda: _client(pipe, session, way)
        finally:
            pipe.close()


def _client(pipe: _Pipe, session: str, way: Gateway) -> Send:
    """The one page of the browser, without cookies and with an empty cache: faster than a page of its own."""
    pipe.ask("Network.clearBrowserCookies", session)
    pipe.ask("Network.clearBrowserCache", session)

    def navigate(url: str) -> str:
        """Go to a page and wait for it, if one comes: no page comes of 204, nor of redirects without end."""
        gone = pipe.ask("Page.navigate", session, url=url)
        loader: str = gone.get("loaderId", "")
        if loader and "errorText" not in gone:
            pipe.wait_for_load(session, lambda loaded: loaded == loader, lambda: False)
        return loader

    def send(method: str, url: str, body: bytes, headers: dict[str, str]) -> Chain:
        parts = urlsplit(url)
        is_form = headers.get("Content-Type") == "application/x-www-form-urlencoded" and len(headers) == 1
        if method == "GET" and not headers:
            way.answers.clear()
            navigate(url)
        else:
            before = navigate(f"{parts.scheme}://{parts.netloc}{START}")
            way.answers.clear()
            if method == "POST" and is_form:
                fields = parse_qsl(body.decode(), keep_blank_values=True)
                pipe.ask("Runtime.evaluate", session, expression=_FORM % json.dumps([url, fields]))
                pipe.wait_for_load(session, lambda loaded: loaded != before, way.is_quiet)
            else:
                init = {"method": method, "headers": headers, **({"body": body.decode()} if body else {})}
                pipe.ask("Runtime.evaluate", session, expression=_FETCH % json.dumps([url, init]), awaitPromise=True)
        answers = list(way.answers)
        return answers, len(answers) >= _MOST and leads_on(answers[-1])

    return send
