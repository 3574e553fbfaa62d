"""Where FER2013 lies, for the tests that look at real training faces.

The data is for research and is not part of the project: `FER2013` names a copy of the `.npz`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_BESIDE: Final = Path(__file__).parents[2] / "shared" / "data" / "fer2013.npz"
NAMED: Final = Path(os.environ["FER2013"]) if os.environ.get("FER2013") else None
"""The copy that the environment names, None where it names none."""
FER2013: Final = NAMED or _BESIDE
"""A copy for the tests that have nothing else to look at; it need not be there."""
FER2013_CSV: Final = FER2013.with_name("fer2013_sample.csv")
"""A few rows of the same in its other form, beside it."""
