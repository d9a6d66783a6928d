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
    """Take arguments out of a call that keeps others: the first with the comma behind, the rest with that before."""
    places = sorted(call.args.index(arg) for arg in args)
    edits = []
    first = next(index for index in range(len(call.args)) if index not in places)
    if first:
        edits.append(Edit(Span(call.args[0].whole.start, call.args[first].whole.start), ""))
    for index in places:
        if index > first:
            edits.append(Edit(Span(end_of(call.args[index - 1]), call.args[index].whole.end), ""))
    return edits


def callee(call: Call, text: str) -> Span:
    """Where the name of what is called stands. The span of `call.func` may be that of an import in the function."""
    start = call.span.start
    return Span(start, start + len(text[start : text.rindex("(", start, call.inside.start)].rstrip()))


def insertion(at: int, content: str) -> Edit:
    return Edit(Span(at, at), content)


def end_of(arg: Arg) -> int:
    """Where an argument ends, parentheses around it included and its comma not."""
    return max(arg.span.end, arg.whole.end)
