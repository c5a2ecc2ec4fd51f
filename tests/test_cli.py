"""The command `autograph`."""

import io
import os
import re
import subprocess
import sys
import textwrap
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import numpy as np
import pytest

from autograph.cli import main
from autograph.cli.arguments import parse_arguments
from autograph.cli.errors import UsageError
from autograph.cli.targets import find_targets
from autograph.reasons import REASONS

MODEL = '''
import functools
import numpy as np
import autograph as ag

LIMIT = 3

def step(x, count):
    """Add up.

    >>> values = np.ones(5)
    >>> step(values * 2, 3)
    10.0
    """
    total = 0.0
    for i in range(count):
        if x[i] > 0:
            total += x[i]
    return total

@ag.function
def decorated(x):
    while x < 10:
        x = x * 2
    return x

@functools.lru_cache
def cached(n):
    return n + 1 if n > 0 else n

double = lambda x: 2 * abs(x)

class Solver:
    def solve(self, x):
        return x if x > 0 else -x

    @staticmethod
    def half(x):
        return x / 2 if x else x

class Table:
    def __init__(self, rows):
        self.rows = rows

    def row(self, i):
        return self.rows[i]

def log(x):
    with open("log", "a") as file:
        file.write(str(x))
    return x
'''


@pytest.fixture
def model(tmp_path):
    path = tmp_path / "model.py"
    path.write_text(MODEL)
    return path


@pytest.fixture
def command(tmp_path, monkeypatch):
    """Return a function that runs the command; in a process of its own where it runs a program."""

    def run(*words, code=0, folder=tmp_path):
        words = [*map(str, words)]
        apart = words[:1] in (["run"], ["demo"]) and "--help" not in words
        done = (_apart if apart else _here)(words, folder, tmp_path / "cache", monkeypatch)
        assert done.returncode == code, done.stderr
        return done

    return run


def _apart(words, folder, cache, _):
    return subprocess.run(
        [sys.executable, "-m", "autograph", *words],
        cwd=folder,
        env={**os.environ, "AUTOGRAPH_CACHE_DIR": str(cache)},
        capture_output=True,
        text=True,
        check=False,
    )


def _here(words, folder, cache, monkeypatch):
    out, err = io.StringIO(), io.StringIO()
    with monkeypatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        patch.setenv("AUTOGRAPH_CACHE_DIR", str(cache))
        try:
            code = main(words)
        except SystemExit as end:
            code = end.code
    return subprocess.CompletedProcess(words, code, out.getvalue(), err.getvalue())


# show


def test_source_is_shown_as_written(model, command):
    assert command("show", f"{model}:step").stdout == MODEL[MODEL.index("def step") : MODEL.index("\n@ag")]


def test_a_file_alone_shows_all_of_its_functions_in_order(model, command):
    shown = command("show", model).stdout
    names = ["def step", "def decorated", "def cached", "double =", "def solve", "def half", "def log"]
    assert sorted(names, key=shown.index) == names


def test_converted_code_has_no_loops_that_data_decides(model, command):
    shown = command("show", f"{model}:step", "--stage", "converted").stdout
    assert "ag__.for_stmt" in shown
    assert "ag__.if_stmt" in shown


@pytest.mark.parametrize("name", ["decorated", "cached", "double", "Solver.solve", "Solver.half"])
def test_every_kind_of_function_is_shown_converted(model, command, name):
    assert "ag__" in command("show", f"{model}:{name}", "--stage", "converted").stdout


@pytest.mark.parametrize("stage", ["graph", "optimized", "kernel"])
def test_later_stages_take_the_argument_types(model, command, stage):
    shown = command("show", f"{model}:step", "--stage", stage, "--args", "float64[:], int").stdout
    assert "def " in shown
    assert shown == command("show", f"{model}:step", "--stage", stage, "--example").stdout


@pytest.mark.parametrize("stage", ["graph", "optimized", "kernel"])
@pytest.mark.parametrize(
    ("name", "types"), [("decorated", "int"), ("Solver.solve", "float"), ("Solver.half", "int")]
)
def test_every_kind_of_function_is_shown_at_later_stages(model, command, name, types, stage):
    assert "def " in command("show", f"{model}:{name}", "--stage", stage, "--args", types).stdout


