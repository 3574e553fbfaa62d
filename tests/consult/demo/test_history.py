"""A made-up practice of any size: what is counted in it adds up."""

from __future__ import annotations

from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db.models import Count, Sum

from consult.accounts.models import Practice, User
from consult.consultations.models import (
    Client,
    Consultation,
    ConsultationSummary,
    Reading,
    TenSeconds,
)
from consult.reports import rollups, services
from consult.review.cases import OPEN
from consult.review.models import Outcome, Rating, rules_of
from consult.review.rules import flagged


def made(seed: int = 1) -> str:
    said = StringIO()
    size = {"consultations": 300, "counsellors": 3, "rows": 8}
    call_command("make_history", **size, seed=seed, stdout=said, stderr=StringIO())
    return said.getvalue()


def figures() -> list[object]:
    fields = ("index", "coverage", "fall", "readings", "happiness", "withheld")
    return sorted(ConsultationSummary.objects.values_list(*fields), key=str)


def test_it_makes_as_much_as_it_says(db: None) -> None:
    assert "300 consultations with roll-ups of 48000 readings" in made()
    assert Consultation.objects.filter(made_up=True, state="ended").count() == 300
    assert ConsultationSummary.objects.count() == Outcome.objects.count() == 300
    assert Client.objects.values("counsellor").distinct().count() == 3
    assert 150 < Rating.objects.count() < 280
    assert not Reading.objects.exists()


def test_most_of_the_queue_was_looked_at(db: None) -> None:
    made()
    practice = Practice.objects.get()
    found = Outcome.objects.filter(flagged(rules_of(practice)), practice=practice)
    assert found.count() > 50
    assert 0.85 < found.exclude(OPEN).count() / found.count() < 1


def test_the_rows_of_ten_seconds_add_up_to_each_summary(db: None) -> None:
    made()
    rows = TenSeconds.objects.values("participant__consultation").annotate(
        seconds=Sum("camera_on_s"), seen=Sum("readings"), rows=Count("pk")
    )
    by_consultation = {row["participant__consultation"]: row for row in rows}
    for summary in ConsultationSummary.objects.exclude(withheld="no_readings"):
        row = by_consultation[summary.pk]
        assert (row["rows"], row["seconds"]) == (8, summary.camera_on_s)
        assert row["seen"] == pytest.approx(summary.readings, abs=8)


def test_figures_are_on_their_scales(db: None) -> None:
    made()
    for summary in ConsultationSummary.objects.filter(withheld=""):
        assert summary.index is not None
        assert summary.index_low is not None
        assert summary.index_high is not None
        assert 0 <= summary.index_low <= summary.index <= summary.index_high <= 100
        assert sum((summary.shares or {}).values()) == pytest.approx(1, abs=0.001)
        assert summary.fall is None or summary.fall < 0


def test_the_same_seed_gives_the_same_practice(db: None) -> None:
    made()
    first = figures()
    for table in (Outcome, Consultation, Client, User, Practice):
        table.objects.all().delete()
    made()
    assert figures() == first


def test_a_practice_is_made_once(db: None) -> None:
    made()
    with pytest.raises(CommandError, match="There is a practice called 'Made-up practice 1'"):
        made()


def test_nothing_is_left_for_the_sweep_or_the_night(db: None) -> None:
    made()
    assert services.sweep() == 0
    assert rollups.catch_up() == 0


def test_no_real_service_is_filled_with_it(db: None, settings: LazySettings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="set DEMO=1"):
        made()
