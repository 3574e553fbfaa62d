"""What a data file holds: pictures by class and split, as a table and a chart."""

from pathlib import Path

from analyzer.results import EXPRESSIONS
from analyzer.training.data import SPLITS, load
from analyzer.training.figures import draw_class_counts


def overview(data: Path, figures: Path | None = None) -> str:
    """Return the table of class counts by split, and draw it as `classes.png` in `figures`.

    Raises DataError where the file cannot be read.
    """
    faces = load(data)
    present = [name for name, code in SPLITS.items() if (faces.split == code).any()]
    counts = {name: faces.part(name).counts() for name in present}
    if figures is not None:
        figures.mkdir(parents=True, exist_ok=True)
        draw_class_counts(figures / "classes.png", counts)
    lines = [f"{'':10}" + "".join(f"{name:>10}" for name in counts)]
    for row, name in enumerate(EXPRESSIONS):
        lines.append(f"{name:10}" + "".join(f"{values[row]:10d}" for values in counts.values()))
    lines.append(f"{'all':10}" + "".join(f"{values.sum():10d}" for values in counts.values()))
    votes = "with" if faces.votes is not None else "without"
    return "\n".join([*lines, f"{len(faces)} pictures, {votes} FER+ votes"])
