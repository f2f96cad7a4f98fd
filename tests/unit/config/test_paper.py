from __future__ import annotations

import pytest

from config.paper import Paper, usual_paper


@pytest.mark.parametrize(
    ("environ", "chosen", "paper"),
    [
        ({}, None, Paper.A4),
        ({"LANG": "C.UTF-8"}, None, Paper.A4),
        ({"LANG": "en_GB.UTF-8"}, None, Paper.A4),
        ({"LANG": "en_US.UTF-8"}, None, Paper.LETTER),
        ({"LANG": "es_MX.UTF-8"}, None, Paper.LETTER),
        ({"LANG": "fr_CA.UTF-8"}, None, Paper.LETTER),
        # English is the language, and the paper is that of the country.
        ({"LANG": "en_US.UTF-8", "LC_PAPER": "de_DE.UTF-8"}, None, Paper.A4),
        ({"LANG": "en_US.UTF-8", "LC_PAPER": "de_DE.UTF-8"}, "US", Paper.A4),
        ({"LANG": "en_US.UTF-8", "LC_PAPER": "C"}, None, Paper.LETTER),
        ({"LC_ALL": "en_US.UTF-8", "LC_PAPER": "de_DE.UTF-8"}, None, Paper.LETTER),
        ({"LANG": "en_US.UTF-8"}, "de", Paper.A4),
        ({"LANG": "de_DE.UTF-8"}, "us", Paper.LETTER),
        ({}, "US", Paper.LETTER),
    ],
)
def test_the_paper_is_what_is_usual_where_the_person_is(
    environ: dict[str, str], chosen: str | None, paper: Paper
) -> None:
    assert usual_paper(environ, chosen) is paper
