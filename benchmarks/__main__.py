"""`python -m benchmarks`: measures the rows with every peer that is installed; a table and JSON."""

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
from benchmarks.peers import PEERS, available
from benchmarks.report import print_table

ROWS = sorted(module.name for module in pkgutil.iter_modules(benchmarks.rows.__path__))
SIZES = ("small", "medium", "large")
_LIMIT = 300  # seconds for one process


def main() -> int:
    """Measure what the command line asks for."""
    options = _options()
    peers = [peer for peer in available() if not options.peers or peer in options.peers]
    measured = []
    with tempfile.TemporaryDirectory() as folder:
        for row in options.rows or ROWS:
            for size in options.sizes:
                print(f"{row} {size} ...", file=sys.stderr)
                measured.append({"row": row, "size": size, "peers": _measure(row, size, peers, Path(folder))})
    print_table(measured, peers)
    if options.json:
        Path(options.json).write_text(json.dumps({"machine": _machine(), "rows": measured}, indent=1) + "\n")
    return int(any(numbers.get("same") is False for entry in measured for numbers in entry["peers"].values()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("rows", metavar="ROW", nargs="*", help=f"of {', '.join(ROWS)}")
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=["medium"], help="default: medium")
    parser.add_argument("--peers", nargs="+", help="by default all that are installed")
    parser.add_argument("--json", metavar="FILE", help="write all numbers there")
    options = parser.parse_args()
    for name, known in [(row, ROWS) for row in options.rows] + [
        (peer, PEERS) for peer in options.peers or ()
    ]:
        if name not in known:
            parser.error(f"{name!r} is not one of {', '.join(known)}")
    return options


def _measure(row: str, size: str, peers: list[str], folder: Path) -> dict[str, Any]:
    """Run each peer in a process of its own, with no kernels left from before."""
    numbers: dict[str, Any] = {}
    results = {peer: folder / f"{row}-{size}-{peer}" for peer in peers}
    for peer in peers:
        words = [sys.executable, "-m", "benchmarks.measuring", row, peer, size, str(results[peer])]
        with tempfile.TemporaryDirectory() as cache:
            environment = {**os.environ, "AUTOGRAPH_CACHE_DIR": cache}
            try:
                done = subprocess.run(
                    words, env=environment, capture_output=True, text=True, timeout=_LIMIT, check=False
                )
            except subprocess.TimeoutExpired:
                numbers[peer] = {"skipped": f"took more than {_LIMIT} s"}
                continue
        if done.returncode:
            last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
            numbers[peer] = {"skipped": last}
            continue
        numbers[peer] = json.loads(done.stdout.splitlines()[-1])
        if peer != "eager" and results["eager"].exists() and results[peer].exists():
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
