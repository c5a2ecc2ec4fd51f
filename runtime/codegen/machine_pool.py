"""Threads that take part in loops: a few lines of LLVM's language that each kernel with such loops has.

All kernels of a process have one pool. A thread of the program that finds it taken runs its loop alone, so
that any number of them may run kernels at once. Helpers are started when the first loop is long enough; they
wait a little for the next loop, then sleep. The program's thread takes pieces from the front, helpers from
the back: the same thread gets the same part of an array, round after round, as long as both are as fast. What
a helper has not begun the program's thread does itself, so that none waits for a thread to wake up.

A helper that loses its processor to another program while it has a piece holds up the loop. Where that
happens, the next loops, of some milliseconds together, are run without helpers.

What a helper's processor noted of floating-point errors is noted in the program's thread at the end.
"""

from __future__ import annotations

import functools
import platform
import sys

from autograph.runtime.codegen import libraries
from autograph.runtime.floating import STATUS

__all__ = ["can_share", "pool_module"]

_PAUSES = dict.fromkeys(["x86_64", "amd64"], "llvm.x86.sse2.pause()") | dict.fromkeys(
    ["aarch64", "arm64"], "llvm.aarch64.hint(i32 1)"
)

_PIECES = 8
"""Into how many pieces for each thread a loop is cut at most."""

_LEAST = 50_000
"""How many operations a piece takes at least."""

_PATIENCE, _LONG = 1000, 50_000
"""How often a thread looks for the next loop, for 20 microseconds or so, and for helpers to be done."""

_FINE = 200_000_000
"""How many operations are done alone after a helper was not heard of for long: others need its processor."""

