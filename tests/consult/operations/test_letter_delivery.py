"""Each letter reaches each administrator once: brokers, workers and mail servers that fail."""

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
from consult.error_isolation import PartialFailure
from consult.operations import letters, tasks
from consult.operations.models import LetterCopy, PracticeLetter
from tests import cast
from tests.consult.operations.letters import MONDAY, addresses, held

pytestmark = pytest.mark.usefixtures("workers")


def test_each_period_is_told_once(alice: User, carol: User) -> None:
    held(alice, [5] * 5)
    assert [letters.send_due(MONDAY + timedelta(days=n)) for n in range(7)] == [1, *[0] * 6]
    assert len(mail.outbox) == 1
    # The month is over on the 1st of December, the week of the 23rd had nothing.
    assert letters.send_due(datetime(2026, 12, 1, 7, tzinfo=UTC)) == 1
    assert "November 2026" in mail.outbox[-1].subject


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


def test_the_nights_task_forgets_them(alice: User, carol: User) -> None:
    held(alice, [5] * 5)
    letters.send_due(MONDAY)
    for days, kept in ((-1, 1), (1, 0)):
        long_ago = timezone.now() - letters.COPIES_KEPT - timedelta(days=days)
        PracticeLetter.objects.update(at=long_ago)
        tasks.tidy()
        assert LetterCopy.objects.count() == kept


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
    with pytest.raises(PartialFailure):
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


def test_the_task_runs(db: None) -> None:
    tasks.practice_reports()
