"""What the running Python says against a file."""

from __future__ import annotations

from lint307.reading.python import python_error

__all__ = ["python_error"]
