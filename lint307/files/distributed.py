"""Executors that run elsewhere: a Dask cluster, by the address of its scheduler."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from lint307.config import ConfigError
from lint307.files.workers import Workers

# Seconds until a scheduler has to answer.
_TIMEOUT = 10


@contextmanager
def connected(address: str) -> Iterator[Workers]:
    """The workers of `dask://HOST:PORT`. ConfigError when they cannot be reached, in words that say what to do."""
    parts = urlsplit(address)
    try:
        has_port = parts.port is not None
    except ValueError:
        has_port = False
    if parts.scheme != "dask" or not parts.hostname or not has_port or parts.path not in ("", "/"):
        raise ConfigError(f"--executor has to be dask://HOST:PORT, not {address!r}")
    try:
        distributed: Any = importlib.import_module("distributed")  # it has no types
    except ImportError as error:
        raise ConfigError(
            f"--executor {address} needs Dask: `python -m pip install 'lint307[dask]'` ({error})"
        ) from error
    try:
        client = distributed.Client(f"tcp://{parts.netloc}", timeout=_TIMEOUT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ConfigError(f"--executor {address}: no Dask scheduler answers there") from error
    try:
        yield Workers(executor=client.get_executor(), alive=lambda: _has_workers(client))
    finally:
        client.close()


def _has_workers(client: Any) -> bool:
    try:
        return bool(client.nthreads())
    except (OSError, RuntimeError):  # the scheduler is gone as well
        return False
