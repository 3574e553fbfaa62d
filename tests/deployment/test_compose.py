"""The shape for a server: valid, narrow, watched, and with passwords that fit into addresses."""

from __future__ import annotations

import re
import secrets
import subprocess
import sys

import environ
import pytest

from consult import launch
from consult.operations.connections import needed
from consult.processes import valkey_command, web_command
from tests.deployment.compose import (
    OWN,
    ROOT,
    compose,
    database_options,
    example,
    mentioned,
    services,
)
from tests.test_docs import variables

EVERY = list(services())
GOES_ON = [name for name in EVERY if name != "migrate"]
SET_BY_COMPOSE = {
    "PUBLIC_HOST",
    "PUBLIC_IP",
    "POSTGRES_PASSWORD",
    "POSTGRES_OWNER_PASSWORD",
    "POSTGRES_SERVICE_PASSWORD",
    "REDIS_PASSWORD",
}
"""Only docker-compose.yml reads these."""
RESERVED = 3
"""Of PostgreSQL's connections its superuser's."""
DRAIN_S = {"web": 8.0, "analyzer": 10.0}
"""What each takes at most to end by itself."""


def test_the_file_is_what_the_compose_specification_asks_for() -> None:
    command = ["-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run(
        [sys.executable, *command, "docker-compose.yml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", EVERY)
def test_no_container_may_become_more_than_it_is(name: str) -> None:
    service = services()[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service.get("privileged")
    limits = service["deploy"]["resources"]["limits"]
    assert {"cpus", "memory", "pids"} <= set(limits)


@pytest.mark.parametrize("name", [*OWN, "migrate"])
def test_the_product_runs_as_nobody_in_particular(name: str) -> None:
    assert services()[name]["user"] == "10001:10001"
    assert "USER 10001:10001" in (ROOT / "Dockerfile").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", GOES_ON)
def test_everything_that_goes_on_is_watched_and_has_time_to_stop(name: str) -> None:
    service = services()[name]
    assert service["healthcheck"]["test"][0] == "CMD"
    grace = float(service["stop_grace_period"].removesuffix("s"))
    assert grace >= DRAIN_S.get(name, 0) + 5
    assert name not in OWN or grace <= 20


@pytest.mark.parametrize("name", EVERY)
def test_only_the_proxy_opens_ports(name: str) -> None:
    assert bool(services()[name].get("ports")) is (name == "caddy")


@pytest.mark.parametrize("name", ["database", "valkey", "live", "analyzer", "beat"])
def test_stores_and_workers_have_no_way_out(name: str) -> None:
    assert services()[name]["networks"] == ["inside"]
    assert compose()["networks"]["inside"] == {"internal": True}


def test_both_ways_to_start_the_web_process_limit_its_sockets_alike() -> None:
    by_hand = web_command(1)
    for option in re.findall(r"--(?:ws|lifespan|no|timeout)[\w-]* ?[\w-]*", by_hand):
        assert option.strip() in " ".join(services()["web"]["command"].split())


@pytest.mark.parametrize("name", ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MALLOC_ARENA_MAX"])
def test_both_ways_to_start_limit_threads_and_arenas_alike(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(name, raising=False)
    assert services()["web"]["environment"][name] == launch.environment(8000)[name]


@pytest.mark.parametrize("name", variables())
def test_the_example_explains_every_setting(name: str) -> None:
    assert name in mentioned()
    before = (ROOT / ".env.example").read_text(encoding="utf-8").split(f"{name}=")[0]
    paragraph = re.split(r"\n# ---", before)[-1]
    assert "\n# " in paragraph, f"nothing is said above {name}"


def test_the_example_names_nothing_that_nobody_reads() -> None:
    assert set(mentioned()) - set(variables()) - SET_BY_COMPOSE - {"CONSULT_DATA"} == set()


def test_what_compose_asks_for_is_in_the_example() -> None:
    asked = re.findall(r"\$\{(\w+):\?\}", (ROOT / "docker-compose.yml").read_text("utf-8"))
    assert set(asked) <= set(example())


@pytest.mark.parametrize("lock", ["serve.txt", "run.txt"])
@pytest.mark.parametrize("package", ["tensorflow", "keras", "torch", "matplotlib", "scikit-learn"])
def test_what_is_served_is_locked_without_training(lock: str, package: str) -> None:
    names = re.findall(r"^([\w-]+)==", (ROOT / "requirements" / lock).read_text("utf-8"), re.M)
    assert "django" in names
    assert package not in names


def test_the_image_holds_no_frontend_tools() -> None:
    assert "nodejs" not in (ROOT / "requirements" / "serve.txt").read_text(encoding="utf-8")
    assert "requirements/serve.txt" in (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_the_builder_gets_what_is_copied_and_nothing_else() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_through = {line[1:] for line in ignored if line.startswith("!")}
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    copied = [
        source.split("/")[0]
        for line in re.findall(r"^COPY (?!--from)(.+)$", dockerfile, flags=re.MULTILINE)
        for source in line.split()[:-1]
    ]
    assert "*" in ignored
    assert set(copied) == let_through
    assert "**/.env*" in ignored
    assert [name for name in let_through if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("name", ["web", "analyzer", "reports"])
def test_whoever_uses_tables_waits_for_the_migrations(name: str) -> None:
    waits = services()[name]["depends_on"]
    assert waits["migrate"] == {"condition": "service_completed_successfully"}
    for store in ("database", "valkey", "live"):
        assert waits[store] == {"condition": "service_healthy"}


def test_the_migrations_wait_for_nobody_but_the_stores() -> None:
    assert set(services()["migrate"]["depends_on"]) == {"database", "valkey", "live"}


def test_what_pictures_pass_through_writes_nothing() -> None:
    command = services()["live"]["command"]
    assert "--appendonly no" in command
    assert "--save ''" in command
    assert not services()["live"].get("volumes")
    assert "@live:" in services()["web"]["environment"]["LIVE_REDIS_URL"]
    assert "--appendonly no --save ''" in valkey_command("1")


def test_sent_mail_does_not_stay_in_the_brokers_log() -> None:
    """Valkey's own measure, 64 MB, keeps addresses and links of months on the disk."""
    assert "--auto-aof-rewrite-min-size 4mb" in services()["valkey"]["command"]


@pytest.mark.parametrize("variable", ["DATABASE_URL", "REDIS_URL", "LIVE_REDIS_URL"])
def test_a_password_of_the_advised_kind_survives_its_address(
    variable: str,
) -> None:
    password = secrets.token_urlsafe(32)
    address = re.sub(r"\$\{\w+:\?\}", password, services()["web"]["environment"][variable])
    assert environ.Env.db_url_config(address)["PASSWORD"] == password


def test_postgresql_lets_all_of_them_in() -> None:
    most = int(database_options()["max_connections"])
    assert needed() + RESERVED < most, "consult.operations.connections counts them"


def test_no_process_of_the_product_is_the_databases_superuser() -> None:
    roles = {
        name: service["environment"]["DATABASE_URL"].split("//")[1].split(":")[0]
        for name, service in services().items()
        if name in (*OWN, "migrate")
    }
    assert roles == {**dict.fromkeys(OWN, "consult"), "migrate": "consult_owner"}
    assert "POSTGRES_USER" not in services()["database"]["environment"]


def test_the_stores_and_proxies_own_logs_name_nobody() -> None:
    options = database_options()
    assert options["log_min_error_statement"] == "panic"
    assert options["log_error_verbosity"] == "terse"
    caddy = compose()["configs"]["caddyfile"]["content"]
    for field in ("remote_ip", "client_ip", "uri", "headers"):
        assert f"request>{field} delete" in caddy
    assert services()["turn"]["logging"] == {"driver": "none"}


def test_turn_and_the_service_share_one_secret() -> None:
    command = services()["turn"]["command"]
    assert "--use-auth-secret" in command
    assert "--static-auth-secret=${TURN_SECRET:?}" in command
    assert services()["web"]["env_file"] == ".env"


def test_what_faces_people_knows_no_password_of_the_tables_owner() -> None:
    owners = ("POSTGRES_PASSWORD", "POSTGRES_OWNER_PASSWORD")
    reads_all = [name for name, one in services().items() if one.get("env_file") == ".env"]
    assert {"web", "analyzer", "reports"} <= set(reads_all)
    for name in reads_all:
        # An empty one here counts for more than the file's.
        assert [services()[name]["environment"][owner] for owner in owners] == ["", ""]
    assert "TURN_SECRET=" in (ROOT / ".env.example").read_text(encoding="utf-8")


@pytest.mark.parametrize("network", ["10.0.0.0", "127.0.0.0", "192.168.0.0", "172.16.0.0"])
def test_turn_leads_into_no_private_network(network: str) -> None:
    assert f"--denied-peer-ip={network}-" in services()["turn"]["command"]


def test_the_example_says_which_characters_fit() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    above = example.split("POSTGRES_PASSWORD=")[0]
    assert 'letters, digits, "-" and "_" only' in above
