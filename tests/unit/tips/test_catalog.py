from __future__ import annotations

import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

import config
import tips
from config.errors import CatalogError
from config.kinds import NudgeKind
from tips import data_file
from tips.blocklist import broken_rules
from tips.catalog import DAILY_KINDS, TipsWhenDue, load_catalog
from tips.model import Evidence
from tips.readability import count_sentences, flesch_kincaid_grade
from tips.tip_rules import NUDGE_RULES

if TYPE_CHECKING:
    from collections.abc import Callable

CATALOG = load_catalog()
ALL_TIPS = [tip for kind in NudgeKind for tip in CATALOG.tips(kind)]
DECAF = "catalog/caffeine.toml"
TITLE = 'title = "Time to switch to decaf"'


@pytest.mark.parametrize("kind", NudgeKind)
def test_every_kind_has_tips_enough(kind: NudgeKind) -> None:
    assert len(CATALOG.tips(kind)) >= (13 if kind in DAILY_KINDS else 7)


@pytest.mark.parametrize("tip", ALL_TIPS, ids=lambda tip: tip.id)
def test_every_tip_can_be_a_notification(tip: tips.model.Tip) -> None:
    assert len(tip.title) <= 60
    assert len(tip.text) <= 200
    assert count_sentences(tip.text) <= 2
    for words in (tip.title, tip.text, f"{tip.title}. {tip.text}"):
        assert flesch_kincaid_grade(words) <= 6
        assert broken_rules(words, NUDGE_RULES) == ()
    assert "!" not in tip.title + tip.text
    assert tip.source is tip.sources[0]
    assert tip.source.title
    assert isinstance(tip.evidence, Evidence)


def test_ids_titles_and_texts_are_unique() -> None:
    for field in ("id", "title", "text"):
        assert max(Counter(getattr(tip, field) for tip in ALL_TIPS).values()) == 1


def test_a_tip_is_found_by_its_id() -> None:
    tip = CATALOG.tip("hydration-thirsty")
    assert tip is not None
    assert tip.kind is NudgeKind.HYDRATION
    assert tip in CATALOG.tips(NudgeKind.HYDRATION)


def test_an_id_of_an_older_lull_is_none() -> None:
    assert CATALOG.tip("hydration-long-gone") is None


def test_alcohol_tips_that_speak_of_free_days_point_to_small_steps() -> None:
    for tip in CATALOG.tips(NudgeKind.ALCOHOL):
        if "free day" in f"{tip.title} {tip.text}" or "days without" in tip.text:
            assert "small steps" in tip.text
            assert "doctor" in tip.text


def test_some_hydration_tips_respect_a_limit_on_fluids() -> None:
    assert sum("limit" in tip.text for tip in CATALOG.tips(NudgeKind.HYDRATION)) >= 2


def test_only_the_kinds_asked_for_are_read() -> None:
    catalog = load_catalog([NudgeKind.COLD])
    assert catalog.tips(NudgeKind.COLD) == CATALOG.tips(NudgeKind.COLD)
    assert catalog.tips(NudgeKind.SLEEP) == ()
    assert catalog.tip("sleep-wind-down") is None


@pytest.mark.parametrize("kind", NudgeKind)
def test_tips_that_are_read_when_due_are_those_of_the_catalog(kind: NudgeKind) -> None:
    assert TipsWhenDue().tips(kind) == CATALOG.tips(kind)


