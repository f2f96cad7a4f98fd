"""The country that a computer is set up for."""

from __future__ import annotations

import pytest

from config.country import country_of


@pytest.mark.parametrize(
    ("environ", "country"),
    [
        ({}, None),
        ({"LANG": ""}, None),
        ({"LANG": "C"}, None),
        ({"LANG": "C.UTF-8"}, None),
        ({"LANG": "POSIX"}, None),
        ({"LANG": "en"}, None),
        ({"LANG": "en_gb"}, None),
        ({"LANG": "en_GB/../.."}, None),
        ({"LANG": "en_GB"}, "GB"),
        ({"LANG": "de_AT.UTF-8"}, "AT"),
        ({"LANG": "ca_ES.UTF-8@valencia"}, "ES"),
        ({"LANG": "fil_PH.UTF-8"}, "PH"),
        ({"LANG": "en_US.UTF-8", "LC_TELEPHONE": "de_DE.UTF-8"}, "DE"),
        ({"LANG": "en_US.UTF-8", "LC_ADDRESS": "de_DE.UTF-8", "LC_TELEPHONE": ""}, "DE"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "en_IE.UTF-8", "LC_TELEPHONE": "de_DE.UTF-8"}, "IE"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, None),
        ({"LANG": "en_US.UTF-8", "LC_TIME": "de_DE.UTF-8"}, "US"),
    ],
)
def test_the_country_follows_the_formats_before_the_language(
    environ: dict[str, str], country: str | None
) -> None:
    assert country_of(environ) == country


def test_the_country_that_was_chosen_goes_before_that_of_the_computer() -> None:
    assert country_of({"LANG": "de_DE"}, "GB") == "GB"
    assert country_of({"LANG": "de_DE"}, None) == "DE"
    assert country_of({}, None) is None
