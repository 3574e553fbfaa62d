"""Strangers who try passwords side by side cost the web process no more memory than two do (S6)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError

from tests.service import Browser, RunningService
from tests.trust.memory import grows_at_most

AT_ONCE = 24
"""Fewer than one address may try in a minute."""
MIB = 100
"""Two hashes of 19, and threads. By Django's own measure the hashes alone would take 2,400."""


def tried(browser: Browser, number: int) -> int:
    """Try a password for an account that nobody has; return the status."""
    wrong = {"email": f"stranger-{number}@example.net", "password": f"a-guess-{number}"}
    try:
        browser.call("POST", "/_allauth/browser/v1/auth/login", wrong)
    except HTTPError as answer:
        with answer:
            return answer.code
    return 200


def test_many_wrong_passwords_at_once_fit_into_the_process(service: RunningService) -> None:
    [web] = service.processes("consult.asgi")
    browsers = [Browser(service) for _ in range(AT_ONCE)]
    assert tried(browsers[0], 0) == 400
    with ThreadPoolExecutor(AT_ONCE) as strangers, grows_at_most(web, MIB):
        answers = list(strangers.map(tried, browsers[1:], range(1, AT_ONCE)))
    assert set(answers) == {400}
    alice = Browser(service)
    alice.sign_in()
    assert alice.call("GET", "/api/v1/me/")["name"]
