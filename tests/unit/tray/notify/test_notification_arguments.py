from __future__ import annotations

from pathlib import Path

import pytest
from ends import note

from tray.bus.connection import Reply
from tray.notify.wire import failure, notify_arguments

ALL = frozenset({"actions", "body", "body-markup"})


def test_a_note_becomes_the_arguments_of_notify() -> None:
    assert notify_arguments(note(), 7, ALL, None) == (
        "Lull",
        7,
        "",
        "Time for a glass of water",
        "Small sips count too.",
        ["glass", "Had a glass", "later", "Later", "not_today", "Not today"],
        {"urgency": ("y", 1), "desktop-entry": ("s", "org.lull.Lull")},
        -1,
    )


def test_a_daemon_without_actions_gets_a_sentence_instead() -> None:
    arguments = notify_arguments(note(), 0, frozenset({"body"}), None)
    assert arguments[4] == "Small sips count too. Answer in the tray menu."
    assert arguments[5] == []


def test_a_note_without_buttons_needs_no_such_sentence() -> None:
    arguments = notify_arguments(note(buttons=()), 0, frozenset(), None)
    assert arguments[4] == "Small sips count too."


def test_markup_is_escaped_only_in_the_body_and_only_for_a_daemon_that_reads_it() -> None:
    marked = note(title="1 < 2", body="<b>&</b>")
    assert notify_arguments(marked, 0, ALL, None)[3:5] == ("1 < 2", "&lt;b&gt;&amp;&lt;/b&gt;")
    assert notify_arguments(marked, 0, frozenset({"actions"}), None)[4] == "<b>&</b>"


def test_a_long_body_is_cut_before_it_is_escaped() -> None:
    assert notify_arguments(note(body="&" * 600), 0, ALL, None)[4] == "&amp;" * 499 + "…"


def test_the_icon_is_given_as_an_address_of_a_file() -> None:
    assert notify_arguments(note(), 0, ALL, Path("/a b/i.png"))[2] == "file:///a%20b/i.png"


def test_a_quiet_note_has_low_urgency() -> None:
    assert notify_arguments(note(quiet=True), 0, ALL, None)[6]["urgency"] == ("y", 0)


@pytest.mark.parametrize(
    ("stay_seconds", "timeout_ms", "transient"),
    [
        (None, -1, False),
        (0.0, 1, True),
        (12.5, 12_500, True),
        (60.0, 60_000, True),
        (1800.0, 1_800_000, False),
        (1e9, 2**31 - 1, False),
    ],
)
def test_the_time_to_stay_is_told_to_the_daemon(
    stay_seconds: float | None,
    timeout_ms: int,
    transient: bool,  # noqa: FBT001 - a table's column
) -> None:
    arguments = notify_arguments(note(stay_seconds=stay_seconds), 0, ALL, None)
    assert arguments[7] == timeout_ms
    assert ("transient" in arguments[6]) is transient


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply("org.freedesktop.DBus.Error.ServiceUnknown", ("x",)), "no notification daemon runs"),
        (Reply("org.example.No", ("too\nmany",)), "the notification daemon refused it: too many"),
        (Reply("org.example.No", ()), "the notification daemon refused it: org.example.No"),
        (Reply(None, ("?",)), "the notification daemon answered with something else"),
    ],
)
def test_a_failure_is_said_in_words(reply: Reply, why: str) -> None:
    assert failure(reply) == why
