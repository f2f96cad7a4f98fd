from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tray.icon.status_notifier import menu_tree
from tray.icon.status_notifier.menu_tree import Changes, Entry, Node, Tree, properties

LINE = Entry("", separator=True)


def labels(node: Node) -> list[str]:
    return [child.entry.label for child in node.children]


def numbers(tree: Tree) -> dict[str, int]:
    return {child.entry.label: child.number for child in tree.root.children}


def test_an_underscore_is_doubled_so_that_it_is_no_access_key() -> None:
    assert properties(Entry("my_row"))["label"] == ("s", "my__row")


def test_a_label_that_dbus_cannot_carry_is_cleaned() -> None:
    assert properties(Entry("a\0b\ud800"))["label"] == ("s", "ab?")


def test_only_what_differs_from_the_defaults_is_told() -> None:
    assert properties(Entry("Plain")) == {"label": ("s", "Plain")}
    assert properties(LINE) == {"type": ("s", "separator")}
    assert properties(Entry("Off", enabled=False))["enabled"] == ("b", False)


def test_marks_are_told_apart() -> None:
    check = properties(Entry("Check", checked=True))
    radio = properties(Entry("Radio", checked=False, radio=True))
    assert (check["toggle-type"], check["toggle-state"]) == (("s", "checkmark"), ("i", 1))
    assert (radio["toggle-type"], radio["toggle-state"]) == (("s", "radio"), ("i", 0))


def test_a_new_label_of_the_same_row_is_the_only_update() -> None:
    tree = Tree()
    tree.update((Entry("Next: tea"), LINE, Entry("Quit", "quit")))
    before = numbers(tree)
    revision = tree.revision

    changes = tree.update((Entry("Next: water"), LINE, Entry("Quit", "quit")))

    assert changes == Changes(updated=[(before["Next: tea"], {"label": ("s", "Next: water")})])
    assert tree.revision == revision


def test_a_property_back_at_its_default_is_removed() -> None:
    tree = Tree()
    tree.update((Entry("Row", enabled=False),))

    changes = tree.update((Entry("Row"),))

    assert changes.removed == [(1, ["enabled"])]
    assert changes.updated == []


def test_nothing_changed_means_nothing_to_tell() -> None:
    tree = Tree()
    rows = (Entry("A", "a"), LINE, Entry("Sub", children=(Entry("B", "b"),)))
    tree.update(rows)
    assert tree.update(rows) == Changes()


def test_a_row_put_in_keeps_the_ids_of_the_others() -> None:
    tree = Tree()
    tree.update((Entry("A"), Entry("C")))
    before = numbers(tree)

    changes = tree.update((Entry("A"), Entry("B"), Entry("C")))

    after = numbers(tree)
    assert (after["A"], after["C"]) == (before["A"], before["C"])
    assert after["B"] not in before.values()
    assert changes.parents == [0]


def test_a_row_that_means_something_else_gets_an_id_of_its_own() -> None:
    tree = Tree()
    tree.update((Entry("Pause", "pause"),))
    tree.update((Entry("Resume", "resume"),))
    assert numbers(tree)["Resume"] != 1
    old = tree.known(1)
    assert old is not None
    assert old.key == "pause"


def test_a_row_keeps_its_id_when_it_is_reworded_while_others_come() -> None:
    tree = Tree()
    tree.update((Entry("Had 1 glass", "water"),))
    tree.update((Entry("Had 2 glasses", "water"), Entry("Undo", "undo")))
    assert numbers(tree)["Had 2 glasses"] == 1


def test_a_row_never_turns_into_another_kind() -> None:
    tree = Tree()
    tree.update((Entry("Row", "row"),))
    changes = tree.update((Entry("Row", "row", checked=True),))
    assert numbers(tree)["Row"] != 1
    assert changes.parents == [0]


def test_a_change_within_a_submenu_names_that_submenu() -> None:
    tree = Tree()
    tree.update((Entry("Sub", children=(Entry("A"),)), Entry("End")))
    changes = tree.update((Entry("Sub", children=(Entry("A"), Entry("B"))), Entry("End")))
    assert changes.parents == [numbers(tree)["Sub"]]


