"""Two workers, or two devices of one, train one network together: all on this machine."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("tensorflow")
import keras
import tensorflow as tf

from analyzer.__main__ import main
from analyzer.training import distribution
from analyzer.training.run import RunError, load_checkpoint
from consult.ports import free_port

# Keras 3.15 saves its variables through an `__array__` that NumPy 2 calls outdated.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

ROOT = Path(__file__).resolve().parents[2]
RECIPE = """
architecture = "lenet-5"
epochs = 2
batch = 16
average = 0.9
"""
TWO_DEVICES = """
import sys
import tensorflow as tf

half = tf.config.LogicalDeviceConfiguration()
tf.config.set_logical_device_configuration(tf.config.list_physical_devices("CPU")[0], [half, half])
assert tf.distribute.MirroredStrategy().num_replicas_in_sync == 2
from analyzer.__main__ import main

words = sys.argv[1:]
sys.exit(main([*words, "--epochs", "1"]) or main([*words, "--resume"]))
"""


def worker(index: int, ports: list[int], *arguments: str) -> subprocess.Popen[str]:
    cluster = {"worker": [f"localhost:{port}" for port in ports]}
    task = {"cluster": cluster, "task": {"type": "worker", "index": index}}
    return subprocess.Popen(
        [sys.executable, "-m", "analyzer", "train", "--distribute", "multiworker", *arguments],
        env={**os.environ, "TF_CONFIG": json.dumps(task), "CUDA_VISIBLE_DEVICES": "-1"},
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.timeout(600)  # Two starts of TensorFlow beside all that CI does at once.
def test_two_workers_take_every_step_together(small_data: Path, tmp_path: Path) -> None:
    recipe, ports = tmp_path / "own.toml", [free_port(), free_port()]
    recipe.write_text(RECIPE)
    both = [
        worker(
            index, ports, "--recipe", str(recipe), "--data", str(small_data),
            "--out", str(tmp_path / "run"),
        )
        for index in (0, 1)
    ]  # fmt: skip
    try:
        told = [process.communicate(timeout=500)[0] for process in both]
    finally:
        for process in both:
            process.kill()  # One whose partner is gone would wait for it for ever.
    assert [process.returncode for process in both] == [0, 0], "\n".join(told)
    # Each validates its own copy: the same figures to the last digit, so the same weights.
    validated = [
        [line.split("val_loss")[1] for line in t.splitlines() if "val_loss" in line] for t in told
    ]
    assert len(validated[0]) == 2
    assert validated[0] == validated[1]
    saved = keras.models.load_model(tmp_path / "run" / "last.keras")
    assert np.isfinite(np.concatenate([w.ravel() for w in saved.get_weights()])).all()


@pytest.mark.slow
def test_two_devices_take_the_steps_of_one(small_data: Path, tmp_path: Path) -> None:
    recipe = tmp_path / "own.toml"
    recipe.write_text(f'{RECIPE}[descent]\noptimizer = "sgd"\nlearning_rate = 0.05\n')
    words = ["train", "--recipe", str(recipe), "--data", str(small_data), "--out"]
    both = [str(tmp_path / "two"), "--distribute", "mirrored"]
    subprocess.run([sys.executable, "-c", TWO_DEVICES, *words, *both], cwd=ROOT, check=True)
    assert main([*words, str(tmp_path / "one")]) == 0
    for name in ("last", "average"):
        one, two = (
            load_checkpoint(tmp_path / folder / f"{name}.keras").get_weights()
            for folder in ("one", "two")
        )
        assert all(np.allclose(*pair, atol=1e-4) for pair in zip(one, two, strict=True))


@pytest.mark.parametrize(
    "config",
    [
        "",
        "alice",
        "[]",
        '{"cluster": {"worker": ["a:1"]}}',
        '{"cluster": {"worker": ["a:1"]}, "task": {"type": "worker", "index": 1}}',
        '{"cluster": {"worker": ["a:1"]}, "task": {"type": "ps", "index": 0}}',
    ],
)
def test_a_worker_without_a_place_is_told(config: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TF_CONFIG", config)
    with pytest.raises(RunError, match="TF_CONFIG"):
        distribution.joined("multiworker")


def test_a_chief_comes_before_the_workers() -> None:
    cluster = {"chief": ["a:1"], "worker": ["b:1", "c:1"], "ps": ["d:1"]}
    places = [
        distribution.place_in(json.dumps({"cluster": cluster, "task": {"type": t, "index": at}}))
        for t, at in (("chief", 0), ("worker", 0), ("worker", 1))
    ]
    assert places == [(0, 3), (1, 3), (2, 3)]


def test_a_worker_of_two_gpus_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    task = {"cluster": {"worker": ["a:1"]}, "task": {"type": "worker", "index": 0}}
    monkeypatch.setenv("TF_CONFIG", json.dumps(task))
    monkeypatch.setattr(tf.config, "get_visible_devices", lambda kind: ["GPU:0", "GPU:1"])
    with pytest.raises(RunError, match="takes one GPU a process and sees 2"):
        distribution.joined("multiworker")
