"""The review queue: why something is in it, and what is found."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from consult.accounts.models import AuditEntry, Practice, User
from consult.consultations.models import Consultation
from consult.consultations.services import clients
from consult.review.models import Rating, Rules, Verdict, rules_of
from tests import cast
from tests.conftest import signed_in
from tests.consult.review.held import held

QUEUE = "/api/v1/review/queue/"


@pytest.fixture
def low(alice: User) -> Consultation:
    """Alice's consultation, of which Erin said 1 of 5."""
    return held(alice, days_ago=200, csat=1, comment="Too short.")


def waiting(desk: APIClient, **wish: str) -> list[str]:
    return [one["consultation"] for one in desk.get(QUEUE, wish).json()["results"]]


def judge(desk: APIClient, one: Consultation, act: str, **more: Any) -> Any:
    path = f"/api/v1/review/consultations/{one.pk}/verdicts/"
    return desk.post(path, {"act": act, **more}, format="json")


def test_only_what_a_rule_speaks_for_is_in_it_however_old(
    desk: APIClient, low: Consultation, alice: User
) -> None:
    held(alice, client="Frank", csat=5)
    assert waiting(desk) == [str(low.pk)]


def test_the_practices_own_thresholds_decide(desk: APIClient, low: Consultation) -> None:
    rules = {"rating_at_most": None, "comments": False}
    assert desk.patch("/api/v1/review/rules/", rules, format="json").status_code == 200
    assert waiting(desk) == []
    entry = AuditEntry.objects.get(act="rules_changed")
    assert entry.details == {"rating_at_most": [2, None], "comments": [True, False]}


