"""Words that bend before what comes to stand behind them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from config.joints import joined
from config.language import tr
from config.local_format import clock_time, date_span, date_with_year, listed

if TYPE_CHECKING:
    from collections.abc import Callable


def _filled(language: str, text: str, value: object, *, ours: bool = True) -> str:
    return joined(language, text, {"x": value}, {"x"} if ours else ())


@pytest.mark.parametrize(
    ("language", "text", "value", "written"),
    [
        ("it", "il {x}", "8 marzo", "l\u20198 marzo"),
        ("it", "il {x}", "18 marzo", "il 18 marzo"),
        ("it", "Dal {x} in poi", "11 marzo", "Dall\u201911 marzo in poi"),
        ("it", "dalle {x}", "01:30", "dall\u201901:30"),
        ("it", "dalle {x}", "11:30", "dalle 11:30"),
        ("it", "in pausa fino a {x}", "14:30", "in pausa fino alle 14:30"),
        ("it", "in pausa fino a {x}", "01:30", "in pausa fino all\u201901:30"),
        ("it", "in pausa fino a {x}", "il 9 marzo", "in pausa fino al 9 marzo"),
        ("it", "in pausa fino a {x}", "l\u20198 marzo", "in pausa fino all\u20198 marzo"),
        ("it", "in pausa fino a {x}", "domani", "in pausa fino a domani"),
        ("es", "hoy a las {x}", "1:05 p. m.", "hoy a la 1:05 p. m."),
        ("es", "hoy a las {x}", "13:05", "hoy a las 13:05"),
        ("es", "en pausa hasta {x}", "13:05", "en pausa hasta las 13:05"),
        ("es", "en pausa hasta {x}", "01:05", "en pausa hasta la 01:05"),
        ("es", "sal y {x}", "insulina", "sal e insulina"),
        ("es", "sal y {x}", "hierba", "sal y hierba"),
        ("es", "uno o {x}", "otro", "uno u otro"),
        ("fr", "en pause jusqu\u2019à {x}", "le 8 mars", "en pause jusqu\u2019au 8 mars"),
        ("fr", "les conseils de {x}", "hier", "les conseils d\u2019hier"),
        ("fr", "les conseils de {x}", "lundi", "les conseils de lundi"),
        ("pt_BR", "hoje às {x}", "01:05", "hoje à 01:05"),
        ("de", "am {x}", "8. März", "am 8. März"),
    ],
)
def test_a_word_bends_before_what_follows_it(
    language: str, text: str, value: str, written: str
) -> None:
    assert _filled(language, text, value) == written


def test_what_is_not_a_text_of_lulls_stays_to_the_letter() -> None:
    # The name of a file, or a person's own words.
    assert _filled("it", "Salvato a {x}", "il mio.pdf", ours=False) == "Salvato a il mio.pdf"
    assert _filled("it", "Salvato a {x}", "il mio.pdf") == "Salvato al mio.pdf"
    assert _filled("it", "il {x}", 8, ours=False) == "l\u20198"


def test_a_persons_words_with_a_null_in_them_stay_to_the_letter() -> None:
    places = {"x": "a\0", "y": "il mio.pdf"}
    assert joined("it", "{x} a {y}", places, ("y",)) == "a\0 al mio.pdf"
    assert joined("it", "{x}{y}", places, ("y",)) == "a\0il mio.pdf"


def test_every_place_is_looked_at_and_what_stands_between_is_kept() -> None:
    text = "{{}} dal {first} al {last}, {last} compreso"
    written = joined("it", text, {"first": 8, "last": 11}, ())
    assert written == "{} dall\u20198 all\u201911, 11 compreso"


def test_a_place_without_anything_to_put_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        joined("it", "il {x}", {}, ())


def test_dates_and_times_bend_in_whole_sentences(speak: Callable[[str], None]) -> None:
    speak("it")
    eighth = dt.date(2026, 3, 8)
    assert tr("on {date}", date=date_with_year(eighth)) == "l\u20198 marzo 2026"
    assert date_span(eighth, dt.date(2026, 3, 11)) == "dall\u20198 all\u201911 marzo 2026"
    assert tr("today at {time}", time=clock_time(dt.time(1, 5))) == "oggi all\u201901:05"
    speak("es")
    assert listed(["café", "infusión"]) == "café e infusión"
