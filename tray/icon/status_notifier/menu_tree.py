"""Rows with ids that are never given twice, and what changes between two drawings of them.

An id of com.canonical.dbusmenu stands for a row in every host that drew the menu, at whatever time
it did. So a row keeps its id as long as it is the same row, a new row gets a new id, and the id of
a row that is gone still leads to what that row did.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections import OrderedDict, defaultdict, deque
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

RETIRED_LIMIT = 256
"""Rows that are gone and can still be clicked: a host may draw a menu that is some changes old."""

Property: TypeAlias = tuple[str, Any]
"""A D-Bus variant: its signature and its value."""


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """One row as it is now.

    Attributes:
        label: Its text, as a person reads it; empty for a separator.
        key: What the row is, however it is worded now; empty if only its label tells.
        separator: Whether it is a line between rows.
        enabled: Whether it can be chosen.
        checked: None for a plain row, else the state of its mark.
        radio: Whether the mark is one of a group.
        children: The rows of its submenu; None if it has none.
        activate: Called when it is chosen; None where nothing happens.
    """

    label: str
    key: str = ""
    separator: bool = False
    enabled: bool = True
    checked: bool | None = None
    radio: bool = False
    children: tuple[Entry, ...] | None = None
    activate: Callable[[], None] | None = None


def bus_text(text: str) -> str:
    """``text`` as D-Bus can carry it: a NUL or half a surrogate pair would end the connection."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def properties(entry: Entry) -> dict[str, Property]:
    """The properties of a row that differ from the defaults of the specification."""
    if entry.separator:
        return {"type": ("s", "separator")}
    # An underscore marks the next letter as the access key; doubled it stands for itself.
    found: dict[str, Property] = {"label": ("s", bus_text(entry.label).replace("_", "__"))}
    if not entry.enabled:
        found["enabled"] = ("b", False)
    if entry.checked is not None:
        found["toggle-type"] = ("s", "radio" if entry.radio else "checkmark")
        found["toggle-state"] = ("i", int(entry.checked))
    if entry.children is not None:
        found["children-display"] = ("s", "submenu")
    return found


def _kind(entry: Entry) -> tuple[bool, bool, bool, bool]:
    # A host builds a different widget for each of these, so a row never turns into another.
    toggle = entry.checked is not None
    return entry.separator, entry.children is not None, toggle, toggle and entry.radio


def _place(entry: Entry) -> tuple[object, ...]:
    return *_kind(entry), entry.key


def _identity(entry: Entry) -> tuple[object, ...]:
    return *_kind(entry), entry.key, "" if entry.key else entry.label


@dataclasses.dataclass(slots=True)
class Node:
    """One row of the tree.

    Attributes:
        number: Its id on the bus; 0 for the root.
        entry: The row as it last was.
        shown: Its properties as the hosts know them.
        children: The rows of its submenu.
    """

    number: int
    entry: Entry
    shown: dict[str, Property]
    children: list[Node]


@dataclasses.dataclass(slots=True)
class Changes:
    """What an update has to tell the hosts.

    Attributes:
        updated: For each row its properties that have another value now.
        removed: For each row the names of properties that are back at their default.
        parents: Rows whose list of children is another now.
    """

    updated: list[tuple[int, dict[str, Property]]] = dataclasses.field(default_factory=list)
    removed: list[tuple[int, list[str]]] = dataclasses.field(default_factory=list)
    parents: list[int] = dataclasses.field(default_factory=list)


class Tree:
    """Rows with ids. An id is never given to another row; not thread-safe by itself."""

    def __init__(self) -> None:
        self.revision = 1
        self._numbers = itertools.count(1)
        self.root = Node(0, Entry("", children=()), {"children-display": ("s", "submenu")}, [])
        self._nodes = {0: self.root}
        self._retired: OrderedDict[int, Entry] = OrderedDict()

    @property
    def numbers(self) -> list[int]:
        """The ids of all present rows, the root's 0 among them."""
        return list(self._nodes)

    def find(self, number: int) -> Node | None:
        """The present row with this id."""
        return self._nodes.get(number)

    def known(self, number: int) -> Entry | None:
        """The row with this id as it is, or as it last was if it is gone."""
        node = self._nodes.get(number)
        return node.entry if node else self._retired.get(number)

    def fits(self, entries: Iterable[Entry]) -> bool:
        """Whether ``entries`` differ from the present rows in properties alone."""
        return _fits(self.root, tuple(entries))

    def update(self, entries: tuple[Entry, ...], *, structure: bool = True) -> Changes:
        """Take over ``entries``.

        Args:
            entries: The rows of the top level.
            structure: Whether rows may come and go; else only rows that are still there change.
        """
        changes = Changes()
        self._update_children(self.root, entries, changes, structure=structure)
        if changes.parents:
            self.revision = (self.revision + 1) % 2**32
        return changes

    def _update_children(
        self, parent: Node, entries: tuple[Entry, ...], changes: Changes, *, structure: bool
    ) -> None:
        if [_place(node.entry) for node in parent.children] == [_place(e) for e in entries]:
            pairs = list(zip(parent.children, entries, strict=True))
        elif structure:
            pairs = self._rearrange(parent, entries)
            changes.parents.append(parent.number)
        else:
            pairs = [(node, e) for node, e in _match(parent.children, entries) if node is not None]
        for node, entry in pairs:
            _apply(node, entry, changes)
            if entry.children is not None:
                self._update_children(node, entry.children, changes, structure=structure)

    def _rearrange(self, parent: Node, entries: tuple[Entry, ...]) -> list[tuple[Node, Entry]]:
        kept = []
        for found, entry in _match(parent.children, entries):
            node = found
            if node is None:
                node = Node(next(self._numbers), entry, properties(entry), [])
                self._nodes[node.number] = node
            kept.append((node, entry))
        staying = {node.number for node, _ in kept}
        for node in parent.children:
            if node.number not in staying:
                self._retire(node)
        parent.children = [node for node, _ in kept]
        return kept

    def _retire(self, node: Node) -> None:
        del self._nodes[node.number]
        self._retired[node.number] = node.entry
        while len(self._retired) > RETIRED_LIMIT:
            self._retired.popitem(last=False)
        for child in node.children:
            self._retire(child)


def _fits(node: Node, entries: tuple[Entry, ...]) -> bool:
    if [_place(child.entry) for child in node.children] != [_place(e) for e in entries]:
        return False
    return all(
        entry.children is None or _fits(child, entry.children)
        for child, entry in zip(node.children, entries, strict=True)
    )


def _match(nodes: list[Node], entries: tuple[Entry, ...]) -> Iterator[tuple[Node | None, Entry]]:
    waiting: defaultdict[tuple[object, ...], deque[Node]] = defaultdict(deque)
    for node in nodes:
        waiting[_identity(node.entry)].append(node)
    for entry in entries:
        same = waiting[_identity(entry)]
        yield (same.popleft() if same else None), entry


def _apply(node: Node, entry: Entry, changes: Changes) -> None:
    new = properties(entry)
    node.entry = entry
    if new == node.shown:
        return
    different = {name: value for name, value in new.items() if node.shown.get(name) != value}
    lost = [name for name in node.shown if name not in new]
    node.shown = new
    if different:
        changes.updated.append((node.number, different))
    if lost:
        changes.removed.append((node.number, lost))
