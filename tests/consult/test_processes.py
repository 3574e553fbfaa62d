"""What supervisor reads of the file that is written for it."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest
from supervisor.options import ServerOptions

from consult import processes


@pytest.fixture
def local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of a name that people give."""
    folder = tmp_path / "My Projects, 100 % done"
    for name in ("log", "run", "valkey"):
        (folder / name).mkdir(parents=True)
    monkeypatch.setattr(processes, "LOCAL", folder)
    monkeypatch.setattr(processes, "PYTHON", str(folder / "python"))
    return folder


def test_a_folders_name_may_have_spaces_and_signs(local: Path) -> None:
    file = local / "supervisord.conf"
    env = {"CONSULT_EMBEDDED_VALKEY": "6379", "WORKERS": "1"}
    file.write_text(processes.supervisor_config(env, 8000), encoding="utf-8")
    options: Any = ServerOptions()
    options.realize(["-c", str(file), "--nodaemon"])
    assert options.logfile == str(local / "log" / "supervisord.log")
    [valkey, *rest] = [one for group in options.process_group_configs
                       for one in group.process_configs]  # fmt: skip
    assert shlex.split(valkey.command)[5:7] == ["--dir", str(local / "valkey")]
    for one in rest:
        assert shlex.split(one.command)[0] == str(local / "python")
    assert {Path(one.stdout_logfile).parent for one in rest} == {local / "log"}
