"""The menu's rows: always the same ones, whatever they say."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from config.kinds import NudgeKind
from tray import answers, menu
from tray.menu import SEPARATOR, MenuState, Row

ACTIONS = {
    "why",
    "twitch",
    "check",
    "breathe",
    "check_in",
    "today",
    "resume",
    "look_back",
    "report",
    "about",
    "settings",
    "quit",
    "log",
    "undo",
    "pause",
    "answer",
}

TEXT = st.text(max_size=130)
STATES = st.builds(
    MenuState,
    status=TEXT,
    pause=st.sampled_from(["", "other", *(choice for choice, _ in menu.PAUSES)]),
    answer_title=TEXT,
    answers=st.lists(st.tuples(st.text(min_size=1), TEXT), max_size=5).map(tuple),
    today=st.tuples(TEXT, TEXT, TEXT),
    undo=TEXT,
)


def structure(rows: tuple[Row, ...]) -> list[Any]:
    return [
        (row == SEPARATOR, row.checked is None, row.radio, row.default, structure(row.children))
        for row in rows
    ]


def flat(rows: tuple[Row, ...]) -> list[Row]:
    return [each for row in rows for each in (row, *flat(row.children))]


@given(STATES)
def test_the_rows_stay_where_they_are_in_every_state(state: MenuState) -> None:
    assert structure(menu.rows(state)) == structure(menu.rows(MenuState()))


@given(STATES)
def test_every_row_has_an_action_that_is_known_or_cannot_be_chosen(state: MenuState) -> None:
    for row in flat(menu.rows(state)):
        if row == SEPARATOR or row.children:
            continue
        assert row.action.split(" ")[0] in ACTIONS or not row.enabled


@given(STATES)
def test_the_first_row_is_the_status_line_and_a_left_click_logs(state: MenuState) -> None:
    rows = menu.rows(state)
    assert (rows[0].label, rows[0].action) == (state.status, "why")
    assert [row.action for row in flat(rows) if row.default] == ["twitch"]


@given(STATES)
def test_the_running_pause_is_the_only_one_that_is_marked(state: MenuState) -> None:
    rows = flat(menu.rows(state))
    marked = [row.action for row in rows if row.checked]
    known = state.pause in {choice for choice, _ in menu.PAUSES}
    assert marked == ([f"pause {state.pause}"] if known else [])
    assert next(row for row in rows if row.action == "resume").enabled is bool(state.pause)


def test_the_rows_are_those_of_the_product() -> None:
    labels = [row.label for row in menu.rows(MenuState()) if row != SEPARATOR]
    assert labels == [
        "Starting",
        "Nothing to answer",
        "Log a twitch…",
        "Quick check, nothing saved…",
        "Log",
        "Breathe for two minutes",
        "Today",
        "Pause",
        "Resume",
        "Look back…",
        "Report for my doctor…",
        "About twitches…",
        "Settings…",
        "Quit",
    ]


def test_an_open_nudge_can_be_answered_in_the_menu() -> None:
    buttons = (("had_glass", "Had a glass"), ("later", "Later"))
    row = menu.rows(MenuState(answer_title="Sip some water", answers=buttons))[1]
    assert (row.label, row.enabled) == ("Answer: Sip some water", True)
    assert [(child.label, child.action, child.enabled) for child in row.children] == [
        ("Had a glass", "answer had_glass", True),
        ("Later", "answer later", True),
        ("-", "", False),
    ]


def test_what_undo_takes_back_is_said_before() -> None:
    def undo(state: MenuState) -> Row:
        return next(row for row in flat(menu.rows(state)) if row.action == "undo")

    assert undo(MenuState()).label == "Nothing to undo"
    assert not undo(MenuState()).enabled
    assert undo(MenuState(undo="coffee at 08:10")).label == "Undo: coffee at 08:10"
    assert undo(MenuState(undo="coffee at 08:10")).enabled


def test_the_ends_of_the_stress_scale_say_what_they_mean() -> None:
    labels = [row.label for row in flat(menu.rows(MenuState())) if "log stress" in row.action]
    assert labels[0] == "0, none"
    assert labels[3] == "3"
    assert labels[10] == "10, the most"


# -- the buttons of a nudge, which the menu repeats

LABELS = {
    NudgeKind.CAFFEINE: ["Fine", "Had one", "Later"],
    NudgeKind.SLEEP: ["Fine", "In 30 min", "Not tonight"],
    NudgeKind.STRESS: ["Breathe now", "Later", "Not today"],
    NudgeKind.HYDRATION: ["Had a glass", "Later", "Not today"],
    NudgeKind.CHECK_IN: ["Fill in", "Not today"],
    NudgeKind.BREATHING: ["Breathe now", "Later", "Not today"],
}


def test_every_kind_has_the_buttons_of_the_product() -> None:
    for kind in NudgeKind:
        labels = [button.label for button in answers.buttons(kind)]
        assert labels == LABELS.get(kind, ["Fine", "Later", "Not today"])


def test_no_kind_has_more_buttons_than_the_menu_has_rows_nor_one_twice() -> None:
    room = len(menu.rows(MenuState())[1].children)
    for kind in NudgeKind:
        keys = [button.key for button in answers.buttons(kind)]
        assert len(keys) == len(set(keys)) <= room
        assert set(keys) <= set(answers.Answer)
