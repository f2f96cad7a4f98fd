"""Answers from a file: read strictly, advised on with nothing mixed in, printed as promised."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from hard_coded import beside
from hypothesis import given
from hypothesis import strategies as st

from config.errors import InputError
from config.language import PSEUDO
from config.settings import default_settings, parse
from tips.emergency import numbers_for
from tips.report import ALL_NO, CORE_KEY, SIGNS, Report
from tray.commands import check
from tray.commands.check import KEYS, MAX_BYTES, check_file, read_inputs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOOD: dict[str, Any] = {
    "age_band": "16_39",
    "sites": ["eyelid"],
    "spread": "one_place",
    "kind": "flicker",
    "since_days": 3,
    "triggers": ["caffeine", "sleep"],
    "medicines": [],
    "conditions": [],
    "signs": {CORE_KEY: ALL_NO},
}


def encoded(**changes: object) -> bytes:
    return json.dumps({**GOOD, **changes}).encode()


def without(*fields: str) -> bytes:
    return json.dumps({key: value for key, value in GOOD.items() if key not in fields}).encode()


def printed(path: Path, capsys: pytest.CaptureFixture[str], settings: str = "") -> dict[str, Any]:
    assert check_file(str(path), parse(settings)) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "answers.json"
    path.write_bytes(encoded())
    return path


# -- what comes out


def test_the_advice_has_exactly_the_fields_that_are_promised(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = printed(file, capsys)
    assert tuple(told) == KEYS
    assert told["level"] == "self_care"
    assert [habit["trigger"] for habit in told["habits"]] == ["caffeine", "sleep"]
    assert all(habit.keys() == {"trigger", "text", "source"} for habit in told["habits"])
    assert told["sources"]
    assert "not a diagnosis" in told["notice"]


def test_the_persons_own_profile_stays_out_of_it(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = '[profile]\nconditions = ["kidney_disease"]\nmedicines = ["lithium"]\nlimit_fluids = true'
    file.write_bytes(encoded(medicines=None, conditions=None, triggers=["hydration"]))
    assert printed(file, capsys, own) == printed(file, capsys)


def test_the_country_of_the_settings_gives_the_number(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_bytes(encoded(signs={"face_droop": "yes"}))
    for name in ("LC_ALL", "LC_TELEPHONE", "LC_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert "Call 911" in printed(file, capsys)["what_to_do"][0]
    told = printed(file, capsys, '[profile]\ncountry = "GB"')
    assert told["level"] == "emergency"
    assert "Call 999" in told["what_to_do"][0]
    assert told["habits"] == []
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert "Call 112, 999, 911 or your local number" in printed(file, capsys)["what_to_do"][0]


def test_a_language_that_is_not_spoken_in_the_country_of_the_computer_gives_general_words(
    file: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    speak: Callable[[str], None],
) -> None:
    file.write_bytes(encoded(signs={"face_droop": "yes"}))
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    speak("de")
    assert numbers_for(None).call in printed(file, capsys)["what_to_do"][0]


def test_standard_input_is_a_file_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(encoded())))
    assert check_file("-", default_settings()) == 0
    assert json.loads(capsys.readouterr().out)["level"] == "self_care"
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(InputError, match="no standard input"):
        check_file("-", default_settings())


def test_where_the_output_is_not_utf_8_every_letter_is_still_itself(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="replace")
    monkeypatch.setattr("sys.stdout", output)
    check_file(str(file), default_settings())
    output.flush()
    told = json.loads(output.buffer.getvalue())  # type: ignore[attr-defined] # it is a BytesIO
    assert "?" not in "".join(told["sources"])


# -- what goes in


@pytest.mark.parametrize(
    "data",
    [
        encoded(),
        without("age_band", "spread", "kind", "triggers", "medicines", "conditions"),
        encoded(age_band=None, kind=None, triggers=None),
        encoded(signs={}),
        encoded(signs={"weakness": "unsure", "neck_arm_pain": "long_standing"}),
        encoded(since_days=0),
        encoded(since_days=3.0),
        encoded(since_days=36_525),
        encoded(
            free_text="links, \N{LATIN SMALL LETTER U WITH DIAERESIS}ber drei Tagen \U0001f600"
        ),
        b"\n\t " + encoded() + b"\n",
    ],
    ids=range(10),
)
def test_answers_that_may_be_given_are_read(data: bytes) -> None:
    report, _ = read_inputs(data)
    assert report.sites == ("eyelid",)


MISTAKES = [
    # not JSON
    (b"", "not JSON"),
    (b" ", "not JSON"),
    (b"nothing", "not JSON"),
    (b"{", "not JSON"),
    (b"{'sites': []}", "not JSON"),
    (encoded() + b"}", "not JSON: Extra data"),
    (encoded() + encoded(), "not JSON: Extra data"),
    (b"\xef\xbb\xbf" + encoded(), "not JSON: Unexpected UTF-8 BOM"),
    (encoded().decode().encode("utf-16"), "not JSON: byte 1 is not UTF-8 text"),
    (b'{"free_text": "caf\xe9"}', "not JSON: byte 19 is not UTF-8 text"),
    (b"[" * 100_000, "not JSON that can be read: nested too deeply"),
    (b'{"signs":' * 20_000, "not JSON that can be read: nested too deeply"),
    (encoded(free_text="x" * MAX_BYTES), f"inputs: larger than {MAX_BYTES} bytes"),
    (b'{"free_text": "a\nb"}', "not JSON: Invalid control character"),
    # no object
    (b"null", "inputs: expected an object, got null"),
    (b"[]", "inputs: expected an object, got a list"),
    (b'"eyelid"', "inputs: expected an object, got text"),
    (b"3", "inputs: expected an object, got a whole number"),
    (b"NaN", "inputs: expected an object, got a number"),
    (b"true", "inputs: expected an object, got true or false"),
    # fields
    (b"{}", "sites"),
    (without("sites"), "sites"),
    (without("since_days"), "since_days"),
    (without("signs"), "signs"),
    (encoded(site="eyelid"), "site"),
    (encoded(Sites=["eyelid"]), "Sites"),
    (encoded(sites=[]), "sites"),
    (encoded(sites="eyelid"), "sites"),
    (encoded(sites=None), "sites"),
    (encoded(sites=["eye"]), "sites[0]"),
    (encoded(sites=["eyelid", 5]), "sites[1]"),
    (encoded(sites=[["eyelid"]]), "sites[0]"),
    (encoded(sites=["eyelid"] * 65), "sites"),
    (encoded(since_days=-1), "since_days"),
    (encoded(since_days=36_526), "since_days"),
    (encoded(since_days=0.5), "since_days"),
    (encoded(since_days="3"), "since_days"),
    (encoded(since_days=True), "since_days"),
    (encoded(since_days=None), "since_days"),
    (encoded(since_days=[]), "since_days"),
    (encoded().replace(b'"since_days": 3', b'"since_days": NaN'), "since_days"),
    (encoded().replace(b'"since_days": 3', b'"since_days": -Infinity'), "since_days"),
    (encoded().replace(b'"since_days": 3', b'"since_days": 1e400'), "since_days"),
    (encoded().replace(b'"since_days": 3', b'"since_days": ' + b"9" * 5000), "since_days"),
    (encoded(kind="wave"), "kind"),
    (encoded(kind=["flicker"]), "kind"),
    (encoded(spread="everywhere"), "spread"),
    (encoded(bout="days"), "bout"),
    (encoded(frequency=3), "frequency"),
    (encoded(trend="better"), "trend"),
    (encoded(troublesome="yes"), "troublesome"),
    (encoded(worry_high=1), "worry_high"),
    (encoded(checked_by_doctor=True), "checked_by_doctor"),
    (encoded(triggers=["coffee"]), "triggers[0]"),
    (encoded(triggers={"caffeine": True}), "triggers"),
    (encoded(medicines="lithium"), "medicines"),
    (encoded(medicines=["aspirin"]), "medicines[0]"),
    (encoded(medicine_change="yes"), "medicine_change"),
    (encoded(conditions=["MS"]), "conditions[0]"),
    (encoded(ms_relapse="maybe"), "ms_relapse"),
    (encoded(age_band=29), "age_band"),
    (encoded(age_band="29"), "age_band"),
    (encoded(pregnant=False), "pregnant"),
    (encoded(free_text=5), "free_text"),
    (encoded(free_text="x" * 20_001), "free_text"),
    (encoded(free_text="\ud800"), "free_text: holds half a character"),
    (encoded(sites=["\ud800"]), "sites: holds half a character"),
    (encoded(signs={"weakness": "\udfff"}), "signs: holds half a character"),
    (encoded(signs={"\udfff": "yes"}), "signs: holds half a character"),
    (encoded(**{"\ud800": 1}), "holds half a character"),
    # signs
    (encoded(signs=[]), "signs"),
    (encoded(signs="none"), "signs"),
    (encoded(signs={"weak": "yes"}), "signs.weak"),
    (encoded(signs={"weakness": "maybe"}), "signs.weakness"),
    (encoded(signs={"breathless": "sudden"}), "signs.breathless"),
    (encoded(signs={"weakness": True}), "signs"),
    (encoded(signs={"weakness": None}), "signs"),
    (encoded(signs={CORE_KEY: "all_yes"}), f"signs.{CORE_KEY}"),
    (encoded(signs={"weakness": {"yes": "sudden"}}), "signs"),
    # said twice
    (encoded().replace(b'"since_days": 3', b'"since_days": 3, "since_days": 30'), "since_days"),
    (
        encoded().replace(b'"_core"', b'"weakness": "yes", "weakness": "no", "_core"'),
        "weakness: stands twice",
    ),
    (b'{"a": 1, "a": 1, ' + encoded()[1:], "a: stands twice"),
]


@pytest.mark.parametrize(("data", "names"), MISTAKES, ids=range(len(MISTAKES)))
def test_a_mistake_is_one_line_that_names_the_field(
    data: bytes, names: str, speak: Callable[[str], None]
) -> None:
    with pytest.raises(InputError) as caught:
        read_inputs(data)
    assert caught.value.exit_code == 2
    message = str(caught.value)
    assert message.isprintable()
    assert names in message
    speak(PSEUDO)
    with pytest.raises(InputError) as caught:
        read_inputs(data)
    fields = (*Report.__struct_fields__, *(SIGN for signs in SIGNS.values() for SIGN in signs))
    known = (data.decode(errors="replace"), *fields, "inputs", ALL_NO, "true", "false", "null")
    assert beside(str(caught.value), *known) == set()


@given(st.binary(max_size=200))
def test_whatever_stands_in_a_file_is_read_or_refused(data: bytes) -> None:
    try:
        read_inputs(data)
    except InputError as error:
        assert str(error).isprintable()  # noqa: PT017 - nothing else may be raised


TEXT = st.text(st.characters(exclude_categories=()), max_size=10)
"""Halves of characters too."""

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*GOOD, "free_text", "extra"]), JSON, max_size=4))
def test_whatever_stands_in_a_field_is_taken_or_refused(changes: dict[str, Any]) -> None:
    try:
        read_inputs(json.dumps({**GOOD, **changes}).encode())
    except InputError as error:
        assert str(error).isprintable()  # noqa: PT017 - nothing else may be raised


@pytest.mark.parametrize("name", ["missing.json", ".", "\0", "x" * 5000])
def test_a_file_that_cannot_be_read_is_bad_input(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="The answers cannot be read") as caught:
        check_file(f"{tmp_path}/{name}", default_settings())
    assert caught.value.exit_code == 2


def test_an_endless_file_is_not_read_to_its_end() -> None:
    with pytest.raises(InputError, match="larger than"):
        check_file("/dev/zero", default_settings())


def test_the_limit_is_that_of_the_file() -> None:
    padding = b" " * (MAX_BYTES - len(encoded()))
    assert read_inputs(encoded() + padding)
    with pytest.raises(InputError, match="larger than"):
        read_inputs(encoded() + padding + b" ")
    assert check.STANDARD_INPUT == "-"
