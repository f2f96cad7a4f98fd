from __future__ import annotations

import json

import msgspec
import pytest

from config.errors import InputError
from tips.report import (
    MAX_DAYS,
    SIGNS,
    Profile,
    Report,
    decode_inputs,
    decode_report,
)

LEAST = {"sites": ["eyelid"], "since_days": 0, "signs": {}}


def test_only_sites_days_and_signs_are_needed() -> None:
    report, profile = decode_inputs(LEAST)
    assert report == Report(sites=("eyelid",), since_days=0, signs={})
    assert profile == Profile()
    assert profile.medicines is None


def test_json_and_an_object_read_the_same() -> None:
    inputs = LEAST | {
        "age_band": "60_plus",
        "medicines": [],
        "pregnant": "no",
        "trend": None,
        "free_text": "since lunch",
        "signs": {"_core": "all_no", "weakness": "yes"},
    }
    assert decode_inputs(json.dumps(inputs).encode()) == decode_inputs(inputs)
    report, profile = decode_inputs(inputs)
    assert (profile.age_band, profile.medicines) == ("60_plus", ())
    assert report.signs == {"_core": "all_no", "weakness": "yes"}


def test_a_report_survives_the_journal() -> None:
    report, _ = decode_inputs(LEAST | {"kind": "jerk", "triggers": ["sleep"]})
    assert decode_report(msgspec.to_builtins(report)) == report
    assert decode_report(msgspec.json.encode(report)) == report


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sites": []}, "sites: "),
        ({"sites": ["nose"]}, "sites[0]: "),
        ({"sites": ["calf"] * 65}, "sites: "),
        ({"since_days": -1}, "since_days: "),
        ({"since_days": MAX_DAYS + 1}, "since_days: "),
        ({"since_days": "3"}, "since_days: "),
        ({"since_days": True}, "since_days: "),
        ({"signs": {"weakness": 1}}, "signs: "),
        ({"signs": {"weakness": "maybe"}}, "signs.weakness: "),
        ({"signs": {"cramps": "sudden"}}, "signs.cramps: "),
        ({"signs": {"itch": "yes"}}, "signs.itch: "),
        ({"signs": {"_core": "all_yes"}}, "signs._core: "),
        ({"signs": []}, "signs: "),
        ({"kind": "wobble"}, "kind: "),
        ({"medicines": "none"}, "medicines: "),
        ({"conditions": ["flu"]}, "conditions[0]: "),
        ({"age_band": 40}, "age_band: "),
        ({"troublesome": "yes"}, "troublesome: "),
        ({"free_text": "a" * 20_001}, "free_text: "),
        ({"colour": "red"}, "Object contains unknown field `colour`"),
    ],
)
def test_a_wrong_field_is_named(change: dict[str, object], field: str) -> None:
    for data in (LEAST | change, json.dumps(LEAST | change).encode()):
        with pytest.raises(InputError) as caught:
            decode_inputs(data)
        assert caught.value.detail.startswith(field)
        assert caught.value.exit_code == 2
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("missing", ["sites", "since_days", "signs"])
def test_a_missing_field_is_named(missing: str) -> None:
    with pytest.raises(InputError, match=missing):
        decode_inputs({name: value for name, value in LEAST.items() if name != missing})


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"nonsense", b'{"sites": ["\xff"]}'])
def test_what_is_not_json_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="not JSON"):
        decode_inputs(data)


def test_what_is_not_an_object_is_refused() -> None:
    with pytest.raises(InputError, match="Expected `object`"):
        decode_inputs(b"[]")


def test_a_report_alone_takes_no_profile() -> None:
    with pytest.raises(InputError, match="age_band"):
        decode_report(LEAST | {"age_band": "16_39"})


def test_every_sign_can_be_answered_in_the_four_ways() -> None:
    for answers in SIGNS.values():
        assert answers[:4] == ("no", "yes", "unsure", "long_standing")
