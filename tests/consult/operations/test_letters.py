"""Administrators are sent what clients said last week and last month: once, and no small group."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from consult.accounts.models import Practice, User
from consult.consultations.models import Consultation
from consult.operations import letters, report_periods
from consult.operations.models import PracticeLetter
from consult.operations.templatetags.percent import percent
from consult.review.models import Outcome
from consult.review.services import outcomes
from tests import cast
from tests.consult.operations.letters import LAST_WEEK, MONDAY, held, text
from tests.consult.review.held import rate

pytestmark = pytest.mark.usefixtures("workers")


def test_a_week_is_told_with_how_many_answered(alice: User, carol: User) -> None:
    held(alice, [5, 5, 4, 4, 2, 1, None, None])
    assert letters.send_due(MONDAY) == 1
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (
        ["carol@example.org"],
        "North Practice, 16 November 2026 – 22 November 2026: what clients said",
    )
    asked = "Asked for a rating: 8. Answered so far: 6; can still answer: 2."
    assert f"8 consultations took place. {asked}" in text()
    assert "Satisfied (4 or 5 of 5): 67% of 6 answers; with 95 % certainty 30% to 90%." in text()
    assert "first=2026-11-16&last=2026-11-22" in text()


def test_the_share_that_answered_is_told_once_nobody_can_answer_any_more(
    alice: User, carol: User
) -> None:
    held(alice, [5, 5, 4, None, None])
    letters.send_due(datetime(2026, 12, 1, 7, tzinfo=UTC))
    assert "November 2026" in mail.outbox[-1].subject
    assert "Asked for a rating: 5. Answered: 3 (60%)." in text()


def test_who_can_still_answer_is_told_beside_the_share_of_those_whose_week_is_over(
    alice: User, carol: User
) -> None:
    """The last day's clients have six days more, and are no non-responders yet."""
    last_day = datetime(2026, 11, 30, 12, tzinfo=UTC)
    held(alice, [5, 5, 4, None, None])
    held(alice, [2, None, None], at=last_day)
    letters.send_due(datetime(2026, 12, 1, 7, tzinfo=UTC))
    told = "Asked for a rating: 8. Answered: 3 of 5 whose week is over (60%); 2 can still answer."
    assert told in text()
    User.objects.update(language="uk")
    PracticeLetter.objects.all().delete()
    letters.send_due(datetime(2026, 12, 1, 7, tzinfo=UTC))
    assert "Відповіли: 3 із 5, чий тиждень минув (60%); ще можуть відповісти: 2." in text()


def test_days_are_those_of_the_page_that_the_letter_leads_to(alice: User, carol: User) -> None:
    """Sunday evening in London is Monday in Kyiv, and in next week's letter there."""
    User.objects.filter(pk=carol.pk).update(time_zone="Europe/Kyiv")
    held(alice, [5] * 5)
    held(alice, [5] * 3, at=datetime(2026, 11, 22, 22, 30, tzinfo=UTC))
    letters.send_due(MONDAY)
    assert "5 consultations took place." in text()


def test_a_share_is_rounded_as_on_the_page_that_the_letter_leads_to() -> None:
    assert [percent(share) for share in (1 / 8, 5 / 8, 3 / 200, 0.285)] == [
        "13%",
        "63%",
        "2%",
        "29%",
    ]


def test_a_week_that_is_not_over_for_a_reader_waits(alice: User, carol: User) -> None:
    User.objects.filter(pk=carol.pk).update(time_zone="Pacific/Honolulu")
    held(alice, [5] * 5)
    assert letters.send_due(MONDAY) == 0  # It is Sunday there.
    assert letters.send_due(MONDAY + timedelta(hours=4)) == 1


def test_it_comes_as_html_too(alice: User, carol: User) -> None:
    held(alice, [5, 5, 4, 4, 2])
    letters.send_due(MONDAY)
    sent = mail.outbox[0]
    assert isinstance(sent, mail.EmailMultiAlternatives)
    html, kind = sent.alternatives[0]
    assert kind == "text/html"
    assert "Satisfied (4 or 5 of 5): 80%" in str(html)


