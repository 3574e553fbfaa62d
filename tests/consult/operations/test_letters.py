"""Administrators are sent what clients said last week and last month: once, and no small group."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPDataError, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from consult.accounts.models import Practice, User
from consult.apart import SomeFailed
from consult.consultations.models import Consultation, Participant
from consult.operations import letters, stretches, tasks
from consult.operations.models import LetterCopy, PracticeLetter
from consult.review.models import Outcome, Rating
from consult.review.services import outcomes
from tests import cast

MONDAY = datetime(2026, 11, 23, 7, tzinfo=UTC)
LAST_WEEK = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def workers(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """Deliver at once what would wait for a worker; its arguments are kept."""
    ordered: list[list[int]] = []

    def take(task: str, arguments: list[int]) -> bool:
        assert task == letters.DELIVER
        ordered.append(arguments)
        tasks.practice_letter(*arguments)
        return True

    monkeypatch.setattr(letters, "enqueue", take)
    return ordered


def held(counsellor: User, answers: list[int | None], at: datetime = LAST_WEEK) -> None:
    """Let a consultation end for each answer; None: no answer was given."""
    for i, csat in enumerate(answers):
        made = cast.schedule(counsellor)
        ended = at + timedelta(minutes=i)
        Consultation.objects.filter(pk=made.pk).update(
            state="ended", opened_at=at - timedelta(hours=1), ended_at=ended
        )
        Participant.objects.filter(consultation=made, role="client").update(joined_at=at)
        if csat:
            Rating.objects.create(
                consultation=made, scale="csat", csat=csat, given_at=ended, changed_at=ended
            )
    outcomes.write_all(Consultation.objects.all())


def text() -> str:
    return " ".join(str(mail.outbox[-1].body).split())


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


def test_nothing_is_said_of_who_was_asked_where_they_are_few(alice: User, carol: User) -> None:
    held(alice, [1, 5])
    letters.send_due(MONDAY)
    assert "Fewer than five clients were asked" in text()
    assert "Answered" not in text()


def test_each_period_is_told_once(alice: User, carol: User) -> None:
    held(alice, [5] * 5)
    assert [letters.send_due(MONDAY + timedelta(days=n)) for n in range(7)] == [1, *[0] * 6]
    assert len(mail.outbox) == 1
    # The month is over on the 1st of December, the week of the 23rd had nothing.
    assert letters.send_due(datetime(2026, 12, 1, 7, tzinfo=UTC)) == 1
    assert "November 2026" in mail.outbox[-1].subject


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


def test_a_broker_that_is_away_leaves_it_for_the_next_day(
    alice: User, carol: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(alice, [5] * 5)
    with monkeypatch.context() as away:
        away.setattr(letters, "enqueue", lambda *order: False)
        assert letters.send_due(MONDAY) == 0
    assert letters.send_due(MONDAY + timedelta(days=1)) == 1


@pytest.fixture
def readers(alice: User, carol: User, north: Practice) -> list[User]:
    """Three administrators, and a week to tell them of."""
    held(alice, [5] * 5)
    others = [cast.make_user(name, north, User.Role.ADMINISTRATOR) for name in ("Grace", "Olena")]
    return [carol, *others]


def addresses() -> list[str]:
    return sorted(to for message in mail.outbox for to in message.to)


def test_a_broker_that_goes_away_after_the_first_reader_costs_the_others_nothing(
    readers: list[User], workers: list[list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    take: Any = vars(letters)["enqueue"]
    with monkeypatch.context() as broken:
        broken.setattr(letters, "enqueue", lambda *order: not workers and take(*order))
        assert letters.send_due(MONDAY) == 1
    assert letters.send_due(MONDAY + timedelta(days=1)) == 2
    assert addresses() == sorted(one.email for one in readers)


def test_a_run_that_dies_before_it_hands_them_over_loses_none(
    readers: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*order: Any) -> bool:
        raise SystemExit

    with monkeypatch.context() as killed:
        killed.setattr(letters, "enqueue", die)
        with pytest.raises(SystemExit):
            letters.send_due(MONDAY)
    assert letters.send_due(MONDAY + timedelta(days=1)) == 3
    assert addresses() == sorted(one.email for one in readers)


def test_a_task_that_is_given_out_twice_writes_once(
    alice: User, carol: User, workers: list[list[int]]
) -> None:
    """Its worker was killed when the mail server had the mail, and Celery had no answer yet."""
    held(alice, [5] * 5)
    letters.send_due(MONDAY)
    tasks.practice_letter(*workers[0])
    assert len(mail.outbox) == 1


def test_a_mail_that_was_lost_on_its_way_is_ordered_again_but_not_for_ever(
    alice: User, carol: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(alice, [5] * 5)
    monkeypatch.setattr(letters, "enqueue", lambda *order: True)
    ordered = [letters.send_due(MONDAY + timedelta(hours=n)) for n in range(6)]
    assert ordered == [1, 1, 1, 1, 0, 0]
    LetterCopy.objects.update(orders=1)
    assert letters.send_due(MONDAY + letters.NEWS_FOR) == 0


@pytest.mark.parametrize(
    ("error", "mails"), [(SMTPDataError(451, b"later"), 1), (SMTPServerDisconnected(), 0)]
)
def test_what_the_server_refused_is_sent_again_and_what_it_may_have_is_not(
    readers: list[User], error: Exception, mails: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(message: EmailMessage) -> int:
        raise error

    with monkeypatch.context() as waiting:
        waiting.setattr(letters, "enqueue", lambda *order: True)
        letters.send_due(MONDAY)
    ids = (PracticeLetter.objects.get().pk, readers[0].pk)
    with monkeypatch.context() as broken, suppress(SMTPDataError):
        broken.setattr(EmailMessage, "send", fail)
        letters.deliver(*ids)
    letters.deliver(*ids)
    assert len(mail.outbox) == mails


def test_to_whom_reports_of_long_ago_went_is_forgotten(alice: User, carol: User) -> None:
    held(alice, [5] * 5)
    letters.send_due(MONDAY)
    assert letters.forget_copies(MONDAY + letters.COPIES_KEPT) == 0
    assert letters.forget_copies(MONDAY + letters.COPIES_KEPT + timedelta(seconds=1)) == 1
    assert letters.send_due(MONDAY + timedelta(days=1)) == 0


def test_a_practice_whose_letter_fails_holds_up_no_other(
    alice: User, carol: User, dave: User, south: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.make_user("Grace", south, User.Role.ADMINISTRATOR)
    held(alice, [5] * 6)
    held(dave, [4] * 6)
    outcomes_of = letters._outcomes

    def fail_in_the_north(practice: Practice, *rest: Any) -> Any:
        if practice != south:
            raise ZeroDivisionError
        return outcomes_of(practice, *rest)

    monkeypatch.setattr(letters, "_outcomes", fail_in_the_north)
    with pytest.raises(SomeFailed):
        letters.send_due(MONDAY)
    assert [one.to for one in mail.outbox] == [["grace@example.org"]]


def test_what_waits_for_a_worker_is_two_ids(
    alice: User, carol: User, workers: list[list[int]]
) -> None:
    held(alice, [5] * 5)
    letters.send_due(MONDAY)
    assert workers == [[PracticeLetter.objects.get().pk, carol.pk]]


def test_whoever_is_no_administrator_any_more_gets_nothing(
    alice: User, carol: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(alice, [5] * 5)
    waiting: list[Any] = []

    def wait(task: str, ids: list[int]) -> bool:
        waiting.append(ids)
        return True

    monkeypatch.setattr(letters, "enqueue", wait)
    letters.send_due(MONDAY)
    User.objects.filter(pk=carol.pk).update(role="counsellor")
    letters.deliver(*waiting[0])
    letters.deliver(0, carol.pk)
    assert mail.outbox == []


@pytest.fixture
def ordered_before(
    alice: User, carol: User, north: Practice, monkeypatch: pytest.MonkeyPatch
) -> PracticeLetter:
    """A letter by the version that kept no copies; its task waits."""
    held(alice, [5] * 5)
    monkeypatch.setattr(timezone, "now", lambda: MONDAY)
    return PracticeLetter.objects.create(
        practice=north, period="week", first_day=date(2026, 11, 16), at=MONDAY
    )


def test_a_letter_that_waited_through_an_upgrade_is_sent_once(
    ordered_before: PracticeLetter, carol: User
) -> None:
    for _twice in range(2):
        letters.deliver(ordered_before.pk, carol.pk)
    assert addresses() == [carol.email]


def test_an_old_letter_without_a_copy_is_no_news_and_that_is_logged(
    ordered_before: PracticeLetter, carol: User, caplog: pytest.LogCaptureFixture
) -> None:
    PracticeLetter.objects.update(at=MONDAY - letters.NEWS_FOR)
    letters.deliver(ordered_before.pk, carol.pk)
    assert mail.outbox == []
    assert "practice_report_not_wanted" in caplog.text


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
    assert [one.first for one in stretches.over(today)] == [week, month]


def test_the_task_runs(db: None) -> None:
    tasks.practice_reports()
