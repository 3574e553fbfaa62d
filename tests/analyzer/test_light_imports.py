import subprocess
import sys

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
