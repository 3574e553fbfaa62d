#!/bin/sh
# Resolves pyproject.toml for Python 3.11 and later on every platform, with hashes.
set -eu
resolve() {
  .venv/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
    --no-annotate --no-header --quiet "$@"
}
resolve --group build --group train --group dev --output-file requirements/dev.txt "$@"
resolve --group build --constraint requirements/dev.txt --output-file requirements/run.txt
resolve --group train --constraint requirements/dev.txt --output-file requirements/train.txt
# What the image holds: neither the frontend's tools nor training.
resolve --constraint requirements/dev.txt --output-file requirements/serve.txt
