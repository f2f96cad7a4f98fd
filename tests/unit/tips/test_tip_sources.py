from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from config.errors import CatalogError
from config.kinds import NudgeKind
from tips.advice_texts import shipped_texts
from tips.catalog import load_catalog
from tips.data_file import data_root
from tips.drinks import load_drinks
from tips.emergency import EMERGENCY_FILE
from tips.habits import shipped_habits
from tips.model import Source
from tips.pages import PAGE_NAMES, load_page
from tips.rules import shipped_rules
from tips.sources import load_sources, pick_sources

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_source_says_who_and_where() -> None:
    source = load_sources()["leite-2014"]
    assert "Leite" in source.title
    assert source.url_or_doi == "10.4081/ni.2014.5208"


def test_every_reference_of_the_article_is_there() -> None:
    titles = " ".join(source.title for source in load_sources().values())
    for name in ("Leite", "Loma and Heyman", "NINDS", "Cleveland Clinic", "Younger 2015"):
        assert name in titles


def test_every_source_is_used() -> None:
    catalog = load_catalog()
    used = {s.id for kind in NudgeKind for tip in catalog.tips(kind) for s in tip.sources}
    used |= {source.id for drink in load_drinks().values() for source in drink.sources}
    used |= {source.id for name in PAGE_NAMES for source in load_page(name).references}
    advice = (*shipped_rules(), *shipped_habits(), shipped_texts())
    used |= {source.id for part in advice for source in part.sources}
    numbers = tomllib.loads(data_root().joinpath(EMERGENCY_FILE).read_text("utf-8"))
    used |= {name for row in (*numbers["group"], *numbers["line"]) for name in row["sources"]}
    assert set(load_sources()) == used


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('id = "nhs-twitching"', 'id = "leite-2014"', "source 'leite-2014': this id stands twice"),
        ('id = "leite-2014"', 'id = ""', "must not be empty"),
        ('title = "Leite', 'title = " "\nurl_or_doi = "', "not TOML"),
        ('id = "leite-2014"', 'id = "leite-2014"\nyear = 2014', "unknown field `year`"),
    ],
)
def test_a_bad_source_is_refused(
    data: Path, spoil: Callable[[str, str, str], None], old: str, new: str, complaint: str
) -> None:
    spoil("sources.toml", old, new)
    with pytest.raises(CatalogError) as caught:
        load_sources(data)
    assert caught.value.detail.startswith("sources.toml")
    assert complaint in caught.value.detail


def test_a_source_without_a_title_is_refused(data: Path) -> None:
    (data / "sources.toml").write_text('[[source]]\nid = "x"\ntitle = " "\n', "utf-8")
    with pytest.raises(CatalogError, match="must not be empty"):
        load_sources(data)


def test_sources_keep_their_order_and_an_unknown_one_names_its_user() -> None:
    known = {name: Source(name, name.upper()) for name in ("a", "b")}
    assert pick_sources(["b", "a"], known, "here") == (known["b"], known["a"])
    with pytest.raises(CatalogError, match="here: there is no source 'c'"):
        pick_sources(["c"], known, "here")
