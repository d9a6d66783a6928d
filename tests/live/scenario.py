"""What a client asks of a fixture application, and what shall come of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

NOTHING: Mapping[str, Any] = MappingProxyType({})
GAVE_UP = 0


class Ask(NamedTuple):
    """A request. `url` may be a path of the app's own host; `form` and `json` are two ways to send a body."""

    method: str
    url: str
    form: Mapping[str, str] | None = None
    json: Any = None
    headers: Mapping[str, str] = NOTHING


class Landing(NamedTuple):
    """Where the last request of a chain arrives.

    `path` may hold `*`; `body` tells whether the body of the first request arrived with it; `says` is a part of the
    answer's text. A status of GAVE_UP means that the client stopped following.
    """

    method: str
    path: str
    status: int
    says: str = ""
    body: bool = False


class Outcome(NamedTuple):
    """`first` is the status of the first answer."""

    first: int
    lands: Landing


class Scenario(NamedTuple):
    """One request to one redirect.

    site     the file and a piece of the line that decides the answer, unique in that file
    now      what comes of it with a browser; `others` names clients that end elsewhere
    safe     what comes of it after `lint307 fix`, with every client; None when nothing changes
    unsafe   likewise after `lint307 fix --unsafe-fixes`; None when it is as after `fix`
    before   requests that prepare the state, sent by the same client
    reads    a known gap: the statuses that reading infers, which are not what is sent; () when it sees no redirect,
             (None,) when it cannot tell
    """

    name: str
    ask: Ask
    site: tuple[str, str]
    now: Outcome
    safe: Outcome | None = None
    unsafe: Outcome | None = None
    before: tuple[Ask, ...] = ()
    others: Mapping[str, Landing] = NOTHING
    reads: tuple[int | None, ...] | None = None


class App(NamedTuple):
    """A fixture application. `folder` is below `fixtures/apps`.

    `entry` is `module:name`, with `()` for a factory; for Django the settings module.
    """

    folder: str
    framework: str
    entry: str
    scenarios: tuple[Scenario, ...]
    clients: tuple[str, ...] = ("browser",)
    host: str = "https://shop.example"

    @property
    def label(self) -> str:
        return f"{self.folder}:{self.entry.partition(':')[0].partition('.')[0]}"


def get(url: str) -> Ask:
    return Ask("GET", url)


def post(url: str, **form: str) -> Ask:
    return Ask("POST", url, form=form)


def send(method: str, url: str, json: Any = None) -> Ask:
    return Ask(method, url, json=json)


def shown(path: str, says: str = "", status: int = 200) -> Landing:
    """A page that the client looks at by GET."""
    return Landing("GET", path, status, says)


def done(method: str, path: str, says: str, status: int = 200, body: bool = True) -> Landing:
    """A request that reached its handler with method and body."""
    return Landing(method, path, status, says, body)


def refused(method: str, path: str, body: bool = False, status: int = 405) -> Landing:
    return Landing(method, path, status, "", body)
