"""Numbers of random programs in, those that do not keep their meaning out: the corpus runner."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import re
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import FrameType
from typing import Any

from autograph.testing.generate import program
from autograph.testing.program import Program
from autograph.testing.same import Mismatch, find_mismatch
from autograph.testing.shrink import shrink

__all__ = ["Report", "Verdict", "check", "run_corpus"]


_PATIENCE = 20
"""How many times its limit a program may take while it uses no processor."""


class TimeoutReached(BaseException):
    """A program took too long; no handler of the program's own may catch it."""


@dataclass(frozen=True)
class Verdict:
    """What became of one program.

    Attributes
    ----------
    status : str
        ``"same"``, ``"different"``, ``"error"`` (of the machinery), ``"timeout"`` or ``"crash"``.
    reason : str
        The first difference, or the traceback.
    kind : str
        The reason without what is particular to the program: differences of one kind are likely one defect.
    graphs : tuple of str
        For the first argument set ``"captured"``, or the reason code of the first fallback.
    """

    status: str
    reason: str = ""
    kind: str = ""
    graphs: tuple[str, ...] = ()


@dataclass
class Report:
    """What became of all programs."""

    programs: int = 0
    failures: list[tuple[int, Verdict]] = field(default_factory=list)
    graphs: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def __str__(self) -> str:
        """Return the summary as a few lines."""
        total = max(sum(self.graphs.values()), 1)
        lines = [f"{self.programs} programs in {self.seconds:.0f} s: {len(self.failures)} differ"]
        lines += [
            f"  {count:7d} {100 * count / total:5.1f} %  {name}"
            for name, count in self.graphs.most_common(25)
        ]
        kinds = Counter(verdict.kind for _, verdict in self.failures)
        lines += [f"  {count:7d} failures: {kind}" for kind, count in kinds.most_common(40)]
        return "\n".join(lines)


def check(
    item: Program,
    stages: Sequence[str] = ("converted", "interpreter"),
    repeat: int = 2,
    seconds: float = 60.0,
) -> Verdict:
    """Run a program with all its argument sets through some stages.

    Parameters
    ----------
    item : Program
    stages : sequence of str
        As for `autograph.testing.assert_same`.
    repeat : int
        How often each argument set is given to the same decorated function.
    seconds : float
        When to give up.

    Returns
    -------
    Verdict
    """
    prepared: dict[str, Callable[..., Any]] = {}
    graphs: list[str] = []
    try:
        with _limit(seconds):
            function = item.compile()
            for number in range(len(item.arguments)):
                arguments = item.evaluate(number)
                found = find_mismatch(function, arguments, stages=stages, repeat=repeat, prepared=prepared)
                if found:
                    return Verdict("different", f"arguments {number}: {found}", _kind(found), tuple(graphs))
                if number == 0:
                    graphs.append(_captured(prepared))
    except TimeoutReached:
        return Verdict("timeout", f"more than {seconds} s", "timeout")
    except Exception as error:  # one broken program must not end the corpus
        return Verdict("error", traceback.format_exc(), f"error {type(error).__name__}: {error}"[:100])
    finally:
        item.forget()
    return Verdict("same", graphs=tuple(graphs))


def _captured(prepared: dict[str, Callable[..., Any]]) -> str:
    """Return whether the last decorated function ran as one graph, or why not."""
    decorated = next(reversed(prepared.values()), None)
    explain = getattr(decorated, "explain", None)
    if explain is None:
        return "not traced"
    found = explain()
    if found.captured:
        return "captured"
    return ", ".join(str(getattr(f, "code", f)) for f in found.fallbacks[:1]) or "fell back"


def _kind(found: Mismatch) -> str:
    """Return a mismatch without names and numbers."""
    text = re.sub(r"at \(\d+, '\w+'\)|\(\d+, '[\w<>]+'\)", "", found.reason)
    text = re.sub(r"none \(result .*?\)", "none", text, flags=re.DOTALL)
    text = re.sub(r"'[^']*'", lambda m: m[0] if re.fullmatch(r"'[A-Za-z ]+'", m[0]) else "'...'", text)
    text = re.sub(r"\([^()]*/[^()]*\)|\[[^\]]*\]|-?\d+(\.\d+)?(e[-+]?\d+)?", "#", text)
    return f"{found.stage}: {text[:110]}"