def test_what_a_colleague_changes_at_the_same_time_stays(
    desk: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(practice: Practice) -> Rules:
        rules = rules_of(practice)
        Rules.objects.update_or_create(practice=practice, defaults={"rating_at_most": 3})
        return rules

    monkeypatch.setattr("consult.review.api.own.rules_of", read)
    answer = desk.patch("/api/v1/review/rules/", {"comments": False}, format="json")
    assert answer.status_code == 200
    kept = Rules.objects.get()
    assert (kept.rating_at_most, kept.comments) == (3, False)


@pytest.mark.parametrize(
    ("rules", "field"),
    [
        ({"rating_at_most": 5}, "rating_at_most"),
        ({"srs_under": 41}, "srs_under"),
        ({"fall_at_least": 0.1}, "fall_at_least"),
        ({"falls_in_a_row": 0}, "falls_in_a_row"),
        ({"comments": None}, "comments"),
    ],
)
def test_a_threshold_off_the_scale_is_refused(
    desk: APIClient, rules: dict[str, Any], field: str
) -> None:
    answer = desk.patch("/api/v1/review/rules/", rules, format="json")
    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_resolving_takes_it_out_and_reopening_puts_it_back(
    desk: APIClient, low: Consultation
) -> None:
    assert judge(desk, low, "resolved").status_code == 201
    assert waiting(desk) == []
    assert waiting(desk, state="resolved") == [str(low.pk)]
    assert judge(desk, low, "resolved").status_code == 409
    judge(desk, low, "reopened")
    assert waiting(desk) == [str(low.pk)]
    assert judge(desk, low, "reopened").status_code == 409


def test_what_is_said_after_it_was_resolved_opens_it_again(
    desk: APIClient, low: Consultation
) -> None:
    judge(desk, low, "resolved")
    rating = Rating.objects.get(consultation=low)
    rating.changed_at = timezone.now() + timedelta(seconds=1)
    rating.save()
    assert waiting(desk) == [str(low.pk)]


def test_verdicts_are_added_and_read_in_words(desk: APIClient, low: Consultation) -> None:
    judge(desk, low, "looked_at")
    judge(desk, low, "follow_up", comment="Talk with Alice.")
    found = desk.get(f"/api/v1/review/consultations/{low.pk}/").json()
    said = [(one["author"], one["act"], one["comment"]) for one in found["verdicts"]]
    assert said == [("Carol", "follow_up", "Talk with Alice."), ("Carol", "looked_at", "")]


def test_a_verdict_is_never_changed(desk: APIClient, low: Consultation) -> None:
    judge(desk, low, "looked_at")
    verdict = Verdict.objects.get()
    verdict.comment = "Something else."
    for change in (
        verdict.save,
        verdict.delete,
        Verdict.objects.all().delete,
        lambda: Verdict.objects.update(comment=""),
    ):
        with pytest.raises(TypeError):
            change()


def test_it_is_assigned_to_another_administrator(
    desk: APIClient, low: Consultation, carol: User
) -> None:
    grace = cast.make_user("Grace", carol.own_practice, User.Role.ADMINISTRATOR)
    judge(desk, low, "assigned", assignee=grace.pk)
    assert waiting(desk, mine="true") == []
    assert waiting(signed_in(grace), mine="true") == [str(low.pk)]
    assert signed_in(grace).get(f"{QUEUE}count/").json() == {"open": 1, "mine": 1}
    judge(desk, low, "assigned", assignee=None)
    assert waiting(signed_in(grace), mine="true") == []


def test_only_administrators_of_the_practice_are_assigned(
    desk: APIClient, low: Consultation, bob: User, dave: User
) -> None:
    for user in (bob, dave):
        answer = judge(desk, low, "assigned", assignee=user.pk)
        assert (answer.status_code, list(answer.json())) == (400, ["assignee"])
    assert judge(desk, low, "looked_at", assignee=bob.pk).status_code == 400


def test_the_counsellor_reads_what_is_said_of_their_work(
    desk: APIClient, low: Consultation, alice: User
) -> None:
    judge(desk, low, "follow_up", comment="Talk with Alice.")
    found = signed_in(alice).get(f"/api/v1/review/consultations/{low.pk}/").json()
    assert found["verdicts"][0]["comment"] == "Talk with Alice."
    assert not found["may_judge"]
    acts = [one["act"] for one in signed_in(alice).get("/api/v1/me/audit/").json()]
    assert acts == ["verdict_given"]


def test_an_erased_clients_verdicts_keep_no_words(
    desk: APIClient, low: Consultation, alice: User
) -> None:
    judge(desk, low, "follow_up", comment="Erin was unhappy.")
    client = low.client
    assert client is not None
    clients.erase(client, by=alice)
    verdict = Verdict.objects.get()
    assert (verdict.act, verdict.comment) == ("follow_up", "")


class TestSavedViews:
    """Filters under a name."""

    VIEWS = "/api/v1/review/views/"

    def test_a_view_is_kept_listed_and_deleted(self, desk: APIClient) -> None:
        view = {"name": "Low, 30 days", "filters": {"period": "30d", "rating": "1"}}
        made = desk.post(self.VIEWS, view, format="json").json()
        assert desk.get(self.VIEWS).json() == [{"id": made["id"], **view}]
        assert desk.delete(f"{self.VIEWS}{made['id']}/").status_code == 204
        assert desk.get(self.VIEWS).json() == []

    def test_a_name_is_taken_once(self, desk: APIClient) -> None:
        view = {"name": "Mine", "filters": {}}
        desk.post(self.VIEWS, view, format="json")
        assert desk.post(self.VIEWS, view, format="json").json()["code"] == "name_taken"

    @pytest.mark.parametrize(
        "filters", [{"rating": "6"}, {"rating": [1]}, "all", {"by": "day"}, {"client": "Erin"}]
    )
    def test_filters_that_cannot_be_meant_are_refused(
        self, desk: APIClient, filters: object
    ) -> None:
        view = {"name": "Mine", "filters": filters}
        assert desk.post(self.VIEWS, view, format="json").status_code == 400

    def test_nobody_else_has_it(self, desk: APIClient, carol: User) -> None:
        made = desk.post(self.VIEWS, {"name": "Mine", "filters": {}}, format="json").json()
        grace = signed_in(cast.make_user("Grace", carol.own_practice, User.Role.ADMINISTRATOR))
        assert grace.get(self.VIEWS).json() == []
        assert grace.delete(f"{self.VIEWS}{made['id']}/").status_code == 404
