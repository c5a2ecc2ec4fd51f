"""Graphs that the next process finds on disk: it gives the same answers, and never stale ones."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from autograph.runtime.codegen.placing import can_place

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.skipif(not can_place(), reason="images are for Linux")

HEAD = """
import sys
import numpy as np
import warnings
import autograph as ag

warnings.simplefilter("ignore", ag.ConversionWarning)
decorated = []

def graph(function, **options):
    decorated.append(ag.function(mode="graph", **options)(function) if sys.argv[1] == "graph" else function)
    return decorated[-1]

"""
END = """
if sys.argv[1] == "graph":
    found = [versions.shelf.found for versions in (f._versions for f in decorated)]
    print("found", sum(found), "numba" in sys.modules)
"""
FOUND = "found 1 False"
DRIVER = """
import sys
for name in sys.argv[2:]:
    print("=", name, flush=True)
    __import__(name)
"""


class Place:
    """A folder with programs and a cache of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, text: str) -> None:
        (self.folder / f"{name}.py").write_text(textwrap.dedent(text))

    def programs(self, texts: Mapping[str, str]) -> None:
        for name, text in texts.items():
            self.write(name, HEAD + textwrap.dedent(text) + END)

    def run(self, names: Iterable[str], way: str = "graph", **environment: str) -> dict[str, list[str]]:
        """Run programs in one new process; return what each has printed."""
        self.write("driver", DRIVER)
        done = subprocess.run(
            [sys.executable, "-W", "always::RuntimeWarning", "driver.py", way, *names],
            cwd=self.folder,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "AUTOGRAPH_CACHE_DIR": str(self.folder / "cache"),
                **environment,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        found: dict[str, list[str]] = {}
        for line in done.stdout.splitlines():
            if line.startswith("= "):
                own = found[line[2:]] = []
            else:
                own.append(line)
        return found

    def once(self, text: str, **environment: str) -> list[str]:
        """Run one program in a new process; return its lines."""
        self.programs({"program": text})
        return self.run(["program"], **environment)["program"]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


SAME = {
    "loop": """
    @graph
    def f(x, n):
        y = x * 2
        for i in range(n):
            y[i] += x[i] ** 2
        return y, y.sum()

    print(*f(np.arange(5.0), 3))
    """,
    "in place": """
    @graph
    def f(x):
        x[1:] += x[:-1]

    x = np.arange(5.0)
    print(f(x), x)
    """,
    "prints": """
    @graph
    def f(x):
        for i in range(len(x)):
            if x[i] > 1:
                print("element", i, x[i])
        return x.sum()

    print(f(np.arange(4.0)))
    """,
    "a call of numpy": """
    @graph
    def f(x):
        return np.median(x) + x

    print(f(np.array([3.0, 1.0, 2.0])))
    """,
    "helpers": """
    def half(x):
        return x / two

    def quarter(x):
        return half(half(x))

    two = 2

    @graph
    def f(x):
        return quarter(x) + 1

    print(f(np.arange(3.0)))
    """,
    "a closure": """
    def make(scale, table):
        def inner(x):
            return x * scale + table
        return inner

    f = graph(make(3, np.ones(3)))
    print(f(np.arange(3.0)))
    """,
    "an outer array": """
    table = np.arange(3.0)

    @graph
    def f(x):
        return x + table

    print(f(np.ones(3)))
    table = np.arange(3.0) * 10
    print(f(np.ones(3)))
    table = np.arange(3)
    print(f(np.ones(3)))
    """,
    "kinds of arguments": """
    @graph
    def f(x, i, j, flag, pair):
        return (x * i, j + 1, flag, pair[0] + pair[1])

    print(f(np.float32(1.5), 2, 2.5, True, (1, 2.0)))
    """,
    "an index out of range": """
    @graph
    def f(x, i):
        x[0] = 7
        return x[i]

    x = np.arange(3.0)
    try:
        f(x, 5)
    except IndexError as error:
        print(error, error.__traceback__.tb_next.tb_lineno, x)
    print(f(x, 1))
    """,
    "a raise": """
    @graph
    def f(x):
        if x.sum() > 3:
            raise ValueError(f"too large: {x.sum()}")
        return x

    for scale in (1, 4):
        try:
            print(f(np.ones(3) * scale))
        except ValueError as error:
            print(error)
    """,
    "an int that outgrows the machine": """
    @graph
    def f(x, n):
        x[0] += 1
        p = 1
        for _ in range(n):
            p = p * 10
        return p

    x = np.zeros(1)
    print(f(x, 3), f(x, 30), x)
    """,
    "a warning": """
    @graph
    def f(x):
        x /= x - 1
        return x

    print(f(np.arange(3.0)))
    """,
    "an array of a loop or the caller's": """
    @graph
    def f(x, w, n):
        for _ in range(n):
            x = np.maximum(x @ w, 0.5)
        return x

    x = np.eye(2)
    print(f(x, x + 1, 2), f(x, x, 0) is x)
    """,
    "a view": """
    @graph
    def f(x):
        y = x * 2
        return y, y[1:], x.T, y.reshape(3, 2)

    x = np.arange(6.0).reshape(2, 3)
    y, part, turned, flat = f(x)
    y[1] = 7
    print(y, part, turned, flat, turned.base is x, np.shares_memory(y, flat))
    """,
    "lists and dicts": """
    @graph
    def f(x, a):
        found, kept = [], [a, 2]
        for i in range(len(x)):
            if x[i] > a:
                found.append((i, x[i]))
        kept.append(a + 1)
        return found, {"count": len(found), "kept": kept, "same": kept}

    result = f(np.arange(4.0), 1)
    print(result, result[1]["kept"] is result[1]["same"])
    """,
    "of several types": """
    @graph
    def f(x, n):
        total = 0
        for i in range(n):
            total += x[i]
        first = None
        if n > 1:
            first = x[0] * 1j
        return total, first, f"{n} of {len(x)}"

    for n in (0, 1, 2):
        print([(type(part), part) for part in f(np.arange(3.0), n)])
    """,
    "sizes that were equal": """
    @graph
    def f(x, y):
        return x + y

    print(f(np.ones(3), np.ones(3)))
    try:
        f(np.ones(3), np.ones(4))
    except ValueError as error:
        print(error)
    """,
    "arguments that overlap": """
    @graph
    def f(x, y):
        x[:] = y + 1
        return x

    a = np.arange(6.0)
    print(f(a[1:], a[:-1]), a)
    """,
    "a number taken by value": """
    @graph
    def f(x, axis):
        return x.sum(axis)

    print(f(np.ones((2, 3)), 1))
    """,
}


def own(lines: list[str]) -> list[str]:
    """Return what a program itself has printed."""
    return [line for line in lines if not line.startswith("found ")]


def found(lines: list[str]) -> int:
    """Return how many graphs a program has found."""
    return next(int(line.split()[1]) for line in lines if line.startswith("found "))


def test_the_next_process_gives_the_same_without_tracing(place: Place) -> None:
    names = {name.replace(" ", "_"): text for name, text in SAME.items()}
    place.programs(names)
    eager, first, again = (place.run(names, way) for way in ("eager", "graph", "graph"))
    for name in names:
        assert own(first[name]) == own(again[name]) == eager[name], name
        assert (found(first[name]), found(again[name])) == (0, 1), (name, again[name])


def test_a_call_that_is_found_needs_neither_numba_nor_llvm(place: Place) -> None:
    text = SAME["loop"] + 'print({"numba", "llvmlite", "autograph.engine"} & sys.modules.keys())\n'
    place.once(text)
    assert place.once(text)[-2:] == ["set()", FOUND]


CHANGES = {
    "the function": ("x * 2", "x * 3"),
    "a line": ("@graph", "\n    @graph"),
    "a helper": ("return y + 1", "return y + 2"),
    "a helper of a helper": ("return z - 1", "return z - 2"),
    "an option": ("@graph", "@lambda function: graph(function, parallel=False)"),
    "a number": ("factor = 2.5", "factor = 3.5"),
    "its type": ("factor = 2.5", "factor = 2"),
    "a text": ('way = "up"', 'way = "down"'),
    "a default": ("n=4", "n=5"),
    "what a name stands for": ("root = np.sqrt", "root = np.cbrt"),
    "a builtin's name": ("# here", "abs = np.negative"),
    "what is in a cell": ("make(10)", "make(11)"),
    "a number in a tuple": ("sizes = (1, 2)", "sizes = (1, 3)"),
    "how a helper is called from a graph": ("def first", "@ag.do_not_convert\n    def first"),
}
CHANGING = """
    factor = 2.5
    way = "up"
    root = np.sqrt
    sizes = (1, 2)
    # here

    def second(z):
        return z - 1

    def first(y):
        return second(y)
        return y + 1

    def make(shift):
        def moved(v):
            return v + shift
        return moved

    moved = make(10)

    def helper(y):
        return y + 1

    @graph
    def f(x, n=4):
        y = helper(first(x * 2)) * factor + n
        if way == "up":
            y = root(abs(y))
        return moved(y) + sizes[1]

    print(f(np.arange(1.0, 4.0)))
"""


def test_what_a_graph_depends_on_is_never_stale(place: Place) -> None:
    names = {change.replace(" ", "_").replace("'", ""): change for change in CHANGES}
    place.programs(dict.fromkeys(names, CHANGING))
    place.run(names)
    for name, lines in place.run(names).items():
        assert found(lines) == 1, name
    changed = {}
    for name, change in names.items():
        old, new = CHANGES[change]
        assert old in CHANGING
        changed[name] = CHANGING.replace(old, new)
    place.programs(changed)
    got, want = place.run(names), place.run(names, "eager")
    for name in names:
        assert own(got[name]) == want[name], name
        assert found(got[name]) == 0, name


def test_a_module_of_the_user_is_looked_into(place: Place) -> None:
    text = """
    import other

    @graph
    def f(x):
        return other.half(x) + other.SHIFT

    print(f(np.ones(2)))
    """
    before = 0
    for shift, by in ((1, 2), (1, 4), (5, 4)):
        place.write("other", f"SHIFT = {shift}\n\n\ndef half(x):\n    return x / {by}\n")
        os.utime(place.folder / "other.py", (before := before + 10, before))  # Python trusts times
        answer = [f"[{1 / by + shift} {1 / by + shift}]"]
        first, again = place.once(text), place.once(text)
        assert own(first) == own(again) == answer
        assert (found(first), found(again)) == (0, 1)


def test_names_are_looked_at_again_at_each_call(place: Place) -> None:
    text = """
    def helper(x):
        return x + 1

    scale = 2

    @graph
    def f(x):
        return helper(x) * scale

    print(f(np.ones(2)))
    scale = 3
    print(f(np.ones(2)))

    def helper(x):
        return x + 2

    print(f(np.ones(2)))
    """
    want = ["[4. 4.]", "[6. 6.]", "[9. 9.]"]
    first, again = place.once(text), place.once(text)
    assert own(first) == own(again) == want
    assert again[-1] == "found 1 False"  # machine code comes from the disk


NOT_KEPT = {
    "a_library": "import os\n\n@graph\ndef f(x):\n    return x + len(os.sep)\n",
    "all_globals": "@graph\ndef f(x):\n    return x + len(globals())\n",
    "an_import": "@graph\ndef f(x):\n    import math\n    return x + math.pi\n",
    "a_class": "class A:\n    b = 2\n\n@graph\ndef f(x):\n    return x + A.b\n",
    "an_object": (
        "import functools\nadd = functools.partial(max, 2)\n\n@graph\ndef f(x):\n    return x + add(1)\n"
    ),
    "random_numbers": "@graph\ndef f(x):\n    return x + 0 * np.random.rand()\n",
}


def test_what_cannot_be_told_from_process_to_process_is_not_kept(place: Place) -> None:
    place.programs({name: text + "print(f(np.ones(2)))\n" for name, text in NOT_KEPT.items()})
    first, again = place.run(NOT_KEPT), place.run(NOT_KEPT)
    for name in NOT_KEPT:
        assert own(first[name])[0] == own(again[name])[0]
        assert found(again[name]) == 0, name


PATCHED = """
    @graph
    def f(x):
        return np.sin(x) + np.linalg.norm(x)

    {before}
    first = f(np.zeros(2))
    {after}
    print(first, f(np.zeros(2)))
"""


def test_a_patched_library_is_not_what_was_kept(place: Place) -> None:
    plain = PATCHED.format(before="pass", after="pass")
    assert own(place.once(plain)) == ["[0. 0.] [0. 0.]"]
    assert place.once(plain)[-1] == FOUND
    patch = "np.sin = lambda x: x + 7"
    before = place.once(PATCHED.format(before=patch, after="pass"))
    assert own(before) == ["[7. 7.] [7. 7.]"]
    after = place.once(PATCHED.format(before="pass", after=f"{patch}; f.clear()"))
    assert own(after) == ["[0. 0.] [7. 7.]"]


def test_values_taken_by_value_have_graphs_of_their_own(place: Place) -> None:
    text = """
    @graph
    def f(x, axis):
        return x.sum(axis)

    for axis in (0, 1, -1):
        print(f(np.ones((2, 3)), axis))
    """
    want = ["[2. 2. 2.]", "[3. 3.]", "[3. 3.]"]
    first, again = place.once(text), place.once(text)
    assert own(first) == own(again) == want
    assert again[-1] == "found 3 False"


def test_files_that_are_cut_off_are_made_anew(place: Place) -> None:
    answer = place.once(SAME["loop"])[0]
    files = list((place.folder / "cache").iterdir())
    assert {file.name.startswith("call-") for file in files} == {True, False}
    for size in (0, 60, 400):
        for file in (place.folder / "cache").iterdir():
            file.write_bytes(file.read_bytes()[:size])
        assert place.once(SAME["loop"]) == [answer, "found 0 True"]
    assert place.once(SAME["loop"]) == [answer, FOUND]


def test_a_graph_without_its_machine_code_is_made_anew(place: Place) -> None:
    answer = place.once(SAME["loop"])[0]
    for file in (place.folder / "cache").iterdir():
        if not file.name.startswith("call-"):
            file.unlink()
    assert place.once(SAME["loop"]) == [answer, "found 0 True"]
    assert place.once(SAME["loop"]) == [answer, FOUND]


def test_another_environment_finds_nothing(place: Place) -> None:
    answer = place.once(SAME["loop"])[0]
    assert place.once(SAME["loop"], AUTOGRAPH_CACHE="0") == [answer, "found 0 True"]
    assert place.once(SAME["loop"], NUMBA_OPT="1") == [answer, "found 0 True"]
    assert place.once(SAME["loop"]) == [answer, FOUND]


def test_a_function_that_runs_as_written_at_first_finds_its_graph(place: Place) -> None:
    text = """
    def f(x):
        s = 0.0
        for i in range(len(x)):
            s += x[i] * x[i]
        return float(s)

    f = ag.function(f)
    decorated.append(f)
    x = np.arange(3000.0)
    results = {f(x) for _ in range(20000)}
    print(results, "captured:", f.explain().captured)
    """
    answer = place.once(text)[0]
    assert answer.endswith("captured: True")
    assert place.once(text) == [answer, FOUND]


def test_a_graph_that_is_kept_already_is_kept_again_with_its_arrays(place: Place) -> None:
    text = """
    import os

    @graph
    def f(x, n):
        return x * np.array([1.0, 2.0]) + n

    print([f(np.ones(2), eval(n)).tolist() for n in os.environ["NUMBERS"].split()])
    """
    assert place.once(text, NUMBERS="1") == ["[[2.0, 3.0]]", "found 0 True"]
    assert place.once(text, NUMBERS="1.5 1") == ["[[2.5, 3.5], [2.0, 3.0]]", "found 0 True"]
    assert place.once(text, NUMBERS="1.5 1") == ["[[2.5, 3.5], [2.0, 3.0]]", "found 2 False"]


def test_threads_that_wait_for_a_graph_run_the_one_that_is_found(place: Place) -> None:
    text = """
        import threading

        @graph
        def f(x):
            return (x * 2).sum()

        gate = threading.Barrier(6)
        sums = []

        def work():
            gate.wait()
            sums.append(float(f(np.arange(5.0))))

        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(sums, getattr(f, "_versions", None) and f.explain().traces)
    """
    place.programs({"threads": text})
    place.run(["threads"])
    again = place.run(["threads"])["threads"]
    assert own(again) == ["[20.0, 20.0, 20.0, 20.0, 20.0, 20.0] 1"]
    assert again[-1] == FOUND
