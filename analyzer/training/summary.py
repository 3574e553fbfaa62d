"""An evaluation as lines of text, for a terminal."""

from collections.abc import Mapping
from typing import Any


def summary(result: Mapping[str, Any]) -> str:
    """Return the figures as a few lines of text."""
    lines = [
        f"{result['model']} on {result['split']}: n {result['n']}, accuracy "
        f"{result['accuracy']:.4f}, macro F1 {result['macro_f1']:.4f}, macro recall "
        f"{result['macro_recall']:.4f}, ECE {result['ece']:.4f}, "
        f"NLL {result['negative_log_likelihood']:.4f}"
    ]
    for name, recall in result["recall"].items():
        lines.append(f"  {name:10} " + ("does not occur" if recall is None else f"{recall:.3f}"))
    votes = result["fer_plus"]
    if votes is not None:
        lines.append(
            f"FER+ majority: n {votes['n']}, accuracy {votes['accuracy']:.4f}, "
            f"vote ECE {votes['vote_ece']:.4f}"
        )
    if result["heads"] == 2:
        lines.append(f"What pages show, held to the labels: {result['shown']['accuracy']:.4f}")
    return "\n".join([*lines, *_unlearned(result), *_views(result), *_camera(result)])


def _unlearned(result: Mapping[str, Any]) -> list[str]:
    rest = result["without_duplicates"]
    if rest is None:
        return []
    return [
        f"Without {rest['left_out']} pictures that Training holds too: n {rest['n']}, accuracy "
        f"{rest['accuracy']:.4f}, macro recall {rest['macro_recall']:.4f}"
    ]


def _views(result: Mapping[str, Any]) -> list[str]:
    told = ((view, result[view]) for view in ("unflipped", "flipped"))
    return [f"{view.capitalize()}: accuracy {one['accuracy']:.4f}" for view, one in told if one]


def _camera(result: Mapping[str, Any]) -> list[str]:
    lines = [
        f"  {name:28} {row['accuracy']:.4f}, not read {row['refused']:.4f}, "
        f"FER+ {_share(row['fer_plus'] and row['fer_plus']['accuracy'])}, "
        f"uncertain {_share(row['uncertain'])}"
        for name, row in (result["conditions"] or {}).items()
    ]
    for row in result["through_detector"] or []:
        lines += [
            f"{row['face_px']} px high, {name}: found {kind['found']:.3f}, "
            f"badly placed {kind['badly_placed']:.3f}, elsewhere {kind['elsewhere']:.3f}, "
            f"read {kind['read']:.3f}, direct {_share(kind['direct']['accuracy'])}, "
            f"through the detector {_share(kind['through']['accuracy'])}, "
            f"overlap {_share(kind['overlap'])}, bytes {kind['bytes']}"
            for name, kind in (("whole frames", row), ("region frames", row["region"]))
        ]
    return lines


def _share(share: float | None) -> str:
    return "none" if share is None else f"{share:.3f}"
