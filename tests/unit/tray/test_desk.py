"""What a command does to the journal, and the situation that the journal tells of."""

from __future__ import annotations

import json

import pytest
from lull_parts import Time, moment, shown

from config.errors import DesktopError, InputError
from config.kinds import NudgeKind, Window
from journal.entries import new_id
from tray import messages, situation
from tray.desk import Desk, perform


def test_what_needs_no_running_lull_is_done_at_the_desk(desk: Desk) -> None:
    entry_id = new_id()
    logged = perform(desk, messages.Log(["coffee"], entry_id, at="08:10"))
    assert logged == {
        "id": entry_id,
        "text": "Coffee noted, about 100 mg of caffeine. That was today at 08:10.",
        "entry": {
            "id": entry_id,
            "kind": "drink",
            "at": "2026-03-10T08:10:00+01:00",
            "item": "coffee",
            "amount": 250.0,
            "caffeine_mg": 100.0,
            "water_ml": 250.0,
            "source": "command",
        },
    }
    assert json.loads(json.dumps(logged)) == logged
    assert perform(desk, messages.Today())["caffeine_mg"] == 100
    undone = perform(desk, messages.Undo())
    assert undone["text"] == "Taken back: Coffee, about 100 mg of caffeine."
    assert perform(desk, messages.Pause("1h"))["text"] == "Quiet: paused until 10:00"
    assert perform(desk, messages.Status())["paused_until"] == "2026-03-10T10:00:00+01:00"
    assert perform(desk, messages.Resume())["paused_until"] is None


def test_nothing_to_undo_is_bad_input(desk: Desk, time: Time) -> None:
    desk.log(["tea"], "command")
    time.set("+1 09:01")
    with pytest.raises(InputError, match="nothing was logged in the last 24 hours"):
        desk.undo()


@pytest.mark.parametrize(
    "request_",
    [messages.Breathe(), messages.Open(Window.LOG), messages.Hello(), messages.Quit()],
)
def test_what_needs_a_running_lull_says_so(desk: Desk, request_: messages.Request) -> None:
    with pytest.raises(DesktopError, match="Lull is not running: start it first"):
        perform(desk, request_)


def test_stress_of_nothing_is_told_as_nothing(desk: Desk) -> None:
    logged = perform(desk, messages.Log(["stress", "0"], new_id()))
    assert logged["entry"]["amount"] == 0.0


# -- the situation


def test_the_situation_counts_what_the_person_did_not_ask_for(desk: Desk) -> None:
    shown(desk, "-1 23:59")
    shown(desk, "08:00")
    shown(desk, "08:30", asked_for=True)
    present = situation.situation(desk.journal, desk.clock, desk.settings)
    assert present.shown_today == 1
    assert present.last_shown_at == moment("08:30")


def test_what_was_done_is_known_for_twelve_hours(desk: Desk, time: Time) -> None:
    for words in (["coffee"], ["exercise", "20"], ["breathe", "2"], ["stress", "3"]):
        desk.log(words, "command")
    desk.log(["sleep", "7"], "check_in")
    done = situation.situation(desk.journal, desk.clock, desk.settings).done_at
    assert dict.fromkeys(done, moment("09:00")) == done
    assert set(done) == {
        NudgeKind.HYDRATION,
        NudgeKind.MOVEMENT,
        NudgeKind.STRESS,
        NudgeKind.BREATHING,
        NudgeKind.CHECK_IN,
    }
    time.set("21:00:01")
    assert situation.situation(desk.journal, desk.clock, desk.settings).done_at == {}


def test_alcohol_is_no_glass_of_water(desk: Desk) -> None:
    desk.log(["alcohol"], "command")
    assert situation.situation(desk.journal, desk.clock, desk.settings).done_at == {}
