"""Arguments that a call gets or loses."""

from __future__ import annotations

from collections.abc import Iterable

from lint307.core.text import Edit, Span
from lint307.core.values import Arg, Call


def appended(call: Call, keyword: str, shown: str) -> tuple[Edit, ...]:
    """Give a call one more keyword argument: behind the others, but before the first `**`."""
    if not call.args:
        return (insertion(call.span.end - 1, f"{keyword}={shown}"),)
    if call.args[-1].star == "**":
        first = next(a for a in call.args if a.star == "**")
        return (insertion(first.whole.start, f"{keyword}={shown}, "),)
    return (insertion(end_of(call.args[-1]), f", {keyword}={shown}"),)


def dropped(call: Call, args: Iterable[Arg]) -> list[Edit]:
    """Take arguments out of a call, each with the comma before it."""
    edits = []
    for arg in args:
        index = call.args.index(arg)
        start = end_of(call.args[index - 1]) if index else arg.whole.start
        edits.append(Edit(Span(start, arg.whole.end), ""))
    return edits


def insertion(at: int, content: str) -> Edit:
    return Edit(Span(at, at), content)


def end_of(arg: Arg) -> int:
    """Where an argument ends, parentheses around it included and its comma not."""
    return max(arg.span.end, arg.whole.end)
