"""The product's settings for tests: real parts, local ones, and nothing slow for passwords."""

from __future__ import annotations

import os

os.environ["DEMO"] = "1"
os.environ.setdefault("PUBLIC_URL", "http://localhost:8000")

from consult.settings import *  # noqa: E402, F403
