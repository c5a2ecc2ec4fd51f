"""Measurements in; a picture of the ratios out."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from benchmarks.report import OURS, ratio

__all__ = ["draw"]


def draw(measured: list[dict[str, Any]], peers: list[str], file: Path) -> None:
    """Draw how many times as long as autograph each peer takes, a group of bars a row.

    Parameters
    ----------
    measured : list of dict
        As the command's JSON holds them under ``rows``.
    peers : list of str
    file : Path
        Its suffix says which kind of picture: ``.svg``, ``.png`` or ``.pdf``.

    Raises
    ------
    ImportError
        If matplotlib is not installed: it comes with the extra ``bench``.
    """
    importlib.import_module("matplotlib").use("agg")
    pyplot = importlib.import_module("matplotlib.pyplot")
    others = [peer for peer in peers if peer != OURS]
    figure, axes = pyplot.subplots(figsize=(7.0, 1.5 + 0.13 * len(measured) * (len(others) + 1)))
    height = 0.8 / max(len(others), 1)
    for number, peer in enumerate(others):
        places = [
            (place + number * height, found - 1.0)
            for place, entry in enumerate(measured)
            if (found := ratio(entry, peer))
        ]
        if places:
            axes.barh(*zip(*places, strict=True), height=height, label=peer, left=1.0)
    axes.axvline(1.0, color="black", linewidth=0.8)
    axes.set_xscale("log")
    axes.set_xlabel(f"time of a steady call, as a multiple of {OURS}'s")
    middle = height * (len(others) - 1) / 2
    axes.set_yticks([place + middle for place in range(len(measured))])
    axes.set_yticklabels([f"{entry['row']} ({entry['size']})" for entry in measured])
    axes.invert_yaxis()
    axes.legend()
    figure.tight_layout()
    figure.savefig(file)
    pyplot.close(figure)
