"""Training: logged, resumable, and refusing what it should."""

import csv
import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("tensorflow")

import keras

from analyzer import weights
from analyzer.training import distribution
from analyzer.training.data import Faces, divide, load
from analyzer.training.plan import Plan
from analyzer.training.recipes import Balance, Descent, Recipe, Target, Views
from analyzer.training.run import RunError, load_checkpoint, side_of
from analyzer.training.schedule import Schedule
from analyzer.training.teachers import Teachers
from analyzer.training.train import Trainee, train, views_of
from tests.analyzer import networks

# Keras 3.15 saves its variables through an `__array__` that NumPy 2 calls outdated.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

TINY = Recipe("tiny", epochs=2, batch=16)
COSINE = Descent("sgd", 0.05, weight_decay=1e-3, schedule="cosine", warm_up=1)


@pytest.fixture(scope="module")
def plan(small_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """Return the plan of a run of two epochs that is done."""
    done = Plan(TINY, small_data, tmp_path_factory.mktemp("runs") / "tiny")
    train(done)
    return done


def logged(out: Path) -> list[dict[str, str]]:
    with (out / "log.csv").open(newline="") as lines:
        return list(csv.DictReader(lines))


def with_recipe(plan: Plan, **changes: Any) -> Plan:
    return replace(plan, recipe=replace(plan.recipe, **changes))


def test_a_run_leaves_checkpoints_log_curves_and_result(plan: Plan) -> None:
    result = json.loads((plan.out / "result.json").read_text())
    for name in ("last.keras", "average.keras", "best.keras"):
        assert (plan.out / name).is_file()
    assert (plan.out / "curves.png").read_bytes().startswith(b"\x89PNG")
    assert [row["epoch"] for row in logged(plan.out)] == ["1", "2"]
    assert result["pictures"] == {"training": 88, "validation": 12}
    assert result["data"] == load(plan.data).content
    assert result["start"] is None
    assert result["devices"][0] == "CPU:0"
    assert result["recipe"]["batch"] == 16
    assert [c.split()[:3] for c in result["commands"]] == [["python", "-m", "analyzer"]]


def test_what_is_no_run_is_not_resumed_over(plan: Plan, tmp_path: Path) -> None:
    networks.tiny_pair().save(tmp_path / "best.keras")
    before = (tmp_path / "best.keras").read_bytes()
    with pytest.raises(RunError, match="is not empty and holds no run to resume"):
        train(replace(plan, out=tmp_path, resume=True))
    assert [path.name for path in tmp_path.iterdir()] == ["best.keras"]
    assert (tmp_path / "best.keras").read_bytes() == before


def test_a_rate_that_bursts_ends_the_run(plan: Plan, tmp_path: Path) -> None:
    bursting = with_recipe(plan, descent=Descent("sgd", 1e30))
    with pytest.raises(RunError, match=r"epoch 1: the loss is nan.*lower the learning rate"):
        train(replace(bursting, out=tmp_path))
    assert not list(tmp_path.iterdir())


def test_an_existing_run_is_not_overwritten(plan: Plan) -> None:
    before = (plan.out / "last.keras").read_bytes()
    with pytest.raises(RunError, match="not empty"):
        train(plan)
    assert (plan.out / "last.keras").read_bytes() == before


def test_a_resumed_run_equals_an_unbroken_one(plan: Plan, tmp_path: Path) -> None:
    longer = with_recipe(plan, epochs=3)
    unbroken = replace(longer, out=tmp_path / "unbroken")
    train(unbroken)
    train(replace(longer, resume=True))
    one, two = logged(unbroken.out), logged(plan.out)
    assert len(one) == len(two) == 3
    assert float(two[2]["loss"]) == pytest.approx(float(one[2]["loss"]), rel=1e-3)


def test_rate_and_average_of_a_cosine_run_resume_too(plan: Plan, tmp_path: Path) -> None:
    rule = {"descent": COSINE, "average": 0.9, "epochs": 3}
    unbroken = replace(with_recipe(plan, **rule), out=tmp_path / "unbroken")
    train(unbroken)
    broken = replace(unbroken, out=tmp_path / "broken")
    interrupt_after_one_epoch(broken)
    train(replace(broken, resume=True))
    for one, two in zip(logged(unbroken.out), logged(broken.out), strict=True):
        assert one["learning_rate"] == two["learning_rate"]
        assert float(two["val_loss"]) == pytest.approx(float(one["val_loss"]), rel=1e-3)


def interrupt_after_one_epoch(plan: Plan) -> None:
    """Run the plan, as if somebody pressed Ctrl-C while the second epoch ran."""
    from analyzer.training import train as module

    with pytest.MonkeyPatch.context() as patch:
        fit, calls = module._fit, []

        def fit_once(*arguments: Any) -> tuple[float, float]:
            calls.append(1)
            if len(calls) == 2:
                raise KeyboardInterrupt
            return fit(*arguments)

        patch.setattr(module, "_fit", fit_once)
        with pytest.raises(KeyboardInterrupt):
            train(plan)


def test_two_heads_and_growing_pictures_are_trained(plan: Plan, tmp_path: Path) -> None:
    grown = with_recipe(plan, architecture="tiny-pair", sides=((0, 32), (1, 48)))
    out = train(replace(grown, out=tmp_path / "pair"))
    assert [row["side"] for row in logged(out)] == ["32", "48"]
    assert all(row["val_fer_plus"] for row in logged(out))
    best = min(logged(out), key=lambda row: float(row["val_loss"]))
    assert side_of(out) == int(best["side"])


def test_a_network_learns_from_a_teacher_in_half_precision(plan: Plan, tmp_path: Path) -> None:
    pair = with_recipe(
        plan,
        architecture="tiny-pair",
        descent=Descent(precision="bfloat16", compiled=False),
        target=Target(taught=0.5, teachers=("slim-resnet",)),
        views=Views(mix=0.4),
    )
    taught = replace(pair, out=tmp_path / "taught")
    train(replace(taught, recipe=replace(taught.recipe, epochs=1)))
    train(replace(taught, resume=True))
    assert len(logged(taught.out)) == 2
    state = json.loads((taught.out / "state.json").read_text())
    assert state["teachers"] == [weights.model("slim-resnet").sha256]
    # Sums are short, weights and what is served are not.
    last, best = (load_checkpoint(taught.out / f"{name}.keras") for name in ("last", "best"))
    assert last.layers[2].compute_dtype == "bfloat16"
    assert best.layers[2].compute_dtype == "float32"
    assert {str(w.dtype) for w in last.weights} >= {"float32"}
    assert all(w.dtype == "float32" for w in last.trainable_weights)


def test_workers_turn_their_pictures_apart(plan: Plan) -> None:
    faces = load(plan.data).part("training")
    same = replace(faces, images=np.broadcast_to(faces.images[:1], faces.images.shape))
    weighted, seen = replace(TINY, balance=Balance(weight=1.0)), []
    told: dict[int, float] = {}
    for index in (0, 1):
        place = distribution.Alone()
        place.index, place.size = index, 2
        trainee = Trainee(networks.tiny(), networks.tiny(), Schedule(0.1), place, Teachers(()))
        views, wanted, counts = views_of(weighted, trainee, same, 48)
        assert counts is not None
        assert len(views) == len(wanted) == len(counts) == 48
        seen.append(views)
        for label, weight in zip(wanted.argmax(1), counts, strict=True):
            assert told.setdefault(int(label), float(weight)) == weight
    assert not any(np.array_equal(*pair) for pair in zip(*seen, strict=True))


def test_the_rate_reaches_zero_with_the_last_step(plan: Plan, tmp_path: Path) -> None:
    faces = load(plan.data).part("training")
    # Disgust and fear come three times each, and are filled up.
    rare = np.flatnonzero(np.isin(faces.labels, (1, 2)))[6:]
    some = faces.rows(np.setdiff1d(np.arange(len(faces)), rare))
    np.savez(tmp_path / "faces.npz", images=some.images, labels=some.labels, split=some.split)
    filled = with_recipe(plan, descent=COSINE, balance=Balance(generated=1.0))
    out = train(replace(filled, data=tmp_path / "faces.npz", out=tmp_path / "run"))
    optimizer = keras.models.load_model(out / "last.keras").optimizer
    rate = keras.optimizers.schedules.deserialize(optimizer.get_config()["learning_rate"])
    taken = int(optimizer.iterations)
    assert float(rate(taken)) == pytest.approx(0, abs=1e-9)
    assert float(rate(taken - 1)) > 1e-4


def test_a_run_can_begin_with_the_weights_of_another(plan: Plan, tmp_path: Path) -> None:
    slow = replace(plan.recipe, epochs=1, descent=Descent(learning_rate=1e-9))
    began = Plan(slow, plan.data, tmp_path / "next", start=plan.out / "best.keras")
    train(began)
    one, two = (load_checkpoint(p.out / "best.keras").get_weights()[0] for p in (plan, began))
    assert np.allclose(one, two, atol=1e-6)
    result, start = json.loads((began.out / "result.json").read_text()), plan.out / "best.keras"
    assert result["start"] == hashlib.sha256(start.read_bytes()).hexdigest()
    with pytest.raises(RunError, match="was trained with another start"):
        train(replace(began, start=plan.out / "last.keras", resume=True))
    other = replace(began, recipe=replace(slow, architecture="tiny-pair"), out=tmp_path / "other")
    with pytest.raises(RunError, match="a checkpoint of tiny, not of tiny-pair"):
        train(other)
    assert not other.out.exists()


def test_a_checkpoint_of_another_architecture_is_refused(plan: Plan) -> None:
    other = replace(with_recipe(plan, architecture="mini-xception"), resume=True)
    with pytest.raises(RunError, match="a checkpoint of tiny, not of mini-xception"):
        train(other)


def test_a_damaged_checkpoint_is_named(plan: Plan) -> None:
    (plan.out / "last.keras").write_bytes(b"PK")
    with pytest.raises(RunError, match=r"last\.keras: not a readable checkpoint"):
        train(replace(with_recipe(plan, epochs=3), resume=True))


def test_a_checkpoint_of_another_recipe_is_refused(plan: Plan) -> None:
    with pytest.raises(RunError, match="trained with another recipe"):
        train(replace(with_recipe(plan, batch=8), resume=True))


def test_a_checkpoint_that_held_other_pictures_back_is_refused(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def otherwise(faces: Faces, share: float, seed: int, limit: int) -> tuple[Faces, Faces]:
        return divide(faces, share, seed + 1, limit)

    monkeypatch.setattr("analyzer.training.train.divide", otherwise)
    with pytest.raises(RunError, match="trained with other held-back pictures"):
        train(replace(with_recipe(plan, epochs=3), resume=True))


def test_a_run_is_not_resumed_on_other_data(plan: Plan, tmp_path: Path) -> None:
    others = tmp_path / "faces.npz"
    with np.load(plan.data) as held:
        np.savez(others, images=held["images"], labels=held["labels"], split=held["split"])
    with pytest.raises(RunError, match="was trained with other data"):
        train(replace(plan, data=others, resume=True))


def test_an_unknown_architecture_is_refused(plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(RunError, match="unknown architecture 'resnet'"):
        train(replace(with_recipe(plan, architecture="resnet"), out=tmp_path / "new"))
    assert not (tmp_path / "new").exists()