@pytest.mark.parametrize("stage", ["graph", "optimized", "kernel"])
def test_what_is_no_graph_fails_with_the_reason_and_the_line(model, command, stage):
    done = command("show", f"{model}:log", "--stage", stage, "--args", "float[:]", code=1)
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert re.search(f"log has no {stage}: AG\\d{{3}} ", done.stderr)
    assert "with open" in done.stderr


def test_a_module_is_found_by_its_name(command):
    assert "def mean" in command("show", "statistics:mean").stdout


def test_the_difference_stands_side_by_side(model, command):
    lines = command("show", f"{model}:step", "--stage", "converted", "--diff").stdout.splitlines()
    assert lines[0].split() == ["source", "converted"]
    assert any(" | " in line for line in lines)
    assert not any("\x1b" in line for line in lines)


def test_the_difference_may_be_against_any_stage(model, command):
    words = ["--stage", "kernel", "--diff", "--against", "source", "--args", "float64[:], int"]
    lines = command("show", f"{model}:step", *words).stdout.splitlines()
    assert lines[0].split() == ["source", "kernel"]


@pytest.mark.parametrize("stage", ["source", "converted", "graph", "optimized", "kernel"])
def test_show_does_not_import_numba(model, stage):
    program = textwrap.dedent(f"""
        import sys
        from autograph.cli import main
        code = main(["show", {str(model) + ":step"!r}, "--stage", "{stage}", "--example"])
        sys.exit(code or "numba" in sys.modules)
    """)
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


def test_show_colours_on_a_terminal(model, monkeypatch, capsys):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert main(["show", f"{model}:step"]) == 0
    assert "\x1b[" in capsys.readouterr().out


def test_what_the_file_prints_goes_to_stderr(tmp_path, command):
    (tmp_path / "loud.py").write_text("print('loading')\ndef f(x):\n    return x\n")
    done = command("show", "loud.py:f")
    assert done.stdout == "def f(x):\n    return x\n"
    assert done.stderr == "loading\n"


def test_a_file_in_a_package_is_imported_as_a_part_of_it(tmp_path, command):
    package = tmp_path / "package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "other.py").write_text("SIZE = 3\n")
    (package / "code.py").write_text("from .other import SIZE\ndef f(x):\n    return x + SIZE\n")
    assert "x + SIZE" in command("show", package / "code.py").stdout


