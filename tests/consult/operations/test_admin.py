"""The operators' pages: for superusers only, and without anything of a consultation."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import label_for_field
from django.utils import timezone, translation
from rest_framework.test import APIClient

from consult.accounts.models import AuditEntry, Practice, User
from consult.consultations.models import Consultation
from consult.operations.admin import site
from consult.operations.admin.tables import UserAdmin
from consult.operations.models import DeadLetter
from tests import cast
from tests.conftest import signed_in

PAGES = (
    "",
    "tasks/",
    "models/",
    "accounts/user/",
    "accounts/practice/",
    "accounts/auditentry/",
    "operations/deadletter/",
    "operations/practiceletter/",
)


NEVER_SHOWN = ("id", "password", "is_staff")


@pytest.fixture
def operator(db: None) -> User:
    """Who runs the service: of no practice."""
    return User.objects.create_superuser("ops@example.org", cast.PASSWORD, name="Operator")


@pytest.fixture
def dead(db: None) -> DeadLetter:
    return DeadLetter.objects.create(
        task="reports.sweep", arguments=[], error="DatabaseError", attempts=3, at=timezone.now()
    )


@pytest.mark.parametrize("page", PAGES)
def test_an_operator_sees_every_page(
    operator: User, alice: User, dead: DeadLetter, page: str
) -> None:
    assert signed_in(operator).get(f"/admin/{page}").status_code == 200


@pytest.mark.parametrize(
    ("language", "words"), [("en", ["Accounts", "Failed tasks"]), ("uk", ["Невдалі завдання"])]
)
def test_the_start_page_calls_tables_as_the_menu_does(
    operator: User, language: str, words: list[str]
) -> None:
    answer = signed_in(operator).get("/admin/", headers={"accept-language": language})
    tables = {one["name"] for app in answer.context["app_list"] for one in app["models"]}
    assert tables.issuperset(words), tables


def visible_names() -> Iterator[object]:
    """Yield what the pages call tables, columns, fields and choices."""
    for model, table in site._registry.items():
        yield from (model._meta.verbose_name, model._meta.verbose_name_plural)
        shown = {one.name for one in model._meta.fields if one.name not in NEVER_SHOWN}
        for name in {*table.list_display, *(table.fields or shown)}:
            yield label_for_field(name, model, table)
        for field in model._meta.fields:
            yield from (words for _value, words in field.flatchoices)


def test_whoever_reads_ukrainian_reads_no_english_names(operator: User) -> None:
    with translation.override("uk"):
        names = {str(name) for name in visible_names()}
    assert sorted(name for name in names if re.search("[A-Za-z]", name)) == ["CSAT", "SRS"]


def test_an_operator_is_no_counsellor_and_rhythms_are_told_in_the_readers_language(
    operator: User,
) -> None:
    client = signed_in(operator)
    assert UserAdmin(User, site).part(operator) == "Operator"
    assert UserAdmin(User, site).part(User(role=User.Role.ADMINISTRATOR)) == "Administrator"
    tasks = client.get("/admin/tasks/", headers={"accept-language": "uk"}).content.decode()
    assert "кожні 20 с" in tasks


def test_what_is_searched_for_is_found_and_found_again_in_the_cache(operator: User) -> None:
    for _ in range(2):
        answer = signed_in(operator).get("/admin/search/?s=practice")
        assert "/admin/accounts/practice/" in answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["alice", "carol"])
def test_people_of_a_practice_are_refused(
    request: pytest.FixtureRequest, page: str, who: str
) -> None:
    answer = signed_in(request.getfixturevalue(who)).get(f"/admin/{page}", follow=True)
    assert answer.status_code == 403


@pytest.mark.parametrize("lacking", ["is_staff", "is_superuser", "is_active"])
def test_an_operator_who_lost_a_right_is_out(operator: User, lacking: str) -> None:
    browser = signed_in(operator)
    User.objects.filter(pk=operator.pk).update(**{lacking: False})
    assert browser.get("/admin/tasks/").status_code == 302


def test_a_stranger_signs_in_where_all_do(api: APIClient, db: None) -> None:
    answer = api.get("/admin/accounts/user/", follow=True)
    assert answer.redirect_chain[-1][0] == "/sign-in?next=%2Fadmin%2Faccounts%2Fuser%2F"


def test_no_table_of_a_consultation_is_shown() -> None:
    shown = {model._meta.label_lower for model in site._registry}
    assert not {label for label in shown if label.startswith(("consultations.", "reports."))}
    assert not {label for label in shown if label.startswith("review.")}
    assert len(apps.get_models()) > len(shown)


def test_only_these_pages_may_evaluate(operator: User) -> None:
    browser = signed_in(operator)
    assert "'unsafe-eval'" in browser.get("/admin/")["Content-Security-Policy"]
    for page in ("/", "/sign-in", "/api/v1/me/"):
        assert "unsafe" not in browser.get(page)["Content-Security-Policy"]


def test_an_account_is_closed_and_the_practice_reads_of_it(operator: User, alice: User) -> None:
    answer = signed_in(operator).post(f"/admin/accounts/user/{alice.pk}/change/", {})
    assert answer.status_code == 302
    alice.refresh_from_db()
    assert not alice.is_active
    entry = AuditEntry.objects.get(subject=alice)
    assert (entry.act, entry.actor) == (AuditEntry.Act.DEACTIVATED, None)
    # Django's own record says which operator it was, and of the account no more than its number.
    kept = LogEntry.objects.get()
    assert (kept.user, kept.object_id) == (operator, str(alice.pk))
    assert alice.name not in str(LogEntry.objects.values())
    assert alice.email not in str(LogEntry.objects.values())


def test_a_form_cannot_make_an_operator(operator: User, alice: User) -> None:
    change = {"is_active": "on", "is_superuser": "on", "is_staff": "on", "role": "administrator"}
    signed_in(operator).post(f"/admin/accounts/user/{alice.pk}/change/", change)
    alice.refresh_from_db()
    assert (alice.is_superuser, alice.is_staff, alice.role) == (False, False, "counsellor")


def test_an_operator_does_not_lock_themselves_out(operator: User) -> None:
    answer = signed_in(operator).post(f"/admin/accounts/user/{operator.pk}/change/", {})
    assert answer.status_code == 403


def test_the_preset_is_changed_in_the_open(operator: User, north: Practice) -> None:
    url = f"/admin/accounts/practice/{north.pk}/change/"
    signed_in(operator).post(url, {"preset": "eu", "retention_days": 3650})
    north.refresh_from_db()
    assert (north.preset, north.retention_days) == ("eu", 30)
    assert AuditEntry.objects.get().details == {"preset": ["default", "eu"]}


@pytest.mark.parametrize("table", ["accounts/auditentry", "operations/deadletter"])
def test_what_is_append_only_cannot_be_changed_or_deleted(
    operator: User, north: Practice, dead: DeadLetter, table: str
) -> None:
    entry = AuditEntry.objects.create(practice=north, act=AuditEntry.Act.JOINED)
    key = entry.pk if "audit" in table else dead.pk
    browser = signed_in(operator)
    assert browser.post(f"/admin/{table}/add/", {}).status_code == 403
    assert browser.post(f"/admin/{table}/{key}/change/", {"act": "x"}).status_code == 403
    assert browser.post(f"/admin/{table}/{key}/delete/", {"post": "yes"}).status_code == 403


def test_a_failed_task_is_run_again(
    operator: User, dead: DeadLetter, consultation: Consultation
) -> None:
    action = {"action": "run_again", "_selected_action": [dead.pk]}
    answer = signed_in(operator).post("/admin/operations/deadletter/", action, follow=True)
    assert "Sent to the workers: 1" in answer.content.decode()
    dead.refresh_from_db()
    assert dead.run_again_at is not None
