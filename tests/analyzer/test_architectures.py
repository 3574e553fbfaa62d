"""Every network is as large as its docstring says."""

import re

import pytest

pytest.importorskip("tensorflow")

from analyzer.training.architectures import ARCHITECTURES, TWO_HEADED, multiplications

NAMES = (
    "alexnet",
    "lenet-5",
    "mini-xception",
    "nine-convolutions",
    "slim-resnet",
    "slim-resnet-se",
    "vgg",
)


@pytest.mark.parametrize("name", NAMES)
def test_the_docstring_states_the_size(name: str) -> None:
    model = ARCHITECTURES[name](48)
    told = " ".join((ARCHITECTURES[name].__doc__ or "").split())
    [parameters] = re.findall(r"([\d,]+) parameters", told)
    [millions] = re.findall(r"(\d+) million multiplications", told)
    assert model.count_params() == int(parameters.replace(",", ""))
    assert round(multiplications(model) / 1e6) == int(millions)
    assert model.name == name


@pytest.mark.parametrize("name", NAMES)
def test_seven_probabilities_come_out(name: str) -> None:
    shape = ARCHITECTURES[name](48).output_shape
    assert shape == ((None, 2, 7) if name in TWO_HEADED else (None, 7))
