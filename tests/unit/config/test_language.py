"""Which language is spoken, and what a text is in it."""

from __future__ import annotations

import copy
import dataclasses
import json
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import msgspec
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from config import language
from config.catalogue import read_catalogue
from config.language import (
    LANGUAGES,
    N_,
    NP_,
    changed,
    fill,
    fill_anyhow,
    tr,
    trn,
    trp,
    wanted,
)
from config.local_format import in_a_row, listed, listed_or

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(
    ("environ", "setting", "name"),
    [
        ({}, "", "en"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "de"}, "", "en"),
        ({"LANG": "de_DE.UTF-8"}, "", "de"),
        ({"LANG": "de_AT@euro"}, "", "de"),
        ({"LANG": "pt_BR.UTF-8"}, "", "pt_BR"),
        ({"LANG": "pt_PT.UTF-8"}, "", "pt_BR"),
        ({"LANG": "pt"}, "", "pt_BR"),
        ({"LANG": "zh_CN.UTF-8"}, "", "en"),
        ({"LANG": "deutsch"}, "", "en"),
        ({"LANG": "../de"}, "", "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "fr_FR"}, "", "fr"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "fr_FR", "LC_ALL": "it_IT"}, "", "it"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": ""}, "", "en"),
        ({"LANG": "sv_SE", "LANGUAGE": "sv:nb:de_CH:en"}, "", "de"),
        ({"LANG": "de_DE", "LANGUAGE": "en_GB:de"}, "", "en"),
        ({"LANG": "de_DE"}, "nl", "nl"),
        ({"LANG": "de_DE"}, "klingon", "de"),
        ({"LANG": "de_DE", "LULL_LANGUAGE": "pl"}, "nl", "pl"),
        ({"LULL_LANGUAGE": "pt-br"}, "", "pt_BR"),
        ({"LULL_LANGUAGE": "en_XA"}, "de", "en_XA"),
    ],
)
def test_the_language_is_that_of_the_variable_the_setting_or_the_desktop(
    environ: dict[str, str], setting: str, name: str
) -> None:
    assert wanted(environ, setting) == name


def test_english_is_what_stands_in_the_code() -> None:
    assert tr("Look {back}") == "Look {back}"
    assert tr("Logged {text} at {n}.", text="tea", n=3) == "Logged tea at 3."
    assert trp("a verb", "Log") == "Log"
    assert [trn("{n} day", "{n} days", n) for n in (0, 1, 1.5, 2)] == [
        "0 days",
        "1 day",
        "1.5 days",
        "2 days",
    ]
    assert trn("{n} hour", "{n} hours", 1.5, n="1,5") == "1,5 hours"
    assert (N_("Undo"), NP_("a month", "May")) == ("Undo", "May")
    assert (language.code(), language.tag(), language.right_to_left()) == ("en", "en-GB", False)
    assert language.review_note() == ""


@pytest.fixture
def polish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, speak: Callable[[str], None]
) -> Callable[[], None]:
    """Write a small catalogue and speak it."""

    def start() -> None:
        catalog = Catalog(locale="pl")
        catalog.add("Logged {what}.", "Zapisano: {what}.")
        catalog.add("coffee", "kawa")
        catalog.add("Lull", "Lull")
        catalog.add("May", "maj", context="a month")
        catalog.add(("{n} day", "{n} days"), ("{n} dzień", "{n} dni", "{n} dni"))
        catalog.add(("{n} hour", "{n} hours"), ("{n} godzina", "{n} godziny", "{n} godzin"))
        (tmp_path / "languages").mkdir()
        with (tmp_path / "languages" / "pl.mo").open("wb") as file:
            write_mo(file, catalog)
        monkeypatch.setattr(language, "__file__", str(tmp_path / "language.py"))
        speak("pl")

    return start


def test_a_catalogue_gives_texts_contexts_and_plural_forms(polish: Callable[[], None]) -> None:
    polish()
    assert tr("Logged {what}.", what=tr("coffee")) == "Zapisano: kawa."
    assert tr("Logged {what}.") == "Zapisano: {what}."
    assert (trp("a month", "May"), trp("a wish", "May"), tr("May")) == ("maj", "May", "May")
    assert tr("") == ""
    hours = [trn("{n} hour", "{n} hours", n) for n in (1, 2, 5, 22, 1.5)]
    assert hours == ["1 godzina", "2 godziny", "5 godzin", "22 godziny", "1.5 godziny"]
    assert (language.code(), language.tag()) == ("pl", "pl")
    assert language.review_note() == "This translation has not been reviewed by a clinician."