def test_what_reads_tips_when_due_is_without_the_rules_for_their_words() -> None:
    code = (
        "import sys; from config.kinds import NudgeKind; from tips.catalog import TipsWhenDue;"
        "print(len(TipsWhenDue().tips(NudgeKind.COLD)) > 0, 'tips.blocklist' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "False"]


def test_a_copy_of_the_data_loads_like_the_shipped_one(data: Path) -> None:
    assert load_catalog(root=data) == CATALOG


def test_the_data_is_found_where_it_stands_in_no_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(data_file, "__file__", str(tmp_path / "archive.zip" / "data_file.py"))
    assert load_catalog(root=data_file.data_root()) == CATALOG


def test_the_data_is_read_from_a_zip_archive_too(tmp_path: Path) -> None:
    archive = tmp_path / "rooms.zip"
    with zipfile.ZipFile(archive, "w") as rooms:
        for room in (config, tips):
            folder = Path(room.__file__ or "").parent
            for path in sorted(folder.rglob("*")):
                if path.suffix in {".py", ".toml"}:
                    rooms.write(path, path.relative_to(folder.parent))
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import tips; assert 'rooms.zip' in tips.__file__, tips.__file__\n"
        "from tips.catalog import load_catalog\n"
        "print(load_catalog().tip('cold-draught').id)\n"
    )
    packages = str(Path(msgspec.__file__).parent.parent)
    answer = subprocess.run(
        [sys.executable, "-P", "-c", code, str(archive)],
        env={"PYTHONPATH": packages},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (answer.stdout.strip(), answer.stderr) == ("cold-draught", "")


@pytest.mark.parametrize(
    ("new", "complaint"),
    [
        (
            'title = "Sixty characters is all there is room for, and this title is longer."',
            "length <= 60",
        ),
        ('title = ""', "length >= 1"),
        ('title = "Time to  decaf"', "title: stray spaces or line breaks"),
        ('title = "Avoid caffeinated stimulants immediately"', "title: reading grade"),
        ('title = "Time for decaf!"', "an exclamation mark (tone-exclamation)"),
        ('title = "Decaf for your eyelid"', "a symptom in a notification (symptom-word): 'eyelid'"),
        ('title = "You are fine"', "(9-false-comfort)"),
        ('title = "Time for decaf"\ncolour = "red"', "unknown field `colour`"),
        ("title = 7", "Expected `str`"),
        ('subtitle = "Time for decaf"', "field"),
    ],
)
def test_a_bad_title_names_file_tip_and_rule(
    data: Path, spoil: Callable[[str, str, str], None], new: str, complaint: str
) -> None:
    spoil(DECAF, TITLE, new)
    with pytest.raises(CatalogError) as caught:
        load_catalog(root=data)
    assert caught.value.title == "a data file of Lull cannot be used"
    assert caught.value.detail.startswith("catalog/caffeine.toml, tip caffeine-decaf-now: ")
    assert complaint in caught.value.detail


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('id = "caffeine-decaf-now"\n', "", "tip number 1: Object missing required field `id`"),
        ('id = "caffeine-decaf-now"', 'id = "Decaf"', "tip Decaf: Expected `str` matching regex"),
        ('id = "caffeine-decaf-now"', 'id = "sleep-decaf"', "must begin with its kind"),
        ('id = "caffeine-decaf-now"', 'id = "caffeine-tea-too"', "this id stands twice"),
        ('evidence = "good"', 'evidence = "great"', "Invalid enum value 'great'"),
        ("checked = 2026-11-22", 'checked = "lately"', "checked"),
        ("checked = 2026-11-22", "checked = 2026-13-01", "not TOML"),
        ('sources = ["drake-2013", "iom-2001"]', "sources = []", "length >= 1"),
        ('["drake-2013", "iom-2001"]', '["a-blog"]', "there is no source 'a-blog'"),
        ("keeps the taste and the pause.", "is good. It is. Yes.", "4 sentences; at most 2"),
        ("[[tip]]", "[[advice]]", "unknown field `advice`"),
        ("[[tip]]", "[[tip", "not TOML"),
    ],
)
def test_a_bad_tip_is_refused(
    data: Path, spoil: Callable[[str, str, str], None], old: str, new: str, complaint: str
) -> None:
    spoil(DECAF, old, new)
    with pytest.raises(CatalogError) as caught:
        load_catalog(root=data)
    assert caught.value.detail.startswith("catalog/caffeine.toml")
    assert complaint in caught.value.detail


def test_too_few_tips_are_refused(data: Path) -> None:
    path = data / "catalog" / "cold.toml"
    path.write_text("[[tip]]".join(path.read_text("utf-8").split("[[tip]]")[:7]), "utf-8")
    with pytest.raises(CatalogError, match=r"cold\.toml: 6 tips; at least 7 are wanted"):
        load_catalog(root=data)


def test_a_missing_file_is_named(data: Path) -> None:
    (data / "catalog" / "screen.toml").unlink()
    with pytest.raises(CatalogError, match=r"catalog/screen\.toml"):
        load_catalog(root=data)


def test_a_file_that_is_not_text_is_named(data: Path) -> None:
    (data / "catalog" / "screen.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CatalogError, match=r"catalog/screen\.toml"):
        load_catalog(root=data)
