"""The shape for a server: what waits for what, and passwords that fit into addresses."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Any

import environ
import pytest
import yaml

from consult.processes import valkey_command

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text)["services"])


@pytest.mark.parametrize("name", ["web", "analyzer", "reports"])
def test_whoever_uses_tables_waits_for_the_migrations(services: dict[str, Any], name: str) -> None:
    waits = services[name]["depends_on"]
    assert waits["migrate"] == {"condition": "service_completed_successfully"}
    for store in ("database", "valkey", "live"):
        assert waits[store] == {"condition": "service_healthy"}


def test_the_migrations_wait_for_nobody_but_the_stores(services: dict[str, Any]) -> None:
    assert set(services["migrate"]["depends_on"]) == {"database", "valkey", "live"}


def test_what_pictures_pass_through_writes_nothing(services: dict[str, Any]) -> None:
    command = services["live"]["command"]
    assert "--appendonly no" in command
    assert "--save ''" in command
    assert not services["live"].get("volumes")
    assert "@live:" in services["web"]["environment"]["LIVE_REDIS_URL"]
    assert "--appendonly no --save ''" in valkey_command("1")


@pytest.mark.parametrize("variable", ["DATABASE_URL", "REDIS_URL", "LIVE_REDIS_URL"])
def test_a_password_of_the_advised_kind_survives_its_address(
    services: dict[str, Any], variable: str
) -> None:
    password = secrets.token_urlsafe(32)
    address = re.sub(r"\$\{\w+:\?\}", password, services["web"]["environment"][variable])
    assert environ.Env.db_url_config(address)["PASSWORD"] == password


def test_turn_and_the_service_share_one_secret(services: dict[str, Any]) -> None:
    command = services["turn"]["command"]
    assert "--use-auth-secret" in command
    assert "--static-auth-secret=${TURN_SECRET:?}" in command
    assert services["web"]["env_file"] == ".env"
    assert "TURN_SECRET=" in (ROOT / ".env.example").read_text(encoding="utf-8")


@pytest.mark.parametrize("network", ["10.0.0.0", "127.0.0.0", "192.168.0.0", "172.16.0.0"])
def test_turn_leads_into_no_private_network(services: dict[str, Any], network: str) -> None:
    assert f"--denied-peer-ip={network}-" in services["turn"]["command"]


def test_the_example_says_which_characters_fit() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    above = example.split("POSTGRES_PASSWORD=")[0]
    assert 'letters, digits, "-" and "_" only' in above
