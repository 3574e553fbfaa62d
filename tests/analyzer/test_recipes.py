"""Recipes: read with their types, refused in one line."""

from pathlib import Path

import pytest

from analyzer.training.recipes import (
    RECIPES,
    Descent,
    RecipeError,
    Target,
    Views,
    load_recipe,
    recipe_of,
)


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text('architecture = "tiny"\nsides = [[0, 32], [4, 48]]\n[views]\nerase = 0.5\n')
    return path


@pytest.mark.parametrize("path", sorted(RECIPES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_committed_recipe_can_be_followed(path: Path) -> None:
    assert load_recipe(path).architecture


@pytest.mark.parametrize(
    "name",
    [
        *("mini-xception", "nine-convolutions", "lenet-5", "alexnet", "vgg", "slim-resnet"),
        "hog-svm",
    ],
)
def test_each_architecture_of_the_source_has_a_recipe_of_its_own(name: str) -> None:
    assert load_recipe(recipe_of(name)).architecture == name


def test_what_a_recipe_leaves_out_is_the_thesis(recipe: Path) -> None:
    read = load_recipe(recipe)
    assert (read.batch, read.descent.optimizer, read.views.rotation) == (32, "adam", 10.0)
    assert read.views.erase == 0.5
    assert [read.side_at(epoch) for epoch in (0, 3, 4, 9)] == [32, 32, 48, 48]


def test_the_command_may_change_it(recipe: Path) -> None:
    assert load_recipe(recipe, epochs=3).epochs == 3


def test_only_a_plateau_may_be_made_longer(recipe: Path) -> None:
    read = load_recipe(recipe)
    assert load_recipe(recipe, epochs=3).identity() == read.identity()
    recipe.write_text('architecture = "tiny"\n[descent]\nschedule = "cosine"\n')
    assert load_recipe(recipe, epochs=3).identity() != load_recipe(recipe).identity()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("epochs = 3", "architecture is missing"),
        ('architecture = "tiny"\ncolour = 1', "unknown field colour"),
        ('architecture = "tiny"\nepochs = "many"', "epochs must be of type int"),
        ('architecture = "tiny"\nepochs = 0', "epochs and batch start at 1"),
        ('architecture = "tiny"\nepochs = true', "epochs must be of type int"),
        ('architecture = "tiny"\nsides = [32]', "pairs of epoch and side"),
        ('architecture = "tiny"\nsides = [[3, 32]]', "begin with epoch 0"),
        ('architecture = "tiny"\nviews = 3', "views must be a table"),
        ('architecture = "tiny"\n[descent]\noptimizer = "lion"', "optimizer is adam or sgd"),
        ('architecture = "tiny"\n[target]\nvotes = 2', "shares lie in 0..1"),
        ('architecture = "tiny"\n[target]\ntaught = 0.5', "taught needs teachers"),
        ('architecture = "tiny"\n[target]\nteachers = "me"', "teachers must be a list of names"),
        ('architecture = "tiny"\n[descent]\nprecision = "int4"', "float32 or bfloat16"),
        ('architecture = "tiny"\n[descent]\ncompiled = 1', "compiled must be of type bool"),
        ('architecture = "tiny"\n[views]\nmix = 1\n[balance]\nweight = 1', "mix is not below 0"),
        ("architecture = ", "Invalid value"),
    ],
)
def test_a_recipe_out_of_form_is_named(recipe: Path, text: str, complaint: str) -> None:
    recipe.write_text(text + "\n")
    with pytest.raises(RecipeError, match=complaint) as error:
        load_recipe(recipe)
    assert "\n" not in str(error.value)


def test_an_architecture_without_a_recipe_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="no recipe for 'vgg-99'"):
        recipe_of("vgg-99")
    with pytest.raises(RecipeError, match="no such recipe"):
        load_recipe(tmp_path / "gone.toml")


def test_mini_xceptions_own_recipe_is_the_thesis() -> None:
    thesis = load_recipe(recipe_of("mini-xception"))
    assert (thesis.batch, thesis.epochs, thesis.validation) == (32, 150, 1 / 8)
    # How steps are compiled changes their speed alone.
    assert (thesis.descent, thesis.target) == (Descent("adam", 1e-3, compiled=False), Target())
    assert thesis.views == Views(rotation=10.0, shift=0.1, zoom=0.1)


def test_teachers_are_named(recipe: Path) -> None:
    recipe.write_text(
        'architecture = "tiny"\n[target]\ntaught = 0.5\nteachers = ["slim-resnet"]\n'
        '[descent]\nprecision = "bfloat16"\ncompiled = false\n'
    )
    read = load_recipe(recipe)
    assert read.target == Target(taught=0.5, teachers=("slim-resnet",))
    assert (read.descent.precision, read.descent.compiled) == ("bfloat16", False)