# bad input


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["show", "missing.py"], "no such file"),
        (["show", "missing_module:f"], "cannot be loaded"),
        (["show", "model.py:absent"], "has no function"),
        (["show", "model.py:LIMIT"], "is a int, not a Python function"),
        (["show", "model.py:decorated", "--stage", "graph"], "argument types"),
        (["show", "model.py:decorated", "--stage", "graph", "--example"], "no example"),
        (["show", "model.py:step", "--stage", "graph", "--args", "flat[:]"], "no type"),
        (["show", "model.py:step", "--stage", "graph", "--args", "(("], "cannot be read"),
        (["show", "model.py:step", "--stage", "graph", "--args", "int"], "missing a required argument"),
        (["explain", "model.py:step", "--args", "int, int, int"], "too many positional arguments"),
        (["explain", "model.py:step", "--args", "int, cuont=int"], "missing a required argument"),
        (["explain", "model.py:step", "--args", "int, int)"], "cannot be read"),
        (["explain", "model.py:Table.row", "--args", "int"], "needs an object"),
        (["explain", "model.py:absent", "--args", "int"], "has no function"),
        (["explain", "missing.py:f", "--args", "int"], "no such file"),
        (["explain", "broken.py:f", "--args", "int"], "cannot be loaded"),
        (["show", "model.py:step", "--stage", "assembly"], "invalid choice"),
        (["show", "model.py:step", "--diff"], "later stage"),
        (["show", "model.py", "--stage", "graph", "--args", "int"], "several functions"),
        (["explain", "model.py"], "several functions"),
        (["run", "missing.py"], "cannot be read"),
        (["run", "broken.py"], "not Python"),
        (["show", "broken.py"], "cannot be loaded"),
        (["show", "failing.py"], "ZeroDivisionError"),
        (["show", "binary.py"], "cannot be loaded"),
        (["show", "."], "neither a Python file"),
        (["run", "binary.py"], "not Python"),
        (["run", "."], "cannot be read"),
        (["demo", "nothing"], "no demo"),
        (["cache", "burn"], "invalid choice"),
        ([], "required"),
        (["dance"], "invalid choice"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(model, tmp_path, command, words, says):
    (tmp_path / "broken.py").write_text("def f(:\n")
    (tmp_path / "failing.py").write_text("1 / 0\n")
    (tmp_path / "binary.py").write_bytes(bytes(range(256)))
    done = command(*words, code=2)
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("autograph")
    assert says in done.stderr


@pytest.mark.parametrize("words", [[], ["show"], ["explain"], ["run"], ["demo"], ["cache"]])
def test_help_shows_examples(command, words):
    shown = command(*words, "--help").stdout
    assert "examples:" in shown
    assert "autograph " in shown.split("examples:")[1]


# argument types


def test_types_become_arguments():
    positional, named = parse_arguments("float64[:,:], int, float32, (float, bool), [3, -1.5], mode='edge'")
    assert positional[0].shape == (8, 8)
    assert positional[0].dtype == np.float64
    assert type(positional[1]) is int
    assert type(positional[2]) is np.float32
    assert [type(item) for item in positional[3]] == [float, bool]
    assert positional[4] == [3, -1.5]
    assert named == {"mode": "edge"}


def test_sizes_and_contiguity_may_be_given():
    (array, column, flat), _ = parse_arguments("np.uint8[3, 5], complex128[:, 1], int32[::1]")
    assert array.shape == (3, 5)
    assert array.dtype == np.uint8
    assert column.shape == (8, 1)
    assert flat.dtype == np.int32


@pytest.mark.parametrize("text", ["float64[::2]", "float64['a']", "x", "1 +", "*a", "int); f(", "{a: int}"])
def test_what_is_no_type_is_refused(text):
    with pytest.raises(UsageError):
        parse_arguments(text)


def test_a_windows_path_has_a_colon_of_its_own(tmp_path):
    with pytest.raises(UsageError, match="no such file"):
        find_targets(r"C:\somewhere\model.py")


# explain, run, cache, demo


def test_explain_says_what_is_captured(model, command):
    shown = command("explain", f"{model}:step", "--args", "float64[:], int").stdout
    assert "captured" in shown.lower()


def test_explain_takes_the_docstrings_example(model, command):
    shown = command("explain", f"{model}:step", "--example").stdout
    assert shown == command("explain", f"{model}:step").stdout
    assert "captured" in shown


def test_explain_tells_the_line_the_code_and_the_way_out_of_what_runs_as_python(model, command):
    done = command("explain", f"{model}:log", "--args", "float64[:]")
    shown = " ".join(done.stdout.split())
    assert "captured no" in shown
    (code,) = set(re.findall(r"AG\d{3}", shown))
    assert 'with open("log", "a") as file' in shown
    assert REASONS[code].way_out in shown
    assert done.stderr == ""  # what is asked for is no warning


SCRIPT = """
import sys
import numpy as np

def total(x):
    s = 0.0
    for v in x:
        if v > 0:
            s += v
    return s

class Box:
    size = 2

    @property
    def area(self):
        return self.size * self.size

def unused(x):
    return x

AT_IMPORT = total(np.arange(4.0))

if __name__ == "__main__":
    import __main__
    assert __main__.AT_IMPORT == 6.0
    print(sys.argv[1:], total(np.arange(100.0)), Box().area)
    sys.exit(3)
"""


def test_run_runs_the_script_and_ends_with_a_table(tmp_path, command):
    (tmp_path / "script.py").write_text(SCRIPT)
    done = command("run", "script.py", "--flag", "1", code=3)
    assert done.stdout == "['--flag', '1'] 4950.0 4\n"
    rows = {line.split()[0]: line for line in done.stderr.splitlines() if line.strip()}
    assert "captured" in rows["total"]
    assert "not called" in rows["unused"]
    assert "Box.area" in rows


def test_run_shows_the_scripts_own_traceback(tmp_path, command):
    (tmp_path / "script.py").write_text("import math\n\ndef f(x):\n    return math.sqrt(x)\n\nf(-1.0)\n")
    done = command("run", "script.py", code=1)
    assert 'File "script.py", line 6, in <module>' in done.stderr
    assert 'File "script.py", line 4, in f' in done.stderr
    assert "autograph/cli" not in done.stderr


def test_run_leaves_functions_that_another_compiler_wants(tmp_path, command):
    (tmp_path / "script.py").write_text(
        "def theirs(f):\n    assert type(f).__name__ == 'function'\n    return f\n\n"
        "@theirs\ndef f(x):\n    return x\n\nprint(f(1))\n"
    )
    assert command("run", "script.py").stdout == "1\n"


def test_run_finds_the_source_of_functions_that_are_decorated_already(tmp_path, command):
    (tmp_path / "script.py").write_text(
        "import autograph as ag\n\n@ag.function(mode='graph')\n@ag.function\ndef f(x):\n"
        "    return x if x > 0 else -x\n\nprint(f(-2.0))\n"
    )
    done = command("run", "script.py")
    assert done.stdout == "2.0\n"
    assert [line.split()[2] for line in done.stderr.splitlines() if line.split()[:1] == ["f"]] == ["captured"]


def test_run_tells_what_did_not_pay(tmp_path, command):
    (tmp_path / "script.py").write_text(
        "import autograph as ag\n\n@ag.function\ndef f(x):\n    return x + 1\n\nprint(f(1))\n"
    )
    assert "as written" in command("run", "script.py").stderr


def test_the_cache_can_be_looked_at_and_emptied(tmp_path, command):
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / "some.kernel").write_bytes(b"x" * 2000)
    (folder / "letter.txt").write_text("not the cache's")
    shown = command("cache", "info").stdout
    assert str(folder) in shown
    assert "2.0 kB" in shown
    assert command("cache", "path").stdout == f"{folder}\n"
    assert "removed 1 files" in command("cache", "clear").stdout
    assert [file.name for file in folder.iterdir()] == ["letter.txt"]
    assert "0 B" in command("cache", "info").stdout