_TEXT = """
declare i32 @PTHREAD_CREATE(ptr, ptr, ptr, ptr)
declare i32 @PTHREAD_DETACH(i64)
declare i32 @PTHREAD_SIGMASK(i32, ptr, ptr)
declare i32 @PTHREAD_MUTEX_LOCK(ptr)
declare i32 @PTHREAD_MUTEX_UNLOCK(ptr)
declare i32 @PTHREAD_COND_WAIT(ptr, ptr)
declare i32 @PTHREAD_COND_BROADCAST(ptr)
declare i32 @SCHED_YIELD()
declare i32 @FETESTEXCEPT(i32)
declare i32 @FECLEAREXCEPT(i32)
declare i32 @FERAISEEXCEPT(i32)
declare void @{declared}
declare i64 @llvm.umin.i64(i64, i64)
declare i64 @llvm.umax.i64(i64, i64)

@POOL = external global [{words} x i64]

define internal void @autograph_pieces(ptr %run, ptr %context, i64 %count, i64 %size, i1 %front)
    noinline optsize {{
begin:
  %more = add i64 %count, %size
  %most = sub i64 %more, 1
  %pieces = udiv i64 %most, %size
  %step = zext i1 %front to i64
  br label %next
next:
  %own = phi i64 [ 0, %begin ], [ %after, %work ]
  %ticket = atomicrmw add ptr {next}, i64 1 acq_rel
  %some = icmp ult i64 %ticket, %pieces
  br i1 %some, label %claim, label %done
claim:
  br i1 %front, label %work, label %back
back:
  %taken = atomicrmw add ptr {back}, i64 1 acq_rel
  %rest = sub i64 %pieces, %taken
  %last = sub i64 %rest, 1
  br label %work
work:
  %piece = phi i64 [ %own, %claim ], [ %last, %back ]
  %first = mul i64 %piece, %size
  %beyond = add i64 %first, %size
  %end = call i64 @llvm.umin.i64(i64 %beyond, i64 %count)
  call void %run(ptr %context, i64 %first, i64 %end)
  %after = add i64 %own, %step
  br label %next
done:
  ret void
}}

define internal ptr @autograph_helper(ptr %unused) noinline optsize {{
begin:
  br label %look
look:
  %seen = phi i64 [ 0, %begin ], [ %seen, %pause ], [ %now, %again ], [ %seen, %slept ]
  %left = phi i32 [ {patience}, %begin ], [ %less, %pause ], [ {patience}, %again ], [ 1, %slept ]
  %epoch = load atomic i64, ptr {epoch} acquire, align 8
  %fresh = icmp ne i64 %epoch, %seen
  %tired = icmp eq i32 %left, 0
  %stop = or i1 %fresh, %tired
  br i1 %stop, label %lock, label %pause
pause:
  call void @{pause}
  %less = sub i32 %left, 1
  br label %look
lock:
  call i32 @PTHREAD_MUTEX_LOCK(ptr {mutex})
  %now = load i64, ptr {epoch}
  %new = icmp ne i64 %now, %seen
  br i1 %new, label %there, label %sleep
sleep:
  %sleepers = load i64, ptr {sleepers}
  %one_more = add i64 %sleepers, 1
  store i64 %one_more, ptr {sleepers}
  call i32 @PTHREAD_COND_WAIT(ptr {condition}, ptr {mutex})
  %sleepers_now = load i64, ptr {sleepers}
  %one_less = sub i64 %sleepers_now, 1
  store i64 %one_less, ptr {sleepers}
  call i32 @PTHREAD_MUTEX_UNLOCK(ptr {mutex})
  br label %slept
slept:
  br label %look
there:
  %open = load i64, ptr {open}
  %join = icmp ne i64 %open, 0
  br i1 %join, label %enter, label %miss
miss:
  call i32 @PTHREAD_MUTEX_UNLOCK(ptr {mutex})
  br label %again
enter:
  atomicrmw add ptr {active}, i64 1 acq_rel
  %run = load ptr, ptr {run}
  %context = load ptr, ptr {context}
  %count = load i64, ptr {count}
  %size = load i64, ptr {size}
  call i32 @PTHREAD_MUTEX_UNLOCK(ptr {mutex})
  call i32 @FECLEAREXCEPT(i32 {status})
  call void @autograph_pieces(ptr %run, ptr %context, i64 %count, i64 %size, i1 false)
  %errors = call i32 @FETESTEXCEPT(i32 {status})
  %wide = zext i32 %errors to i64
  atomicrmw or ptr {errors}, i64 %wide acq_rel
  atomicrmw sub ptr {active}, i64 1 acq_rel
  br label %again
again:
  br label %look
}}

define internal void @autograph_start() noinline optsize {{
begin:
  %all = alloca [16 x i64]
  %before = alloca [16 x i64]
  %thread = alloca i64
  call void @llvm.memset.p0.i64(ptr %all, i8 -1, i64 128, i1 false)
  call i32 @PTHREAD_SIGMASK(i32 2, ptr %all, ptr %before)
  %wanted = load i64, ptr {helpers}
  br label %next
next:
  %started = phi i64 [ 0, %begin ], [ %more, %one ]
  %enough = icmp uge i64 %started, %wanted
  br i1 %enough, label %done, label %create
create:
  %failed = call i32 @PTHREAD_CREATE(ptr %thread, ptr null, ptr @autograph_helper, ptr null)
  %fine = icmp eq i32 %failed, 0
  br i1 %fine, label %one, label %done
one:
  %name = load i64, ptr %thread
  call i32 @PTHREAD_DETACH(i64 %name)
  %more = add i64 %started, 1
  br label %next
done:
  store i64 %started, ptr {helpers}
  store i64 1, ptr {started}
  call i32 @PTHREAD_SIGMASK(i32 2, ptr %before, ptr null)
  ret void
}}

declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)

define i1 @autograph_share(ptr %run, ptr %context, i64 %count, i64 %each) noinline optsize {{
begin:
  %some = load i64, ptr {helpers}
  %none = icmp eq i64 %some, 0
  br i1 %none, label %alone, label %try
try:
  %pair = cmpxchg ptr {busy}, i64 0, i64 1 acq_rel acquire
  %got = extractvalue {{ i64, i1 }} %pair, 1
  br i1 %got, label %mine, label %alone
mine:
  %debt = load i64, ptr {debt}
  %owing = icmp sgt i64 %debt, 0
  br i1 %owing, label %pay, label %rich
pay:
  %work_here = mul i64 %count, %each
  %rest = sub i64 %debt, %work_here
  store i64 %rest, ptr {debt}
  store atomic i64 0, ptr {busy} release, align 8
  br label %alone
rich:
  %started = load i64, ptr {started}
  %first = icmp eq i64 %started, 0
  br i1 %first, label %start, label %ready
start:
  call void @autograph_start()
  br label %ready
ready:
  %helpers = load i64, ptr {helpers}
  %threads = add i64 %helpers, 1
  %pieces = mul i64 %threads, {pieces}
  %even = udiv i64 %count, %pieces
  %enough = udiv i64 {least}, %each
  %larger = call i64 @llvm.umax.i64(i64 %even, i64 %enough)
  %size = add i64 %larger, 1
  call i32 @PTHREAD_MUTEX_LOCK(ptr {mutex})
  store ptr %run, ptr {run}
  store ptr %context, ptr {context}
  store i64 %count, ptr {count}
  store i64 %size, ptr {size}
  store i64 0, ptr {next}
  store i64 0, ptr {back}
  store i64 0, ptr {errors}
  store i64 1, ptr {open}
  %epoch = load i64, ptr {epoch}
  %later = add i64 %epoch, 1
  store atomic i64 %later, ptr {epoch} release, align 8
  %sleepers = load i64, ptr {sleepers}
  call i32 @PTHREAD_MUTEX_UNLOCK(ptr {mutex})
  %asleep = icmp ne i64 %sleepers, 0
  br i1 %asleep, label %wake, label %work
wake:
  call i32 @PTHREAD_COND_BROADCAST(ptr {condition})
  br label %work
work:
  call void @autograph_pieces(ptr %run, ptr %context, i64 %count, i64 %size, i1 true)
  call i32 @PTHREAD_MUTEX_LOCK(ptr {mutex})
  store i64 0, ptr {open}
  call i32 @PTHREAD_MUTEX_UNLOCK(ptr {mutex})
  br label %wait
wait:
  %left = phi i32 [ {long}, %work ], [ %less, %pause ], [ 0, %yield ]
  %active = load atomic i64, ptr {active} acquire, align 8
  %done = icmp eq i64 %active, 0
  br i1 %done, label %finish, label %again
again:
  %tired = icmp eq i32 %left, 0
  br i1 %tired, label %yield, label %pause
pause:
  call void @{pause}
  %less = sub i32 %left, 1
  br label %wait
yield:
  store i64 {fine}, ptr {debt}
  call i32 @SCHED_YIELD()
  br label %wait
finish:
  %wide = load i64, ptr {errors}
  %errors = trunc i64 %wide to i32
  %right = icmp eq i32 %errors, 0
  br i1 %right, label %free, label %note
note:
  call i32 @FERAISEEXCEPT(i32 %errors)
  br label %free
free:
  store atomic i64 0, ptr {busy} release, align 8
  ret i1 true
alone:
  ret i1 false
}}
"""

