"""What the review's first page is asked, and consultations whose clients answered."""

from __future__ import annotations

from typing import Any

from rest_framework.test import APIClient

from consult.accounts.models import User
from tests.consult.review.held import held

PAGE = "/api/v1/review/satisfaction/"


def figures(desk: APIClient, **filters: Any) -> dict[str, Any]:
    answer = desk.get(PAGE, filters)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def rated(counsellor: User, *ratings: int | None, **more: Any) -> None:
    """Hold a consultation for each; None did not answer."""
    for number, csat in enumerate(ratings):
        held(counsellor, client=f"Client {number}", csat=csat, **more)
