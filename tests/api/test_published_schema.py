"""The schema is served to whoever asks, as it stands in docs/api.yaml, and built once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from consult.integrations import schema_view

DOCS = Path(__file__).resolve().parents[2] / "docs" / "api.yaml"
SCHEMA = "/api/v1/schema/"


@pytest.fixture(autouse=True)
def not_built_yet() -> None:
    schema_view._rendered.cache_clear()
    schema_view._schema.cache_clear()


def test_it_is_the_one_that_the_docs_have(api: APIClient, db: None) -> None:
    answer = api.get(SCHEMA, headers={"accept-language": "uk"})
    assert answer["Content-Type"] == "application/vnd.oai.openapi"
    assert yaml.safe_load(answer.content) == yaml.safe_load(DOCS.read_text(encoding="utf-8"))


def test_it_is_json_for_whoever_asks_for_that(api: APIClient, db: None) -> None:
    assert api.get(f"{SCHEMA}?format=json").json()["info"]["title"] == "Consult"
    asked = api.get(SCHEMA, headers={"accept": "application/json"})
    assert asked["Content-Type"] == "application/json"


def test_it_is_built_once(api: APIClient, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    built = []
    real: Any = SchemaGenerator.get_schema

    def counted(self: Any, **options: Any) -> Any:
        built.append(1)
        return real(self, **options)

    monkeypatch.setattr(SchemaGenerator, "get_schema", counted)
    for form in ("yaml", "json", "yaml", "json"):
        assert api.get(f"{SCHEMA}?format={form}").status_code == 200
    assert len(built) == 1
