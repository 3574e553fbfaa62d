"""One flipped byte in a model file: the worker's own command ends, and names the file (S17)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analyzer import weights
from tests.service import ROOT


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The product with models of its own."""
    for name in ("manage.py", "consult"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "analyzer", tmp_path / "analyzer")
    (tmp_path / "models").mkdir()
    served = weights.model()
    for file in (weights.MANIFEST, served.file):
        shutil.copy(ROOT / "models" / file, tmp_path / "models" / file)
    return tmp_path


def worker(tree: Path) -> subprocess.Popen[str]:
    """Start a worker as every process manager does; its Valkey is nowhere."""
    # Not through `manage.py`: Python would follow the link, and find the committed models.
    code = (
        "import sys; sys.path.insert(0, '.');"
        "from django.core.management import execute_from_command_line as run;"
        "run(['manage.py', 'runworker', '--layer', 'frames', 'frames'])"
    )
    chosen = {"DEMO": "1", "REDIS_URL": "redis://127.0.0.1:1/0", "CONSULT_DATA": str(tree / "data")}
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=tree,
        env={**os.environ, **chosen, "DJANGO_SETTINGS_MODULE": "consult.settings"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_worker_refuses_to_start(tree: Path) -> None:
    file = tree / "models" / weights.model().file
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    refused = worker(tree)
    _, said = refused.communicate(timeout=60)
    assert refused.returncode == 1
    assert re.search(rf"CommandError: .*{file.name}: sha256 is \w+…, the manifest says", said), said


def test_it_starts_with_the_file_as_it_was(tree: Path) -> None:
    """The negative control: it goes on to listen, at a Valkey that is not there."""
    started = worker(tree)
    assert started.stderr is not None
    for line in started.stderr:
        if "Running worker for channels" in line:
            break
    else:
        pytest.fail("the worker did not start")
    started.kill()
    started.communicate()


def test_nothing_outside_training_knows_keras_files() -> None:
    """`.h5` and `.keras` files hold code that loading runs: the service loads flat buffers."""
    serving = [*(ROOT / "consult").rglob("*.py"), *(ROOT / "analyzer").glob("*.py")]
    assert len(serving) > 200
    loading = re.compile(r"load_model|load_weights|\.h5|import pickle|pickle\.|joblib|torch\.load")
    found = [path.name for path in serving if loading.search(path.read_text(encoding="utf-8"))]
    assert found == []
