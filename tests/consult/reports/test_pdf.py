"""The PDF: pages with the words of the report, in both languages, and nothing it should not do."""

from __future__ import annotations

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from analyzer import weights
from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.consultations.services import participation, scheduling
from consult.reports import services
from consult.reports.models import Report
from tests import cast
from tests.conftest import signed_in
from tests.consult.reports import made_up
from tests.consult.reports.made_up import moment
from tests.consult.reports.printed import pdf_of


def text_of(report: Report, language: str = "en") -> str:
    pages = [page.extract_text() for page in pdf_of(report, language).pages]
    return " ".join(" ".join(pages).split())


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Report", "Client · Erin", "Expression index", "Coverage", "88 %", "1 gap"]),
        (
            "en",
            ["Over time", "higher valence", "Happiness", "What this cannot tell", made_up.MODEL],
        ),
        ("uk", ["Звіт", "Клієнт · Erin", "Індекс виразів", "Охоплення", "88 %", "1 перерва"]),
        ("uk", ["Перебіг у часі", "вища валентність", "Радість", "Чого це не може сказати"]),
    ],
)
def test_it_says_what_the_report_says(report: Report, language: str, expected: list[str]) -> None:
    text = text_of(report, language)
    assert [words for words in expected if words not in text] == []


def test_it_carries_title_and_language_and_numbers_its_pages(report: Report) -> None:
    reader = pdf_of(report, "uk")
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Звіт за ")
    assert str(reader.root_object["/Lang"]) == "uk"
    for number, page in enumerate(reader.pages, 1):
        assert f"{number} / {len(reader.pages)}" in page.extract_text()


def test_its_headings_are_an_outline_that_leads_to_their_pages(report: Report) -> None:
    reader = pdf_of(report)
    titles = [(str(one.title), reader.get_destination_page_number(one)) for one in flat(reader)]
    assert titles[:2] == [("Report", 0), ("Client · Erin", 0)]
    for title, page in titles:
        assert title in reader.pages[page or 0].extract_text()


def flat(reader: PdfReader) -> list[Destination]:
    found: list[Destination] = []
    for one in list(reader.outline):
        nested = one if isinstance(one, list) else [one]
        for entry in nested:
            found += entry if isinstance(entry, list) else [entry]
    return found


def test_turning_points_stand_in_a_table_beside_their_marks(report: Report, alice: User) -> None:
    scheduling.mark(report.consultation, alice, "a short break", moment(report, 85))
    text = text_of(report)
    assert "Turning points" in text
    assert "lower, for" in text
    assert "from +0." in text
    assert text.count("a short break") == 3  # in the sentence, at the turning point, in its list


def test_it_says_how_often_the_model_errs(report: Report) -> None:
    assert report.data is not None
    report.data["model_version"] = weights.model().version
    text = text_of(report)
    assert "How often the software errs" in text
    assert "Calibration: a probability is off by" in text


def test_the_charts_are_vectors(report: Report) -> None:
    assert [image for page in pdf_of(report).pages for image in page.images] == []


def test_an_empty_consultation_has_a_page_that_says_so(empty: Consultation) -> None:
    text = text_of(services.build_report(empty.pk))
    assert "No camera was analysed in this consultation" in text
    assert "Expression index" not in text


def test_erased_readings_leave_no_figures_that_look_like_findings(report: Report) -> None:
    participation.erase_readings(cast.client_of(report.consultation))
    text = text_of(services.build_report(report.consultation_id))
    assert text.count("No readings are held of the client's camera.") == 2
    assert [words for words in ("0 %", "Coverage", "Insufficient") if words in text] == []


@pytest.mark.parametrize(
    ("language", "face", "camera"),
    [
        ("en", "no readable face", "no pictures from the camera"),
        ("uk", "обличчя не вдалося розпізнати", "з камери не надходить зображення"),
    ],
)
def test_a_gap_says_what_was_missing(
    opened: Consultation, language: str, face: str, camera: str
) -> None:
    made_up.film(opened)
    consultation = made_up.ended(opened, seconds=300)
    text = text_of(services.build_report(consultation.pk), language)
    assert face in text
    assert camera in text


def test_the_share_of_uncertain_readings_is_shown(report: Report) -> None:
    assert "Uncertain" in text_of(report)
    assert "Невизначено" in text_of(report, "uk")


@pytest.mark.parametrize(
    ("language", "words"), [("en", "nobody met"), ("uk", "ніхто не зустрічався")]
)
def test_a_demos_report_says_so_on_every_page(report: Report, language: str, words: str) -> None:
    assert words not in text_of(report, language)
    report.consultation.made_up = True
    assert words in text_of(report, language)
    short = {"en": "made up", "uk": "вигадано"}[language]
    assert all(short in page.extract_text() for page in pdf_of(report, language).pages)


def test_a_withheld_index_is_called_insufficient_data(ended: Consultation) -> None:
    ended.readings.filter(seq__gt=12).delete()
    assert "Insufficient data" in text_of(services.build_report(ended.pk))


def test_a_note_with_markup_is_printed_as_it_was_written(report: Report, alice: User) -> None:
    note = '<img src="file:///etc/passwd"/> & <b>bold'
    at = moment(report, 30)
    scheduling.mark(report.consultation, alice, note, at)
    assert note in text_of(report)


def test_a_hundred_notes_and_many_gaps_go_on_over_pages(report: Report, alice: User) -> None:
    for second in range(100):
        at = moment(report, second)
        scheduling.mark(report.consultation, alice, f"note {second} " + "x" * 300, at)
    assert report.data is not None
    report.data["participants"][0]["gaps"] = [(t, t + 6, "no_face") for t in range(0, 240, 8)]
    assert len(pdf_of(report).pages) > 4


def test_the_download_is_a_pdf_named_by_the_day(report: Report, alice: User) -> None:
    url = f"/api/v1/consultations/{report.consultation_id}/report.pdf"
    answer = signed_in(alice).get(url, headers={"accept": "application/pdf"})
    assert answer["Content-Type"] == "application/pdf"
    day = f"{report.consultation.opened_at:%Y-%m-%d}"
    assert answer["Content-Disposition"] == f'attachment; filename="consultation-{day}.pdf"'
    assert answer.content.startswith(b"%PDF")


def test_there_is_no_pdf_before_the_report(ended: Consultation, alice: User) -> None:
    answer = signed_in(alice).get(f"/api/v1/consultations/{ended.pk}/report.pdf")
    assert (answer.status_code, answer.json()["code"]) == (404, "no_report")
