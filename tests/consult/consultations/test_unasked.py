"""Where nobody is asked for a consent, what is held is still the first browser's, and no other's.

Erin joins in `api` and writes in the chat; `other` is a browser that holds the link and no more.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction
from rest_framework.test import APIClient

from consult.consultations.models import Consent, Consultation, Message, Participant
from consult.consultations.services import consent, scheduling
from consult.consultations.services.consent import OwnRecords
from tests import cast
from tests.consult.consultations.test_client_api import join
from tests.consult.consultations.test_policy_off import participation, refusal, switch
from tests.consult.consultations.test_whose_consent import decide
from tests.consult.lock_watch import told_when_locking
from tests.consult.reports.client_history import copy_of

pytestmark = pytest.mark.django_db(transaction=True)

OVER = (401, "link_replaced_over")


@pytest.fixture
def held(api: APIClient, off: Consultation) -> Consultation:
    """Erin joined unasked, and a message of hers is held."""
    assert join(api, off, decision=None).status_code == 201
    erin = cast.client_of(off)
    Message.objects.create(consultation=off, author=erin, at=off.scheduled_at, text="The lamp hums")
    return off


def part(consultation: Consultation) -> str:
    return f"/api/v1/participations/{cast.client_of(consultation).pk}/"


def reaches_all(browser: APIClient, consultation: Consultation) -> bool:
    """Tell whether a browser takes along what is held and erases it; it must do both or neither."""
    copy = browser.get(f"{part(consultation)}export.json")
    if copy.status_code == 200:
        said = async_to_sync(copy_of)(copy)["consultation"]["messages"]
        assert [one["text"] for one in said] == ["The lamp hums"]
    erasing = browser.delete(f"{part(consultation)}messages/")
    assert (copy.status_code, erasing.status_code) in ((200, 204), (403, 403), (401, 401))
    assert Message.objects.exists() is (erasing.status_code != 204)
    return erasing.status_code == 204


def put_out(consultation: Consultation) -> Consultation:
    """Make a new link, in the call."""
    return scheduling.renew_invite(Consultation.objects.get(pk=consultation.pk))


def end(consultation: Consultation) -> None:
    scheduling.end_consultation(Consultation.objects.get(pk=consultation.pk))


def refuse_by_the_link(browser: APIClient, held: Consultation) -> None:
    assert join(browser, held, decision="refused").status_code == 201


def refuse_once_inside(browser: APIClient, held: Consultation) -> None:
    join(browser, held, decision=None)
    assert decide(browser, held, "refused").status_code == 200


def withdraw_once_inside(browser: APIClient, held: Consultation) -> None:
    join(browser, held, decision=None)
    assert decide(browser, held, "withdrawn").status_code == 200


def refuse_when_asked(browser: APIClient, held: Consultation) -> None:
    switch(analyse=True)
    refuse_by_the_link(browser, held)


NOES = (refuse_by_the_link, refuse_once_inside, withdraw_once_inside, refuse_when_asked)


@pytest.mark.parametrize("say_no", NOES)
def test_a_no_of_another_browser_takes_nothing_over(
    api: APIClient,
    other: APIClient,
    held: Consultation,
    say_no: Callable[[APIClient, Consultation], None],
) -> None:
    say_no(other, held)
    assert participation(other, held)["may_erase"] is False
    assert not reaches_all(other, held)
    assert reaches_all(api, held)


def test_nor_does_a_yes_and_what_is_then_of_two_goes_to_neither(
    api: APIClient,
    other: APIClient,
    held: Consultation,
) -> None:
    switch(analyse=True)
    assert join(other, held).status_code == 201
    erasing = {"decision": "withdrawn", "erase": True}
    for browser in (other, api):
        assert not reaches_all(browser, held)
        answer = browser.post(f"{part(held)}consent/", erasing, format="json")
        assert refusal(answer) == (403, "erase_elsewhere")


def test_the_first_browser_keeps_it_when_it_says_yes_later(
    api: APIClient,
    other: APIClient,
    held: Consultation,
) -> None:
    switch(analyse=True)
    assert decide(api, held, "granted").status_code == 200
    assert join(other, held).status_code == 201
    assert not reaches_all(other, held)
    assert reaches_all(api, held)


def test_whoever_was_asked_first_keeps_it_from_whoever_was_not(
    api: APIClient,
    other: APIClient,
    off: Consultation,
) -> None:
    switch(analyse=True)
    join(api, off, decision="refused")
    switch(analyse=False)
    join(other, off, decision=None)
    may = [participation(browser, off)["may_erase"] for browser in (api, other)]
    assert may == [True, False]


def test_a_no_of_a_page_that_still_asked_is_kept(api: APIClient, off: Consultation) -> None:
    answer = join(api, off, decision="refused").json()
    assert (answer["consent"], answer["may_erase"]) == ("refused", True)
    assert Consent.objects.get().decision == "refused"


def test_whoever_joined_alone_and_was_put_out_reaches_it_after_the_end(
    api: APIClient, held: Consultation
) -> None:
    put_out(held)
    assert refusal(api.get(part(held))) == (401, "link_replaced")
    end(held)
    assert participation(api, held)["may_erase"] is True
    assert reaches_all(api, held)


def test_coming_again_by_the_new_link_leaves_one_alone(api: APIClient, held: Consultation) -> None:
    assert join(api, put_out(held), decision=None).status_code == 201
    put_out(held)
    end(held)
    assert reaches_all(api, held)


@pytest.mark.parametrize("decision", ["refused", None])
def test_who_joined_by_the_new_link_is_not_shown_to_the_old_one(
    api: APIClient,
    other: APIClient,
    held: Consultation,
    decision: str | None,
) -> None:
    assert join(other, put_out(held), decision=decision).status_code == 201
    end(held)
    assert refusal(api.get(part(held))) == OVER
    assert not reaches_all(other, held)


def test_a_no_by_the_old_link_lets_nobody_in_to_what_another_said(
    api: APIClient,
    other: APIClient,
    held: Consultation,
) -> None:
    join(other, held, decision="refused")
    put_out(held)
    end(held)
    for browser in (api, other):
        assert refusal(browser.get(part(held))) == OVER
        assert not reaches_all(browser, held)


def test_whoever_was_asked_is_not_alone_once_another_came_unasked(
    api: APIClient,
    other: APIClient,
    off: Consultation,
) -> None:
    switch(analyse=True)
    join(api, off)
    switch(analyse=False)
    join(api, off, decision=None)
    join(other, put_out(off), decision=None)
    end(off)
    assert refusal(api.get(part(off))) == OVER


def test_whoever_was_asked_and_came_again_unasked_is_alone(
    api: APIClient,
    off: Consultation,
) -> None:
    switch(analyse=True)
    join(api, off)
    switch(analyse=False)
    join(api, off, decision=None)
    put_out(off)
    end(off)
    assert api.get(part(off)).status_code == 200


def test_of_two_who_join_at_once_one_is_the_first(off: Consultation) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    nobody = OwnRecords(refusals=(), grants=())
    wish: Any = {"decision": None, "name": "", "language": "en", "text_hash": ""}
    locking = threading.Event()

    def join_too() -> bool:
        with told_when_locking(locking):
            return consent.join(off, nobody, wish).joined_first

    with ThreadPoolExecutor(1) as elsewhere, transaction.atomic():
        Participant.objects.select_for_update(no_key=True).get(pk=cast.client_of(off).pk)
        joining = elsewhere.submit(join_too)
        assert locking.wait(30)
        assert consent.join(off, nobody, wish).joined_first is True
    # The executor has waited for the other one, which waited for this transaction's end.
    assert joining.result() is False
    assert cast.client_of(off).others_unasked is True
