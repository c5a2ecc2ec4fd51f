"""Measurements in; a table, ratios and their geometric means out."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.roofline import share

__all__ = ["OURS", "geometric_mean", "print_bargain", "print_table", "ratio", "ratios"]

OURS = "autograph"


def print_table(measured: list[dict[str, Any]], peers: list[str], peak: dict[str, float]) -> None:
    """Print a line for each row and size, and the geometric means of the ratios.

    `peak` is what the machine can do a second, see `benchmarks.roofline.measure`.
    """
    table = Table(box=SIMPLE_HEAD, title="milliseconds: steady (first, again from disk); memory in MB")
    table.add_column("row")
    table.add_column("size")
    for peer in peers:
        table.add_column(peer, justify="right")
    others = [peer for peer in peers if peer != OURS]
    for peer in others:
        table.add_column(f"{peer}/ours", justify="right")
    table.add_column("roofline", justify="right")
    for entry in measured:
        cells = [_cell(entry["peers"].get(peer, {})) for peer in peers]
        shown = [f"{found:.2f}" if (found := ratio(entry, peer)) else "" for peer in others]
        table.add_row(entry["row"], entry["size"], *cells, *shown, _share(entry, peak))
    console = Console()
    (console if console.is_terminal else Console(width=200)).print(table)
    print(
        f"this machine: {peak['flops'] / 1e9:.0f} GFLOP/s, {peak['bytes'] / 1e9:.1f} GB/s; "
        "roofline: what the row's work takes at least, as a share of what it takes us"
    )
    for peer in others:
        values = ratios(measured, peer)
        if values:
            print(f"{peer} / {OURS}: geometric mean {geometric_mean(values):.2f} over {len(values)} rows")
    for entry in measured:
        for peer, numbers in entry["peers"].items():
            if "skipped" in numbers and numbers["skipped"] != "not for this source":
                print(f"left out: {entry['row']} {entry['size']} {peer}: {numbers['skipped']}")
            if numbers.get("same") is False:
                print(f"WRONG: {entry['row']} {entry['size']} {peer} gives another result than eager")


def print_bargain(worst: dict[str, dict[str, float]], once: dict[str, float]) -> None:
    """Print what all calls cost together where autograph chooses, as a ratio to the better way.

    `once` is what a program pays before the first call.
    """
    counts = list(next(iter(worst.values()), {}))
    table = Table(box=SIMPLE_HEAD, title="all calls together: mode auto / the better of eager and compiled")
    table.add_column("row")
    for count in counts:
        table.add_column(count, justify="right")
    for row, found in worst.items():
        table.add_row(row, *(f"{found[count]:.2f}" for count in counts))
    table.add_row("worst", *(f"{max(found[count] for found in worst.values()):.2f}" for count in counts))
    console = Console()
    (console if console.is_terminal else Console(width=200)).print(table)
    before = ", ".join(f"{name} {1e3 * seconds:.2f} ms" for name, seconds in once.items())
    print(f"once in a program, before its first call: {before}")


def ratios(measured: list[dict[str, Any]], peer: str) -> list[float]:
    """Return how many times as long `peer` takes as autograph, where both ran."""
    return [found for entry in measured if (found := ratio(entry, peer))]


def geometric_mean(values: Iterable[float]) -> float:
    """Return the geometric mean.

    Examples
    --------
    >>> geometric_mean([1.0, 4.0])
    2.0
    """
    logs = [math.log(value) for value in values]
    return math.exp(sum(logs) / len(logs))


def ratio(entry: dict[str, Any], peer: str) -> float | None:
    """Return how many times as long `peer` takes as autograph; None where one of the two did not run."""
    theirs, ours = entry["peers"].get(peer, {}), entry["peers"].get(OURS, {})
    if "steady" not in theirs or "steady" not in ours:
        return None
    return float(theirs["steady"] / ours["steady"])


def _share(entry: dict[str, Any], peak: dict[str, float]) -> str:
    ours = entry["peers"].get(OURS, {})
    return f"{share(ours['work'], ours['steady'], peak):.0%}" if "work" in ours else ""


def _cell(numbers: dict[str, Any]) -> str:
    if "steady" not in numbers:
        return "-"
    memory = f" {numbers['memory'] / 1e6:.0f}M" if numbers["memory"] else ""
    again = f", {1e3 * numbers['again']:.0f}" if "again" in numbers else ""
    return f"{1e3 * numbers['steady']:.3f} ({1e3 * numbers['first']:.0f}{again}){memory}"
