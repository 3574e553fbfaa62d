"""Who opens an address that has no page sees the product's own words and a way on."""

from __future__ import annotations

import pytest
from django.test import Client

from consult.accounts.models import User

pytestmark = pytest.mark.usefixtures("build")
BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize("path", ["/api/nothing/", "/accounts/nothing/", "/ws/nothing"])
def test_an_unknown_address_is_answered_by_the_products_page(path: str) -> None:
    answer = Client().get(path, headers=BROWSER)
    assert answer.status_code == 404
    assert 'data-refused="404"' in answer.content.decode()


def test_a_program_is_given_no_page() -> None:
    answer = Client().get("/api/nothing/", headers={"accept": "application/json"})
    assert answer.status_code == 404
    assert b"data-refused" not in answer.content


@pytest.mark.django_db
def test_who_is_no_operator_is_told_so_on_the_products_page(carol: User) -> None:
    client = Client()
    client.force_login(carol)
    answer = client.get("/admin/", headers=BROWSER, follow=True)
    assert answer.status_code == 403
    assert 'data-refused="403"' in answer.content.decode()
