"""The example programs do as graphs what they do as Python."""

import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import autograph as ag
import autograph.examples
from autograph.testing import assert_same

NAMES = sorted(module.name for module in pkgutil.iter_modules(autograph.examples.__path__))
DEMOS = ["dithering", "flow_accumulation", "reaction_diffusion"]


def _load(name):
    module = importlib.import_module(f"autograph.examples.{name}")
    return module, getattr(module, name)


def test_there_are_at_least_eight_short_programs_beside_the_demo():
    assert len(set(NAMES) - set(DEMOS)) >= 8


@pytest.mark.parametrize("name", NAMES)
def test_a_program_gives_the_same_as_a_graph(name):
    module, function = _load(name)
    assert_same(function.original, *module.example_arguments(), stages=("converted", "interpreter", "kernel"))


@pytest.mark.parametrize("name", NAMES)
def test_a_program_becomes_one_graph_and_stays_one(name):
    module, function = _load(name)
    graph = ag.function(mode="graph", fullgraph=True)(function.original)
    for _ in range(6):  # a graph that does not hold its values would be given up by then
        graph(*module.example_arguments())
    explanation = graph.explain()
    assert explanation.captured, str(explanation)


@pytest.mark.parametrize("name", NAMES)
def test_a_program_runs_as_a_script(name):
    file = Path(autograph.examples.__file__).with_name(f"{name}.py")
    command = [sys.executable, "-W", "error", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize("name", NAMES)
def test_a_program_converted_alone_gives_the_same(name):
    module, function = _load(name)
    first = ag.convert(function.original)(*module.example_arguments())
    second = function.original(*module.example_arguments())
    assert repr(first) == repr(second)


@pytest.mark.parametrize("name", DEMOS)
def test_a_demo_shows_a_picture_of_its_result(name):
    module, function = _load(name)
    arguments = module.example_arguments()
    image, colours = module.picture(*arguments, function.original(*module.example_arguments()))
    assert image.ndim == 2
    assert isinstance(colours, str)