@contextlib.contextmanager
def _limit(seconds: float) -> Iterator[None]:
    """Raise `TimeoutReached` in the block when it takes longer (in the main thread, where signals exist).

    What counts is the processor's time, so that a busy machine makes no difference; a block that only waits
    is stopped too, much later. Every second it is told again, for callbacks swallow what they raise.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutReached

    if not hasattr(signal, "setitimer"):
        yield
        return
    timers = (
        (signal.ITIMER_PROF, signal.SIGPROF, seconds),
        (signal.ITIMER_REAL, signal.SIGALRM, _PATIENCE * seconds),
    )
    previous = {number: signal.signal(number, stop) for _, number, _ in timers}
    for timer, _, limit in timers:
        signal.setitimer(timer, limit, 1.0)
    try:
        yield
    finally:
        for timer, number, _ in timers:
            signal.setitimer(timer, 0)
            signal.signal(number, previous[number])


def minimise(item: Program, verdict: Verdict, stages: Sequence[str], seconds: float = 30.0) -> Program:
    """Shrink a program that differs, keeping the kind of difference.

    Parameters
    ----------
    item : Program
    verdict : Verdict
        What `check` said of it.
    stages : sequence of str
        The stages that were compared.
    seconds : float
        When to stop at the latest.

    Returns
    -------
    Program
    """

    def fails(candidate: Program) -> bool:
        found = check(candidate, stages, seconds=5.0 if "kernel" in stages else 1.0)
        return found.status == verdict.status and found.kind == verdict.kind

    return shrink(item, fails, seconds)


def run_corpus(  # noqa: PLR0913 - the options of the command line
    seeds: Sequence[int],
    stages: Sequence[str] = ("converted", "interpreter"),
    *,
    size: int = 10,
    language: bool | None = None,
    jobs: int = 1,
    seconds: float = float("inf"),
    progress: Callable[[Report], None] | None = None,
) -> Report:
    """Check many programs in processes of their own, so that a crash costs one program only.

    Parameters
    ----------
    seeds : sequence of int
        The programs' numbers.
    stages : sequence of str
        As for `autograph.testing.assert_same`.
    size : int
        The programs' size.
    language : bool, optional
        As for `autograph.testing.program`.
    jobs : int
        How many processes.
    seconds : float
        When to stop at the latest.
    progress : callable, optional
        Called now and then with the report so far.

    Returns
    -------
    Report
    """
    report = Report()
    began = shown = time.monotonic()
    workers: dict[Connection, _Worker] = {}
    for number in range(jobs):
        worker = _Worker(list(seeds[number::jobs]), tuple(stages), size, language)
        workers[worker.start()] = worker
    while workers and time.monotonic() - began < seconds:
        for connection in wait(list(workers), timeout=1.0):
            assert isinstance(connection, Connection)
            worker = workers.pop(connection)
            again = worker.read(connection, report)
            if again is not None:
                workers[again] = worker
        report.seconds = time.monotonic() - began
        if progress and time.monotonic() - shown > 5:
            shown = time.monotonic()
            progress(report)
    for worker in workers.values():
        worker.stop()
    report.failures.sort(key=lambda pair: pair[0])
    return report


class _Worker:
    """A process that works through a list of programs and is started anew when it dies."""

    def __init__(self, seeds: list[int], stages: tuple[str, ...], size: int, language: bool | None) -> None:
        self.seeds = seeds
        self.task = (stages, size, language)
        self.process: Any = None

    def start(self) -> Connection:
        """Start a process on the seeds that are left; return where its verdicts come from."""
        context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
        receive, send = context.Pipe(duplex=False)
        self.process = context.Process(target=_work, args=(send, self.seeds, *self.task), daemon=True)
        self.process.start()
        send.close()
        return receive

    def read(self, connection: Connection, report: Report) -> Connection | None:
        """Take one verdict; return where the next comes from, None at the end."""
        try:
            seed, verdict = connection.recv()
        except EOFError:
            self.process.join()
            if not self.seeds:
                return None
            seed = self.seeds.pop(0)
            report.programs += 1
            code = self.process.exitcode
            report.failures.append((seed, Verdict("crash", f"the process died with {code}", f"crash {code}")))
            return self.start()
        self.seeds.remove(seed)
        report.programs += 1
        report.graphs.update(verdict.graphs)
        if verdict.status != "same":
            report.failures.append((seed, verdict))
        return connection

    def stop(self) -> None:
        """End the process."""
        self.process.terminate()
        self.process.join()


def _work(
    send: Connection, seeds: list[int], stages: tuple[str, ...], size: int, language: bool | None
) -> None:
    limit = 60.0 if "kernel" in stages else 15.0
    gc.freeze()  # collecting what traces leave behind as often as usual takes a fifth of the time
    gc.set_threshold(50_000)
    for seed in seeds:
        send.send((seed, check(program(seed, size, language=language), stages, seconds=limit)))
    send.close()


def save_failures(
    report: Report, folder: Path, stages: Sequence[str], most: int, seconds: float, **options: Any
) -> list[Path]:
    """Write the failing programs, one of each kind first and minimised, as files that can be run again.

    Parameters
    ----------
    report : Report
    folder : Path
    stages : sequence of str
    most : int
        How many files at most.
    seconds : float
        How long to make each of them smaller.
    **options
        `size` and `language` as they were for `run_corpus`.

    Returns
    -------
    list of Path
    """
    folder.mkdir(parents=True, exist_ok=True)
    seen: set[str] = set()
    paths: list[Path] = []
    for seed, verdict in report.failures:
        if verdict.kind in seen or len(paths) >= most:
            continue
        seen.add(verdict.kind)
        item = program(seed, **options)
        if verdict.status in ("different", "error"):
            item = minimise(item, verdict, stages, seconds)
            verdict = check(item, stages)  # noqa: PLW2901 - the report of the small one
        path = folder / f"program_{seed}.py"
        comment = "".join(f"# {line}\n" for line in (verdict.reason or verdict.status).splitlines())
        path.write_text(comment + str(item))
        paths.append(path)
    return paths
