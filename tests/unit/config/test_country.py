"""The country that a computer is set up for."""

from __future__ import annotations

import pytest

from config.country import country_of, country_to_call
from config.language import LANGUAGES, PSEUDO, PSEUDO_MIRRORED


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


@pytest.mark.parametrize(
    ("language", "here", "elsewhere"),
    [
        ("ar", ["ar_EG", "ar_MA"], ["en_US", "fr_FR", "de_DE"]),
        ("de", ["de_DE", "de_AT", "de_CH", "fr_CH", "fr_BE"], ["en_US", "en_GB", "fr_FR"]),
        ("en", ["en_US", "en_IE", "de_DE", "sv_SE", "pt_BR"], []),
        ("es", ["es_ES", "es_MX", "es_US", "ca_ES"], ["en_US", "en_GB", "de_DE"]),
        ("fr", ["fr_FR", "fr_BE", "fr_CA", "en_CA", "de_CH"], ["en_US", "en_GB", "de_DE"]),
        ("it", ["it_IT", "it_CH", "de_CH"], ["en_US", "fr_FR", "en_AU"]),
        ("nl", ["nl_NL", "nl_BE", "fr_BE"], ["en_US", "de_DE", "en_ZA"]),
        ("pl", ["pl_PL"], ["en_US", "en_GB", "de_DE"]),
        ("pt_BR", ["pt_BR", "pt_PT"], ["en_US", "es_ES", "fr_FR"]),
    ],
)
def test_a_country_where_the_language_is_not_spoken_gives_no_number_to_call(
    language: str, here: list[str], elsewhere: list[str]
) -> None:
    for locale in here:
        assert country_to_call({"LANG": locale}, language) == locale[-2:]
    for locale in elsewhere:
        assert country_to_call({"LANG": locale}, language) is None
        # What somebody chose goes before what their language is.
        assert country_to_call({"LANG": locale}, language, "US") == "US"
    assert country_to_call({}, language) is None


def test_every_language_but_english_has_its_countries_and_the_made_ones_have_any() -> None:
    nowhere = {"LANG": "xx_XX"}
    named = {code for code in LANGUAGES if country_to_call(nowhere, code) is None}
    assert named == {*LANGUAGES} - {"en"}
    for code in (PSEUDO, PSEUDO_MIRRORED):
        assert country_to_call(nowhere, code) == "XX"