def test_nothing_is_said_of_fewer_than_five(alice: User, carol: User) -> None:
    held(alice, [1, 5, 5, 5, None])
    letters.send_due(MONDAY)
    assert "Answered so far: 4; can still answer: 1." in text()
    assert "Fewer than five clients answered" in text()
    assert "Satisfied" not in text()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "34.4 of 40, of 5 answers; with 95 % certainty 28.7 to 40.0."),
        ("uk", "34,4 із 40, відповідей: 5; з імовірністю 95 % від 28,7 до 40,0."),
    ],
)
def test_a_practice_that_asks_the_four_scales_reads_their_mean_and_nothing_of_the_one_question(
    language: str, said: str, alice: User, carol: User
) -> None:
    held(alice, [None] * 5)
    for one, srs in zip(Consultation.objects.all(), (28, 32, 36, 36, 40), strict=True):
        rate(one, srs=srs, at=one.ended_at)
    User.objects.filter(pk=carol.pk).update(language=language)
    letters.send_due(MONDAY)
    assert said in text()
    assert "Fewer than five" not in text()


def test_nothing_is_said_of_who_was_asked_where_they_are_few(alice: User, carol: User) -> None:
    held(alice, [1, 5])
    letters.send_due(MONDAY)
    assert "Fewer than five clients were asked" in text()
    assert "Answered" not in text()


def test_a_stretch_without_consultations_is_not_told(alice: User, carol: User) -> None:
    held(alice, [5] * 5, at=LAST_WEEK - timedelta(days=70))
    assert letters.send_due(MONDAY) == 0
    assert not PracticeLetter.objects.exists()


def empty(counsellor: User, mode: str = "here") -> None:
    """Let a consultation end to which the client never came."""
    made = cast.schedule(counsellor, call_mode=mode)
    Consultation.objects.filter(pk=made.pk).update(
        state="ended", opened_at=LAST_WEEK - timedelta(hours=1), ended_at=LAST_WEEK
    )
    outcomes.write_all(Consultation.objects.all())


def test_a_call_to_which_the_client_never_came_did_not_take_place(alice: User, carol: User) -> None:
    held(alice, [5] * 5)
    empty(alice)
    letters.send_due(MONDAY)
    assert "5 consultations took place. Asked for a rating: 5." in text()


@pytest.mark.parametrize(("mode", "mails"), [("here", 0), ("beside", 1)])
def test_a_week_to_which_nobody_came_is_not_told(
    alice: User, carol: User, mode: str, mails: int
) -> None:
    """Beside another call tool nobody need come here."""
    empty(alice, mode)
    assert letters.send_due(MONDAY) == mails


def test_each_administrator_reads_their_own_practice_and_language(
    alice: User, carol: User, dave: User, south: Practice
) -> None:
    User.objects.filter(pk=carol.pk).update(language="uk")
    held(alice, [5] * 5)
    letters.send_due(MONDAY)
    assert [message.to for message in mail.outbox] == [["carol@example.org"]]
    assert "Відбулося 5 консультацій." in text()


def test_nobody_but_administrators_is_written_to(alice: User, bob: User, north: Practice) -> None:
    held(alice, [5] * 5)
    assert letters.send_due(MONDAY) == 0
    assert mail.outbox == []


def test_a_month_is_written_from_its_first_to_its_last_day(alice: User, carol: User) -> None:
    held(alice, [5] * 5, at=datetime(2026, 10, 31, 12, tzinfo=UTC))
    assert letters.send_due(datetime(2026, 11, 10, 7, tzinfo=UTC)) == 1
    assert "October 2026" in mail.outbox[0].subject
    assert "5 consultations took place." in text()


def test_the_letter_says_nothing_of_faces(alice: User, carol: User) -> None:
    held(alice, [5] * 5)
    Outcome.objects.update(index=61.8, index_low=50, index_high=70)
    letters.send_due(MONDAY)
    assert "61" not in text()


@pytest.mark.parametrize(
    ("today", "week", "month"),
    [
        (date(2026, 11, 23), date(2026, 11, 16), date(2026, 10, 1)),
        (date(2027, 1, 3), date(2026, 12, 21), date(2026, 12, 1)),
        (date(2028, 3, 1), date(2028, 2, 21), date(2028, 2, 1)),
    ],
)
def test_the_last_whole_week_and_month_are_told(today: date, week: date, month: date) -> None:
    assert [one.first for one in report_periods.over(today)] == [week, month]