def test_rows_of_a_submenu_that_is_gone_still_resolve() -> None:
    tree = Tree()
    tree.update((Entry("Sub", children=(Entry("Deep", "deep"),)),))
    deep = tree.root.children[0].children[0].number
    tree.update(())
    old = tree.known(deep)
    assert old is not None
    assert old.key == "deep"
    assert tree.find(deep) is None


def test_only_so_many_old_rows_are_kept() -> None:
    tree = Tree()
    for number in range(menu_tree.RETIRED_LIMIT + 10):
        tree.update((Entry("Row", f"key {number}"),))
    assert tree.known(1) is None
    assert tree.known(menu_tree.RETIRED_LIMIT) is not None
    assert tree.numbers == [0, menu_tree.RETIRED_LIMIT + 10]


def test_without_structure_rows_stay_and_labels_follow() -> None:
    tree = Tree()
    tree.update((Entry("1 glass", "water"), Entry("Quit", "quit")))
    new = (Entry("Extra", "extra"), Entry("2 glasses", "water"), Entry("Quit", "quit"))
    assert not tree.fits(new)

    tree.update(new[1:], structure=False)

    assert labels(tree.root) == ["2 glasses", "Quit"]
    assert tree.fits(new[1:])


def test_fitting_looks_into_submenus() -> None:
    tree = Tree()
    tree.update((Entry("Sub", children=(Entry("A"),)),))
    assert tree.fits((Entry("Other", children=(Entry("B"),)),))
    assert not tree.fits((Entry("Sub", children=(Entry("A"), Entry("B"))),))


ROW = st.builds(
    Entry,
    label=st.sampled_from("ABC_"),
    key=st.sampled_from(["", "one", "two"]),
    enabled=st.booleans(),
    checked=st.sampled_from([None, True, False]),
    radio=st.booleans(),
)
ROWS = st.lists(
    st.one_of(
        ROW,
        st.just(LINE),
        st.builds(
            Entry,
            label=st.sampled_from("ST"),
            children=st.lists(ROW, max_size=3).map(tuple),
        ),
    ),
    max_size=5,
).map(tuple)


class Host:
    """A host that follows updates and never asks for more than it is told to."""

    def __init__(self) -> None:
        self.rows: dict[int, tuple[dict[str, Any], list[int]]] = {}

    def fetch(self, node: Node) -> None:
        self.rows[node.number] = (dict(node.shown), [child.number for child in node.children])
        for child in node.children:
            self.fetch(child)

    def follow(self, tree: Tree, changes: Changes) -> None:
        for number, new in changes.updated:
            self.rows[number][0].update(new)
        for number, names in changes.removed:
            for name in names:
                del self.rows[number][0][name]
        for parent in changes.parents:
            node = tree.find(parent)
            assert node is not None
            self.fetch(node)

    def drawn(self, number: int = 0) -> Any:  # noqa: ANN401 - nested as deep as the menu
        shown, children = self.rows[number]
        return number, shown, [self.drawn(child) for child in children]


@given(st.lists(st.tuples(ROWS, st.booleans()), max_size=8))
def test_a_host_that_follows_the_updates_draws_the_menu(
    steps: list[tuple[tuple[Entry, ...], bool]],
) -> None:
    tree = Tree()
    host = Host()
    host.fetch(tree.root)
    meanings: dict[int, tuple[object, ...]] = {}
    for rows, structure in steps:
        host.follow(tree, tree.update(rows, structure=structure))

        fresh = Host()
        fresh.fetch(tree.root)
        assert host.drawn() == fresh.drawn()
        if structure:
            assert [c.entry for c in tree.root.children] == list(rows)
        for number in tree.numbers:
            entry = tree.known(number)
            assert entry is not None
            kind = (entry.separator, entry.children is None, entry.checked is None, entry.key)
            assert meanings.setdefault(number, kind) == kind
