"""Which definition a name stands for, across the files of a project and up to the frameworks' doors."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lint307.core.facts import Class, FileFacts, Function
from lint307.core.values import Attr, Call, Change, Item, Lit, Name, Unknown, Value, argument, dotted
from lint307.project.bound import agreed, item
from lint307.project.modules import Modules

_DEEPEST = 24


@dataclass
class Symbols:
    """The definitions of a project by their dotted names. Modules are named by their path from the project's root.

    `files` are those that were read, `modules` all that there are.
    """

    files: dict[str, FileFacts]
    functions: dict[str, tuple[FileFacts, Function]]
    classes: dict[str, tuple[FileFacts, Class]]
    modules: Modules
    missing: dict[str, set[str]] = field(default_factory=dict)  # what was looked for and not read, by module
    asks: bool = True  # whether it is noted
    _told: dict[tuple[str, str], Value] = field(default_factory=dict)
    _named: dict[tuple[str, str], Value] = field(default_factory=dict)
    _lines: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _heirs: dict[str, list[str]] = field(default_factory=dict)
    _said: dict[str, dict[str, Value | str]] = field(default_factory=dict)  # a method by its name

    @classmethod
    def of(cls, facts: Iterable[FileFacts], modules: Modules | None = None) -> Symbols:
        """Build the tables. Of two files with one module name the first is kept.

        `modules` None: there are no others than these files.
        """
        files: dict[str, FileFacts] = {}
        for file in facts:
            files.setdefault(file.module, file)
        return cls(
            files,
            {f.name: (file, f) for file in files.values() for f in file.functions},
            {c.name: (file, c) for file in files.values() for c in file.classes},
            modules or Modules.of({module: file.path for module, file in files.items()}),
        )

    def module(self, dotted: str, near: str) -> str | None:
        """The module of the project that `import dotted` means in the module `near`; None when it lies outside."""
        return self.modules.meant(dotted, near)

    def given(self, module: str, name: str) -> tuple[Value, ...]:
        """Every value that a module gives a name, in order, as far as it was read."""
        return self.files[module].bindings.get(name, ()) if module in self.files else ()

    def split(self, path: str, near: str) -> tuple[str | None, str]:
        """The module that a dotted name leads to (None: none of the project), and what of the name is left."""
        head, tail = path, ""
        while head:
            module = head if head in self.modules.names else self.module(head, near)
            if module is not None:
                return module, tail
            head, _, last = head.rpartition(".")
            tail = f"{last}.{tail}" if tail else last
        return None, tail

    def resolve(self, value: Value, near: str) -> Value:
        """The value with global names replaced by what they stand for, one level deep.

        What stays a Name is a function or class of the project, or something outside it; Unknown is a name in doubt.
        """
        match value:
            case Name(path=path):
                return self._name(path, near, value, 0)
            case Attr(base=base, name=name, span=span):
                return self._attribute(self.resolve(base, near), name, near, value) or Attr(base, name, span)
            case Item(base=base, key=key):
                held = item(self.resolve(base, near), self.resolve(key, near))
                return self.resolve(held, near) if held is not None else value
        return value

    def path(self, value: Value, near: str) -> str | None:
        """The dotted name that a value resolves to; None for anything without one."""
        found = self.resolve(value, near)
        if isinstance(found, Change):
            return self.path(found.base, near)
        return found.path if isinstance(found, Name) else None

    def known(self, value: Value, near: str) -> str | None:
        """The dotted name that a value resolves to by what was read so far; nothing is asked for."""
        self.asks = False
        found, self.asks = self.path(value, near), True
        return found

    def _attribute(self, holder: Value, name: str, near: str, value: Value) -> Value | None:
        if isinstance(holder, Name):
            return self._name(f"{holder.path}.{name}", near, value, 0)
        if isinstance(holder, Call) and isinstance(holder.func, Name) and holder.func.path in self.classes:
            given = argument(holder, None, name)
            if given is not None:
                return self.resolve(given.value, near)
            return None if self._is_set(holder, name) else self.class_attribute(holder.func.path, name, near)
        return holder if isinstance(holder, Lit) and name == "value" else None  # of a member of an enum

    def _is_set(self, made: Call, field: str) -> bool:
        """Whether the constructor may have given a field another value than its class has."""
        line = [c for c in self.lineage(dotted(made.func)) if c in self.classes]
        init = self.method(dotted(made.func), "__init__")
        if init is not None:
            return any(isinstance(e.value, Attr) and e.value.name == field for e in self.body(init)[1].events)
        is_data = any("data" in dotted(d) for c in line for d in self.classes[c][1].decorators)
        return is_data and any(a.keyword is None for a in made.args)

    def _name(self, path: str, near: str, value: Value, depth: int) -> Value:
        """What a dotted name stands for; the answers are kept, since the same few names are asked for all the time."""
        if depth > _DEEPEST:
            return Unknown(value.span)
        if path in self.functions or path in self.classes:
            return Name(path, value.span)
        kept = self._named if self.asks else self._told
        known = self._named.get((path, near)) or kept.get((path, near))
        if known is None:
            known = kept[path, near] = self._find(path, near, value, depth)
        return Name(known.path, value.span) if isinstance(known, Name) else known

    def _find(self, path: str, near: str, value: Value, depth: int) -> Value:
        module, tail = self.split(path, near)
        if module is None:
            return Name(path, value.span)
        hidden = self.hidden_by(module)
        if hidden is None or (tail and self._holds(module, tail.partition(".")[0])):
            return self._in_module(module, tail, value, depth) if tail else Name(module, value.span)
        package, name = module.rpartition(".")[::2]
        meant = self._bound(hidden, package, name, value, depth + 1)
        return self._members(meant, tail, package, value, depth + 1) if tail else meant

    def hidden_by(self, module: str) -> Value | None:
        """What a package gives the name of a module of its own, as `from .pages import bp as pages` does."""
        package, _, name = module.rpartition(".")
        given = self.given(package, name)
        named = given[-1].path if given and isinstance(given[-1], Name) else ""
        return None if not given or module in (named, self.module(named, module)) else given[-1]

    def _holds(self, module: str, name: str) -> bool:
        """Whether a module defines a name, as far as is known."""
        file = self.files.get(module)
        if file is None or name in file.absent or name in file.bindings:
            return True
        return f"{module}.{name}" in self.modules.names or bool(file.stars)

    def _in_module(self, module: str, tail: str, value: Value, depth: int) -> Value:
        """`tail` (`redirect`, `Status.FOUND`) as the module knows it."""
        first, _, rest = tail.partition(".")
        file, inner = self.files.get(module), f"{module}.{first}"
        is_missing = first in file.absent if file is not None else inner not in self.modules.names
        if is_missing and self.asks:
            self.missing.setdefault(module, set()).add(first)
        given = file.bindings.get(first) if file is not None else None
        if given is None:
            if inner in self.modules.names:
                return self._in_module(inner, rest, value, depth + 1) if rest else Name(inner, value.span)
            for star in file.stars if file is not None else ():
                target = self._name(f"{star}.{tail}", module, value, depth + 1)
                path = target.path if isinstance(target, Name) else ""
                is_outside = path != f"{star}.{tail}" or not self.module(star, module)
                if is_outside or path in self.functions or path in self.classes:
                    return target
            if not rest and hasattr(builtins, first):
                return Name(f"builtins.{first}", value.span)
            return Name(f"{module}.{tail}", value.span)
        found = [self._bound(v, module, first, value, depth) for v in given]
        meant = agreed(found, value)
        if not rest:
            return meant
        return self._members(meant, rest, module, value, depth)

    def _bound(self, bound: Value, module: str, first: str, value: Value, depth: int) -> Value:
        if isinstance(bound, Name) and bound.path != f"{module}.{first}":
            return self._name(bound.path, module, value, depth + 1)
        return self.resolve(bound, module) if isinstance(bound, Attr) else bound

    def _members(self, holder: Value, rest: str, near: str, value: Value, depth: int) -> Value:
        if isinstance(holder, Name):
            if holder.path in self.classes:
                first, _, more = rest.partition(".")
                member = self.class_attribute(holder.path, first, near)
                if member is not None:
                    return self._members(member, more, near, value, depth + 1) if more else member
            return self._name(f"{holder.path}.{rest}", near, value, depth + 1)
        for name in rest.split("."):
            known = self._attribute(holder, name, near, value) if isinstance(holder, (Call, Lit)) else None
            is_plain = known is not None and not (isinstance(known, Name) and known.path in self.functions)
            holder = known if known is not None and is_plain else Attr(holder, name, value.span)
        return holder

    def body(self, name: str) -> tuple[FileFacts, Function]:
        """A function that is run, and its file; it is asked for where its body was not read so far."""
        file, function = self.functions[name]
        if name in file.unread:
            self.missing.setdefault(file.module, set()).add(f"{name.removeprefix(f'{file.module}.')}()")
        return file, function

    def lineage(self, name: str) -> tuple[str, ...]:
        """The class, its project ancestors and the names of its ancestors outside, nearest first."""
        if name not in self._lines:
            asks, self.asks = self.asks, True
            self._lines[name], self.asks = tuple(self._ancestors(name)), asks
        return self._lines[name]

    def heirs(self, name: str) -> list[str]:
        """The project's classes that descend from a class."""
        if not self._heirs:
            for cls in self.classes:
                for ancestor in self.lineage(cls)[1:]:
                    self._heirs.setdefault(ancestor, []).append(cls)
        return self._heirs.get(name, [])

    def _ancestors(self, name: str) -> Iterator[str]:
        seen, queue = set(), [name]
        while queue:
            current = queue.pop(0)
            if current in seen:
                continue
            seen.add(current)
            yield current
            if current in self.classes:
                file, cls = self.classes[current]
                bases = [self.path(b, file.module) for b in cls.bases]
                queue = [b for b in bases if b is not None] + queue

    def class_attribute(self, name: str, attribute: str, near: str) -> Value | None:
        """What a class or its nearest ancestor in the project says of an attribute or method."""
        for cls in self.lineage(name):
            if cls in self.classes:
                file, found = self.classes[cls]
                if cls not in self._said:
                    self._said[cls] = dict([*reversed(found.methods), *reversed(found.attributes)])
                said = self._said[cls].get(attribute)
                if said is not None:
                    return Name(said, found.span) if isinstance(said, str) else self.resolve(said, file.module)
        return None

    def method(self, name: str, method: str) -> str | None:
        """The qualified name of the function that a class runs for `method`."""
        found = self.class_attribute(name, method, "")
        return found.path if isinstance(found, Name) and found.path in self.functions else None
