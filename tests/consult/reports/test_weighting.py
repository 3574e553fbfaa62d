"""Fear and sadness count as far as the model that read them finds them, whichever serves now."""

from __future__ import annotations

import pytest

from analyzer import weights
from consult.consultations.models import Consultation, Reading, TenSeconds
from consult.consultations.served_model import model_behind, served_model
from consult.reports import rollups, services
from consult.reports.models import Report
from consult.reports.selectors import report_data
from tests.consult.reports import made_up
from tests.consult.reports.test_pdf import text_of

OTHER = next(
    version
    for name in weights.manifest(weights.MODELS / weights.MANIFEST)["models"]
    if (version := weights.model(name).version) != served_model().version
)
"""Of a model that is in the manifest and does not serve."""


@pytest.fixture
def sad(opened: Consultation) -> Consultation:
    made_up.film(opened, lambda t: "sadness")
    return made_up.ended(opened)


def read_by(version: str, consultation: Consultation) -> Report:
    """Return the report of readings that this model made."""
    Reading.objects.filter(consultation=consultation).update(model_version=version)
    return services.build_report(consultation.pk)


def data_of(report: Report) -> dict[str, object]:
    assert report.data is not None
    return dict(report.data)


def mean_of(report: Report) -> float:
    assert report.data is not None
    return float(report.data["participants"][0]["index"]["mean"])


def test_the_manifest_knows_each_of_its_models() -> None:
    assert model_behind(served_model().version) == served_model()
    assert model_behind(OTHER).version == OTHER
    assert model_behind(OTHER).recall != served_model().recall


def test_a_model_is_the_same_behind_another_detector() -> None:
    assert model_behind(f"{OTHER}+haar") == model_behind(OTHER)


@pytest.mark.parametrize("version", ["gone-1", "", f"{OTHER}, gone-1"])
def test_of_any_other_nothing_is_known(version: str) -> None:
    assert model_behind(version).recall is None


def test_readings_of_another_model_are_weighted_by_its_own_recall(sad: Consultation) -> None:
    recall = model_behind(OTHER).recall
    assert recall is not None
    data = data_of(read_by(OTHER, sad))
    assert data["recall"] == {name: recall[name] for name in ("fear", "sadness")}
    assert data["threshold"] == model_behind(OTHER).threshold


def test_readings_of_a_model_that_is_gone_count_in_full_and_the_report_says_so(
    sad: Consultation,
) -> None:
    report = read_by("gone-1", sad)
    assert data_of(report)["recall"] is None
    # Mostly sadness, whose valence is -0.63: any recall would have taken more than a tenth of it.
    assert mean_of(report) < -0.4
    assert "the model gone-1 finds them is not known here" in text_of(report)


def test_a_report_whose_model_is_known_says_nothing_of_it(report: Report) -> None:
    assert "count in full" not in text_of(report)


def test_a_report_of_before_it_was_kept_says_neither(report: Report) -> None:
    for name in ("recall", "threshold"):
        report.data.pop(name)  # type: ignore[union-attr]
    shown = report_data(report)
    assert (shown["recall"], shown["threshold"]) == (None, None)
    assert "count in full" not in text_of(report)


def test_roll_ups_that_come_later_are_weighted_as_the_report(sad: Consultation) -> None:
    report = read_by("gone-1", sad)
    before = list(TenSeconds.objects.order_by("number").values_list("valence_mean", flat=True))
    rollups.forget(sad)
    rollups.catch_up()
    after = list(TenSeconds.objects.order_by("number").values_list("valence_mean", flat=True))
    assert report.data is not None
    assert after == before
    assert min(value for value in after if value is not None) < -0.4
