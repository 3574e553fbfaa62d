import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest


@pytest.mark.parametrize("module", ["analyzer.pipeline", "analyzer.timeline", "analyzer.weights"])
def test_serving_imports_neither_tensorflow_nor_django(module: str) -> None:
    code = (
        f"import sys, {module}\n"
        "heavy = {'tensorflow', 'keras', 'django', 'channels', 'celery', 'redis', 'consult'}\n"
        "print(*sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr, done.returncode) == ("", "", 0)


@pytest.mark.parametrize("arch", ["lenet-5", "hog-svm"])
def test_a_mistake_in_the_data_is_told_in_one_line_before_tensorflow_is_waited_for(
    tmp_path: Path, arch: str
) -> None:
    faces, out = tmp_path / "faces.npz", tmp_path / "run"
    command = ["-m", "analyzer", "train", "--arch", arch, "--data", str(faces), "--out", str(out)]
    for label, complaint in ((9, "labels go from 0 to 6"), (0, "the split 'training' is empty")):
        np.savez(faces, images=np.zeros((3, 48, 48), np.uint8), labels=np.full(3, label))
        done = subprocess.run(
            [sys.executable, *command], capture_output=True, text=True, check=False
        )
        # TensorFlow alone would write three lines.
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert done.stderr.startswith("analyzer train: ")
        assert complaint in done.stderr
    assert not out.exists()
