"""Places in the texts of the data files: each is one that is filled in, and none ends advice."""

from __future__ import annotations

import dataclasses
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import catalogues
import msgspec
import pytest
from babel.messages.mofile import write_mo

from config import language
from config.profile import Profile
from tips import advice, habits
from tips.advice_texts import load_texts
from tips.habits import load_habits
from tips.report import Report, TodayFacts

if TYPE_CHECKING:
    from collections.abc import Callable

    Spoil = Callable[[str, str, str], None]
    Speak = Callable[[str], None]

ROOT = Path(__file__).resolve().parent.parent.parent.parent
TEXTS, HABITS = "advice/texts.toml", "advice/habits.toml"
PLACE = re.compile(r"\{(\w+)\}")
IN_ADVICE = {"call", "advice_line", "crisis_line", "open"}
FIGURES = {"caffeine_mg", "sleep_hours"}
TOLD = Profile(age_band="16_39", medicines=(), conditions=())
STROKE = Report(sites=("face_other",), since_days=0, signs={"_core": "all_no", "face_droop": "yes"})
CALM = Report(sites=("eyelid",), since_days=3, kind="flicker", signs={"_core": "all_no"})
GET_HELP = "Please get help now. Call {call}."


def in_braces(text: str) -> set[str]:
    """The places of a text; a brace that belongs to none fails."""
    rest = PLACE.sub("", text)
    assert not set(rest) & set("{}"), text
    return set(PLACE.findall(text))


def test_no_text_of_the_data_files_has_a_place_that_nobody_fills_in() -> None:
    allowed = {f"tips/{TEXTS}": IN_ADVICE | {"said"}, f"tips/{HABITS}": FIGURES}
    for place, text, _, _ in catalogues._in_data(ROOT):
        assert isinstance(text, str)
        assert in_braces(text) <= allowed.get(place, set()), f"{place}: {text}"


def test_a_place_stands_only_where_it_is_filled_in() -> None:
    texts = load_texts()
    assert in_braces(texts.from_note) == {"said"}
    filled = [*texts.red_flags, *texts.steps.values(), *(text for text, _ in texts.general)]
    as_they_are = [texts.notice, texts.worry_offer, *texts.since, *texts.tempo.values()]
    as_they_are += texts.open.values()
    for level in texts.levels:
        filled += [*level.what_to_do, *level.come_back_if]
        as_they_are.append(level.headline)
    for part, text, _ in texts.more:
        (as_they_are if part == "why" else filled).append(text)
    for text in filled:
        assert in_braces(text) <= IN_ADVICE, text
    for habit in load_habits():
        as_they_are.append(habit.cause)
        assert in_braces(habit.text) <= FIGURES
    assert [text for text in as_they_are if in_braces(text)] == []


def advise(report: Report) -> advice.Advice:
    return advice.advise(report, TOLD, TodayFacts(caffeine_mg=450.0, country="GB"))


@pytest.mark.parametrize("wrong", ["{cal}", "{Call}", "{call", "{0}", "{}"])
def test_advice_with_a_place_that_somebody_wrote_wrong_is_given_all_the_same(
    wrong: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = advise(STROKE)
    assert right.what_to_do[0] == "Please get help now. Call 999."
    texts = data / TEXTS
    texts.write_text(texts.read_text("utf-8").replace("{call}", wrong), "utf-8")
    monkeypatch.setattr(advice, "shipped_texts", lambda: load_texts(data))
    given = advise(STROKE)
    assert given.what_to_do[0].startswith("Please get help now. Call ")
    if wrong in {"{cal}", "{Call}", "{0}"}:
        assert given == right
    assert dataclasses.replace(given, what_to_do=(), come_back_if=()) == dataclasses.replace(
        right, what_to_do=(), come_back_if=()
    )


def test_a_wrong_place_stands_for_the_most_urgent_number(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = data / TEXTS
    texts.write_text(texts.read_text("utf-8").replace("{advice_line}", "{advice}"), "utf-8")
    monkeypatch.setattr(advice, "shipped_texts", lambda: load_texts(data))
    weak = Report(sites=("calf",), since_days=9, signs={"_core": "all_no", "weakness": "days"})
    assert any(text.startswith("Call your doctor, 999 or") for text in advise(weak).what_to_do)


def test_a_note_is_quoted_and_a_habit_offered_where_their_places_are_wrong(
    data: Path, spoil: Spoil, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = msgspec.structs.replace(CALM, free_text="my face droops")
    spoil(TEXTS, "{said}", "{sayd}")
    monkeypatch.setattr(advice, "shipped_texts", lambda: load_texts(data))
    spoilt_quote = advise(noted)
    monkeypatch.undo()
    assert spoilt_quote == advise(noted)
    assert any(why.startswith("Your note mentions") for why in spoilt_quote.why)
    full = (data / HABITS).read_text("utf-8").replace("{caffeine_mg}", "{cafeine_mg}")
    (data / HABITS).write_text(full, "utf-8")
    monkeypatch.setattr(habits, "shipped_habits", lambda: load_habits(data))
    offered = advise(msgspec.structs.replace(CALM, triggers=("caffeine",))).habits
    text = next(habit.text for habit in offered if habit.trigger == "caffeine")
    assert "You logged about \N{HORIZONTAL ELLIPSIS} mg of caffeine today." in text


@pytest.mark.parametrize("wrong", ["{cal}", "{call", "{0}"])
def test_a_wrong_place_in_a_translation_has_that_sentence_said_in_english(
    wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, speak: Speak
) -> None:
    folder = tmp_path / "languages"
    shutil.copytree(ROOT / "config" / "languages", folder)
    in_english = advise(STROKE)
    catalog = catalogues.read(folder / "de.po")
    message: Any = catalog.get(GET_HELP)
    right, message.string = message.string, message.string.replace("{call}", wrong)
    assert wrong in message.string
    # A catalogue such as this is not shipped.
    assert [line for line in catalogues.problems(catalog, catalog) if GET_HELP in line]
    with (folder / "de.mo").open("wb") as file:
        write_mo(file, catalog)
    monkeypatch.setattr(language, "__file__", str(tmp_path / "language.py"))
    # Not kept for the tests behind this one.
    monkeypatch.setattr(advice, "shipped_texts", load_texts)
    speak("de")
    given = advise(STROKE)
    first, *others = given.what_to_do
    assert first == "Please get help now. Call 999."
    # That one alone: its words stand in no other place, and all else is in German.
    headline = catalog.get(in_english.headline)
    assert headline is not None
    assert given.headline == headline.string
    assert right not in given.what_to_do
    assert [text for text in others if text in in_english.what_to_do] == []
