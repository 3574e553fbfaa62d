"""Whoever is not signed in any more sees nothing more: the dashboard asks, early and often."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from channels.db import database_sync_to_async
from django.test import Client
from pytest_django import Settings

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.live import admission, checked_socket, wire
from consult.live.dashboard import DashboardConsumer
from tests import cast
from tests.consult.live.sockets import (
    answer_to,
    browser_of,
    camera_of,
    frame,
    heard,
    leave,
    next_of,
    watching,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker")]

in_database = database_sync_to_async


def changes_her_password(alice: User, browser: Client) -> None:
    alice.set_password("another-long-password")
    alice.save()


def is_disabled(alice: User, browser: Client) -> None:
    alice.is_active = False
    alice.save(update_fields=["is_active"])


def signs_out(alice: User, browser: Client) -> None:
    browser.logout()


def has_her_password_changed_unheard(alice: User, browser: Client) -> None:
    alice.set_password("another-long-password")
    User.objects.filter(pk=alice.pk).update(password=alice.password)


@pytest.mark.parametrize("happens", [changes_her_password, is_disabled, signs_out])
async def test_her_socket_closes_at_once_when_she(
    alice: User,
    opened: Consultation,
    alices_browser: Client,
    happens: Callable[[User, Client], None],
) -> None:
    socket = await watching(alice, opened, alices_browser)
    await in_database(happens)(alice, alices_browser)
    assert (await next_of(socket, "closed"))["code"] == wire.NOT_SIGNED_IN
    await leave(socket)


async def test_a_lost_hint_is_healed_by_the_next_look(
    alice: User, opened: Consultation, alices_browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DashboardConsumer, "look_every_s", 0)
    socket = await watching(alice, opened, alices_browser)
    await in_database(has_her_password_changed_unheard)(alice, alices_browser)
    assert (await next_of(socket, "closed"))["code"] == wire.NOT_SIGNED_IN
    await leave(socket)


async def test_a_reading_is_not_passed_on_to_whoever_lost_the_right(
    alice: User, opened: Consultation, alices_browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No hint came, and no look by the clock: the next message itself asks (S2)."""
    monkeypatch.setattr(checked_socket, "ASK_EVERY_S", 0)
    socket = await watching(alice, opened, alices_browser)
    await in_database(has_her_password_changed_unheard)(alice, alices_browser)
    camera = await camera_of(await in_database(cast.client_of)(opened))
    assert (await answer_to(camera, frame(1)))["status"] == "reading"
    heard_of = [await heard(socket)]
    while heard_of[-1]["type"] != "closed":
        heard_of.append(await heard(socket))
    assert [message["type"] for message in heard_of] == ["closed"]
    await leave(camera)
    await leave(socket)


def may_watch(user: User, consultation: Consultation, browser: Client) -> bool:
    key = browser.session.session_key
    assert key is not None
    try:
        admission.admit_dashboard(user.pk, str(consultation.pk), key)
    except admission.Denied as denied:
        return denied.code != wire.NOT_SIGNED_IN
    return True


def test_signing_in_elsewhere_changes_nothing(
    alice: User, opened: Consultation, alices_browser: Client
) -> None:
    browser_of(alice)
    assert may_watch(alice, opened, alices_browser)


def test_a_session_begun_with_another_password_counts_for_nothing(
    alice: User, opened: Consultation, alices_browser: Client
) -> None:
    has_her_password_changed_unheard(alice, alices_browser)
    assert not may_watch(alice, opened, alices_browser)


def test_the_session_of_another_user_counts_for_nothing(
    alice: User, bob: User, opened: Consultation
) -> None:
    assert not may_watch(alice, opened, browser_of(bob))


def test_a_new_secret_key_signs_nobody_out_while_the_old_one_is_kept(
    alice: User, opened: Consultation, alices_browser: Client, settings: Settings
) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a-new-secret-key"
    assert may_watch(alice, opened, alices_browser)