def test_the_demo_measures_compares_and_draws(tmp_path, command):
    shown = command("demo", "--small").stdout
    assert "NO" not in shown
    for name in ("dithering", "flow_accumulation", "reaction_diffusion"):
        assert name in shown
        assert (tmp_path / "demo-output" / f"{name}.png").stat().st_size > 0


def test_the_demo_says_where_it_cannot_draw(tmp_path, command):
    (tmp_path / "file").write_text("")
    done = command("demo", "dithering", "--small", "--out", "file", code=1)
    assert "cannot be written" in done.stderr.splitlines()[-1]


def test_emptying_a_cache_that_does_not_exist_removes_nothing(tmp_path, command):
    assert "removed 0 files" in command("cache", "clear").stdout


def test_run_passes_on_how_the_script_ends(tmp_path, command):
    (tmp_path / "script.py").write_text("import sys\nsys.exit('stopped: 3')\n")
    assert "stopped: 3" in command("run", "script.py", code=1).stderr


def test_run_gives_the_script_its_own_arguments(tmp_path, command):
    (tmp_path / "script.py").write_text("import sys\nprint(sys.argv, sys.path[0] != '')\n")
    done = command("run", "script.py", "--help", "show", "-x")
    assert done.stdout == "['script.py', '--help', 'show', '-x'] True\n"


def test_the_demo_can_be_told_where_to_draw(tmp_path, command):
    command("demo", "dithering", "--small", "--out", "there")
    assert [path.name for path in Path(tmp_path, "there").iterdir()] == ["dithering.png"]


def test_a_function_that_is_not_converted_is_shown_as_it_is_with_the_reason(tmp_path, command):
    (tmp_path / "two.py").write_text("def g():\n    yield 1\n\ndef f(x):\n    return x if x else -x\n")
    shown = command("show", "two.py", "--stage", "converted").stdout
    assert "# g has no converted: " in shown
    assert "    yield 1" in shown
    assert "ag__.if_exp" in shown
    assert "generator" in command("show", "two.py:g", "--stage", "converted", code=1).stderr
