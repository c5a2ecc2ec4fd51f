"""Command line of the corpus runner: ``python -m autograph.testing --programs 1000``."""

from __future__ import annotations

import argparse
import sys
import warnings
from pathlib import Path

from autograph.testing.corpus import Report, check, run_corpus, save_failures
from autograph.testing.program import Program

_STAGES = {
    "converted": ("converted",),
    "interpreter": ("converted", "interpreter"),
    "kernel": ("kernel",),
    "all": ("converted", "interpreter", "kernel"),
}


def main(words: list[str] | None = None) -> int:
    """Run programs, print what differs, return 0 when nothing does.

    Parameters
    ----------
    words : list of str, optional
        The command line's words.

    Returns
    -------
    int
        The exit code: 0 all the same, 1 something differs.
    """
    parser = argparse.ArgumentParser(prog="python -m autograph.testing", description=__doc__)
    parser.add_argument("files", nargs="*", help="run these saved programs instead of random ones")
    parser.add_argument("--programs", type=int, default=1000, help="how many random programs")
    parser.add_argument("--seed", type=int, default=0, help="the number of the first program")
    parser.add_argument("--backend", choices=_STAGES, default="interpreter")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes")
    parser.add_argument("--size", type=int, default=10, help="statements a program has, about")
    parser.add_argument("--language", choices=("never", "always", "mixed"), default="mixed",
                        help="use what lies beyond the core of the language")  # fmt: skip
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after this time")
    parser.add_argument("--save", type=Path, default=Path("failures"), help="folder for failing programs")
    parser.add_argument("--most", type=int, default=10, help="how many failing programs to minimise and save")
    parser.add_argument("--minimise", type=float, default=30.0, help="seconds to spend on each of them")
    options = parser.parse_args(words)
    stages = _STAGES[options.backend]
    warnings.simplefilter("ignore")
    if options.files:
        return _run_files(options.files, stages)
    language = {"never": False, "always": True, "mixed": None}[options.language]
    seeds = range(options.seed, options.seed + options.programs)
    report = run_corpus(
        seeds, stages, size=options.size, language=language, jobs=options.jobs, seconds=options.seconds,
        progress=_show_progress,
    )  # fmt: skip
    print(report)
    if not report.failures:
        return 0
    print("seeds:", " ".join(str(seed) for seed, _ in report.failures[:50]))
    for path in save_failures(
        report, options.save, stages, options.most, options.minimise, size=options.size, language=language
    ):
        print(f"\n--- {path}\n{path.read_text()}")
    return 1


def _show_progress(report: Report) -> None:
    print(
        f"{report.programs} programs, {len(report.failures)} differ, {report.seconds:.0f} s", file=sys.stderr
    )


def _run_files(files: list[str], stages: tuple[str, ...]) -> int:
    failed = 0
    for name in files:
        verdict = check(Program.parse(Path(name).read_text()), stages)
        print(f"{name}: {verdict.status} {', '.join(verdict.graphs)} {verdict.reason}")
        failed += verdict.status != "same"
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