_PLACES = {
    "mutex": 0, "condition": 8, "busy": 16, "helpers": 17, "started": 18, "sleepers": 19, "open": 20,
    "run": 21, "context": 22, "count": 23, "size": 24, "debt": 25, "epoch": 32, "active": 40, "next": 48,
    "back": 49, "errors": 56,
}  # fmt: skip
"""The words of the pool; zeros are a free mutex and a condition that none waits for, as Linux has them."""

_THREADS = (
    "pthread_create", "pthread_detach", "pthread_sigmask", "pthread_mutex_lock", "pthread_mutex_unlock",
    "pthread_cond_wait", "pthread_cond_broadcast", "sched_yield",
)  # fmt: skip


def can_share() -> bool:
    """Whether loops may be shared on this platform."""
    return sys.platform == "linux" and platform.machine().lower() in _PAUSES and bool(STATUS)


@functools.cache
def pool_module() -> str:
    """Return the text of the module that has ``autograph_share(run, context, count, each)``.

    It calls ``run(context, first, last)`` for pieces of ``range(count)``; a round takes `each` operations. It
    returns true; or false, and has done nothing.
    """
    symbol = libraries.provide_pool(_PLACES["helpers"])
    words = {name: f"getelementptr (i64, ptr @{symbol}, i64 {place})" for name, place in _PLACES.items()}
    pause = _PAUSES[platform.machine().lower()]
    text = _TEXT.format(
        **words,
        words=libraries.POOL_WORDS,
        pause=pause,
        declared=pause.replace("i32 1", "i32"),
        pieces=_PIECES,
        least=_LEAST,
        patience=_PATIENCE,
        long=_LONG,
        fine=_FINE,
        status=sum(STATUS.values()),
    ).replace("@POOL", f"@{symbol}")
    for function in _THREADS:
        text = text.replace(f"@{function.upper()}(", f"@{libraries.provide_process(function)}(")
    for function in ("fetestexcept", "feclearexcept", "feraiseexcept"):
        text = text.replace(f"@{function.upper()}(", f"@{libraries.provide(function)}(")
    return text
