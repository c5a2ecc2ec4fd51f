"""`python -m benchmarks`: measures the rows with every peer that is installed; a table, JSON, a picture."""

from __future__ import annotations

import argparse
import json
import os
import pickle
import pkgutil
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

import benchmarks.rows
from benchmarks.bargain import WAYS, least, worst
from benchmarks.peers import PEERS, available
from benchmarks.plot import draw
from benchmarks.report import OURS, print_bargain, print_table

ROWS = sorted(module.name for module in pkgutil.iter_modules(benchmarks.rows.__path__))
SIZES = ("small", "medium", "large")
_LIMIT = 300  # seconds for one process


def main() -> int:
    """Measure what the command line asks for."""
    options = _options()
    if options.bargain:
        return _bargain(options)
    peers = [peer for peer in available() if not options.peers or peer in options.peers]
    measured = []
    with tempfile.TemporaryDirectory() as folder:
        for row in options.rows or ROWS:
            for size in options.sizes:
                print(f"{row} {size} ...", file=sys.stderr)
                measured.append({"row": row, "size": size, "peers": _measure(row, size, peers, Path(folder))})
    peak = json.loads(_run_alone("benchmarks.roofline").stdout)
    print_table(measured, peers, peak)
    if options.json:
        numbers = {"machine": {**_machine(), **peak}, "rows": measured}
        Path(options.json).write_text(json.dumps(numbers, indent=1) + "\n")
    if options.plot:
        draw(measured, peers, Path(options.plot))
    return int(any(numbers.get("same") is False for entry in measured for numbers in entry["peers"].values()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("rows", metavar="ROW", nargs="*", help=f"of {', '.join(ROWS)}")
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=["medium"], help="default: medium")
    parser.add_argument("--peers", nargs="+", help="by default all that are installed")
    parser.add_argument("--json", metavar="FILE", help="write all numbers there")
    parser.add_argument("--plot", metavar="FILE", help="draw the ratios: .svg, .png or .pdf")
    parser.add_argument(
        "--bargain", action="store_true", help="instead: all calls together, mode auto against the better way"
    )
    parser.add_argument(
        "--repeats", type=int, default=1, help="with --bargain: the least of so many processes"
    )
    options = parser.parse_args()
    for name, known in [(row, ROWS) for row in options.rows] + [
        (peer, PEERS) for peer in options.peers or ()
    ]:
        if name not in known:
            parser.error(f"{name!r} is not one of {', '.join(known)}")
    return options


def _bargain(options: argparse.Namespace) -> int:
    """Print what calls cost together where autograph chooses, against the better of always and never."""
    measured: dict[str, dict[str, dict[str, float]]] = {}
    once: list[dict[str, float]] = []
    for size in options.sizes:
        for row in options.rows or ROWS:
            print(f"{row} {size} ...", file=sys.stderr)
            runs: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
            for way in WAYS * options.repeats:
                done = _run_alone("benchmarks.bargain", row, way, size)
                if done.returncode == 0:
                    numbers = json.loads(done.stdout.splitlines()[-1])
                    runs[way].append(numbers["calls"])
                    once += [numbers["once"]] if numbers["once"] else []
            if all(runs.values()):
                measured[f"{row} {size}"] = {way: least(found) for way, found in runs.items()}
    print_bargain({row: worst(times) for row, times in measured.items()}, least(once))
    if options.json:
        numbers = {"machine": _machine(), "once": least(once), "rows": measured}
        Path(options.json).write_text(json.dumps(numbers, indent=1) + "\n")
    return 0


def _run_alone(*words: str, cache: str = "") -> subprocess.CompletedProcess[str]:
    """Run a module in a process of its own, with no kernels left from before unless `cache` has some."""
    with tempfile.TemporaryDirectory() as empty:
        environment = {**os.environ, "AUTOGRAPH_CACHE_DIR": cache or empty}
        return subprocess.run(
            [sys.executable, "-m", *words],
            env=environment,
            capture_output=True,
            text=True,
            timeout=_LIMIT,
            check=False,
        )


def _measure(row: str, size: str, peers: list[str], folder: Path) -> dict[str, Any]:
    """Run each peer in a process of its own, with no kernels left from before."""
    numbers: dict[str, Any] = {}
    results = {peer: folder / f"{row}-{size}-{peer}" for peer in peers}
    for peer in peers:
        cache = str(folder / "cache" / f"{row}-{size}")
        words = ("benchmarks.measuring", row, peer, size, str(results[peer]))
        try:
            done = _run_alone(*words, cache=cache)
        except subprocess.TimeoutExpired:
            numbers[peer] = {"skipped": f"took more than {_LIMIT} s"}
            continue
        if done.returncode:
            last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
            numbers[peer] = {"skipped": last}
            continue
        numbers[peer] = json.loads(done.stdout.splitlines()[-1])
        if peer == OURS and "steady" in numbers[peer]:
            again = _run_alone(*words, "again", cache=cache)
            numbers[peer]["again"] = json.loads(again.stdout.splitlines()[-1])["first"]
        if peer != "eager" and "eager" in peers and results["eager"].exists() and results[peer].exists():
            numbers[peer]["same"] = _equal(results["eager"], results[peer])
    return numbers


def _equal(one: Path, two: Path) -> bool:
    """Return whether two saved results are equal up to rounding."""
    firsts, seconds = (pickle.loads(path.read_bytes()) for path in (one, two))
    return len(firsts) == len(seconds) and all(
        np.allclose(a, b, rtol=1e-9, atol=1e-12) for a, b in zip(firsts, seconds, strict=True)
    )


def _machine() -> dict[str, Any]:
    return {
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "numpy": np.__version__,
    }


if __name__ == "__main__":
    sys.exit(main())