def test_a_fraction_takes_the_form_of_a_whole_number_that_its_language_chose(
    polish: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    polish()
    spoken = language._choice.spoken()
    for fraction_as, hours in ((2, "6.5 godziny"), (None, "6.5 godzin"), (1, "6.5 godzina")):
        chosen = dataclasses.replace(spoken.language, fraction_as=fraction_as)
        changed_ = dataclasses.replace(spoken, language=chosen)
        monkeypatch.setattr(language._choice, "_spoken", changed_)
        assert trn("{n} hour", "{n} hours", 6.5) == hours


def test_a_sentence_without_a_translation_is_english_in_all_its_parts(
    polish: Callable[[], None],
) -> None:
    polish()
    assert tr("Took {what} back.", what=tr("coffee")) == "Took coffee back."
    for of_one in (listed, listed_or, in_a_row):
        assert tr("Took {what} back.", what=of_one([tr("coffee")])) == "Took coffee back."
    assert trn("{n} cup of {what}", "{n} cups of {what}", 2, what=tr("coffee")) == (
        "2 cups of coffee"
    )


def test_a_part_without_a_translation_has_its_whole_sentence_in_english(
    polish: Callable[[], None],
) -> None:
    polish()
    assert tr("Logged {what}.", what=tr("green tea")) == "Logged green tea."
    within = tr("Logged {what}.", what=tr("Logged {what}.", what=tr("green tea")))
    assert within == "Logged Logged green tea.."
    # What is the same in both languages is no missing part, nor is what nobody translates.
    assert tr("Logged {what}.", what=tr("Lull")) == "Zapisano: Lull."
    assert tr("Logged {what}.", what="Müsli") == "Zapisano: Müsli."


def test_a_text_with_open_places_is_filled_in_later(polish: Callable[[], None]) -> None:
    assert fill("Call {call}.", call="112", other="x") == "Call 112."
    polish()
    assert fill(tr("Logged {what}."), what=tr("coffee"), other="x") == "Zapisano: kawa."
    assert fill(tr("Logged {what}."), what=tr("green tea")) == "Logged green tea."
    assert fill(tr("Took {what} back."), what=tr("coffee")) == "Took coffee back."


def test_what_was_said_already_is_not_translated_again(polish: Callable[[], None]) -> None:
    polish()
    assert tr(tr("coffee")) == "kawa"
    assert tr("Logged {what}.", what=tr(tr("coffee"))) == "Zapisano: kawa."
    assert tr(tr("Logged {what}."), what=tr("coffee")) == "Zapisano: kawa."


def test_letters_are_changed_in_both_languages(polish: Callable[[], None]) -> None:
    assert changed("coffee", str.upper) == "COFFEE"
    polish()
    loud = changed(tr("coffee"), str.upper)
    assert loud == "KAWA"
    assert tr("Took {what} back.", what=loud) == "Took COFFEE back."


def test_a_shown_text_is_a_text_to_everything_else(polish: Callable[[], None]) -> None:
    polish()
    shown = tr("coffee")
    assert json.dumps(shown) == '"kawa"'
    assert copy.deepcopy(shown) == "kawa"
    assert msgspec.json.encode({"a": shown}, enc_hook=str) == b'{"a":"kawa"}'
    assert {"kawa": 1}[shown] == 1


@pytest.mark.parametrize("damage", [None, b"", b"no catalogue at all", b"\xde\x12\x04\x95" + b"\0"])
def test_without_a_sound_catalogue_english_is_spoken(
    damage: bytes | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    speak: Callable[[str], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    if damage is not None:
        (tmp_path / "languages").mkdir()
        (tmp_path / "languages" / "ar.mo").write_bytes(damage)
    monkeypatch.setattr(language, "__file__", str(tmp_path / "language.py"))
    speak("ar")
    assert (tr("coffee"), language.code(), language.right_to_left()) == ("coffee", "en", False)
    assert "the catalogue ar cannot be read" in caplog.text


def test_a_catalogue_whose_places_lie_outside_of_it_is_damaged(tmp_path: Path) -> None:
    catalog = Catalog(locale="pl")
    catalog.add("coffee", "kawa")
    place = tmp_path / "pl.mo"
    with place.open("wb") as file:
        write_mo(file, catalog)
    whole = place.read_bytes()
    for end in range(4, len(whole) - 1):
        place.write_bytes(whole[:end])
        with pytest.raises((OSError, ValueError)):
            read_catalogue(place)


@pytest.mark.parametrize("damage", ["{whbt}", "{what", "{0}", "{what.a}", "{what!q}", "{what[a]}"])
def test_a_place_that_was_damaged_in_a_catalogue_ends_no_command(
    damage: str,
    tmp_path: Path,
    polish: Callable[[], None],
    speak: Callable[[str], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    polish()
    catalog = Catalog(locale="pl")
    catalog.add("Logged {what}.", f"Zapisano: {damage}.")
    catalog.add("coffee", "kawa")
    with (tmp_path / "languages" / "pl.mo").open("wb") as file:
        write_mo(file, catalog)
    speak("pl")
    assert tr("Logged {what}.", what=tr("coffee")) == "Logged coffee."
    assert fill(tr("Logged {what}."), what=tr("coffee")) == "Logged coffee."
    assert tr("coffee") == "kawa"
    assert "a translation cannot be filled in" in caplog.text
    assert "coffee" not in caplog.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Call {call}.", "Call 112."),
        ("Call {cal} or {call}.", "Call HELP or 112."),
        ("Call {0}.", "Call HELP."),
        ("Call {call.a}.", "Call HELP."),
        ("Call {call!q}.", "Call HELP."),
        ("Call {call[a]}.", "Call HELP."),
        ("Call {call:d}.", "Call HELP."),
        ("Call {call now.", "Call call now."),
        ("Call {}.", "Call ."),
    ],
)
@pytest.mark.parametrize("name", ["en", "pl"])
def test_a_place_that_somebody_wrote_wrong_keeps_no_text_from_being_shown(
    text: str,
    said: str,
    name: str,
    polish: Callable[[], None],
    speak: Callable[[str], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    polish()
    speak(name)
    assert fill_anyhow(tr(text), tr("HELP"), call=tr("112")) == said
    assert ("a text cannot be filled in" in caplog.text) == (text != "Call {call}.")
    # What it stands in is said in English too.
    assert tr("Logged {what}.", what=fill_anyhow(tr(text), "HELP", call="112")) == (
        f"Logged {said}."
    )


def test_a_damaged_rule_for_plural_forms_ends_no_command(
    tmp_path: Path, polish: Callable[[], None], speak: Callable[[str], None]
) -> None:
    polish()
    place = tmp_path / "languages" / "pl.mo"
    place.write_bytes(place.read_bytes().replace(b"n % 10 >", b"n %  0 >"))
    speak("pl")
    assert [trn("{n} day", "{n} days", n) for n in (1, 2, 5)] == ["1 dzień", "2 days", "5 days"]


def test_the_setting_is_asked_once_and_not_before_a_text_is_shown() -> None:
    asked = []
    language.begin(lambda: asked.append(1) or "en_XA")  # type: ignore[func-returns-value] # counts
    assert asked == []
    assert tr("Undo").startswith("⟦")
    assert language.code() == "en_XA"
    assert asked == [1]


def test_what_goes_wrong_while_the_setting_is_read_is_said_in_english() -> None:
    said = []

    def setting() -> str:
        said.append(tr("The file is damaged"))
        return "en_XA"

    language.begin(setting)
    assert tr("Undo") != "Undo"
    assert said == ["The file is damaged"]


def test_a_failing_setting_fails_once_and_is_asked_again() -> None:
    def setting() -> str:
        raise OSError("gone")

    language.begin(setting)
    for _ in range(2):
        with pytest.raises(OSError, match="gone"):
            tr("Undo")


def test_threads_choose_one_language_together() -> None:
    asked, entered, go = [], threading.Event(), threading.Event()

    def setting() -> str:
        asked.append(1)
        entered.set()
        assert go.wait(30)
        return "en_XA"

    language.begin(setting)
    said: list[str] = []
    threads = [threading.Thread(target=lambda: said.append(tr("Undo"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert entered.wait(30)
    go.set()
    for thread in threads:
        thread.join()
    assert asked == [1]
    assert len(set(said)) == 1
    assert len(said) == 4


def test_a_pseudo_language_is_longer_and_keeps_places_marks_and_forms(
    speak: Callable[[str], None],
) -> None:
    speak("en_XA")
    text = tr("<b>Logged</b> {what} at&nbsp;{at:%H}")
    assert text == "⟦<b>Ļöĝĝéđ</b> {what} åţ&nbsp;{at:%H} ļíṕš⟧"
    assert tr("Undo {what}", what=tr("tea")).count("⟦") == 2
    assert trn("{n} day", "{n} days", 1) == "⟦1 đåý ļí⟧"
    assert trn("{n} day", "{n} days", 2) == "⟦2 đåýš ļí⟧"
    assert not language.right_to_left()
    assert language.tag() == "en-XA"
    speak("ar_XB")
    assert tr("Undo {what}", what=1) == "⟦\u202eÛñđö \u202c1\u202e ļí\u202c⟧"
    assert language.right_to_left()
    assert language.review_note().startswith("⟦")


def test_every_language_has_a_name_and_only_english_was_reviewed() -> None:
    assert all(one.name for one in LANGUAGES.values())
    assert [name for name, one in LANGUAGES.items() if one.reviewed] == ["en"]
    assert [name for name, one in LANGUAGES.items() if one.right_to_left] == ["ar"]


def test_in_english_nothing_of_other_languages_is_loaded() -> None:
    say = "from config.language import tr; print(tr('Undo'))"
    look = "import sys; print([n for n in sys.modules if n.startswith(('gettext', 'config.'))])"
    done = subprocess.run(
        [sys.executable, "-c", f"{say}; {look}"], check=True, capture_output=True, encoding="utf-8"
    )
    assert done.stdout.splitlines() == ["Undo", "['config.language']"]
