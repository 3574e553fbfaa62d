"""What clients said of consultations that are over. CONSULT_URL and CONSULT_KEY say where and who.

Only Python's own library. The key needs `consultations:read` and `review:read`.
"""

import json
import os
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

URL = os.environ.get("CONSULT_URL", "http://localhost:8000")
KEY = os.environ["CONSULT_KEY"]


def get(path: str) -> Any:
    """Return an answer of the API; `path` may be a whole address, as `next` is."""
    request = urllib.request.Request(
        urljoin(URL, path), headers={"Authorization": f"Api-Key {KEY}"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def pages(path: str) -> Iterator[Any]:
    """Give what is on all pages of a list."""
    following: str | None = path
    while following:
        page = get(following)
        yield from page["results"]
        following = page["next"]


def words(rating: Any) -> str:
    """Say what the client said: a practice asks one question, or four (`scale`)."""
    if rating is None:
        return "no answer"
    if rating["scale"] == "srs":
        return f"{rating['sum']} of 40"
    return f"{rating['csat']} of 5"


for consultation in pages("/api/v1/consultations/?view=past"):
    said = get(f"/api/v1/consultations/{consultation['id']}/rating/")
    print(consultation["scheduled_at"], consultation["state"], words(said["rating"]), sep="\t")
