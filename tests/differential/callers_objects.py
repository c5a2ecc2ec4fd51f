"""Lists of objects that the caller hands in: sorted, chosen, changed and linked, they stay the caller's."""

import dataclasses
import heapq


@dataclasses.dataclass
class Job:
    name: str
    due: int
    profit: float = 0.0
    done: bool = False


class Particle:
    __slots__ = ("hits", "next", "v", "x")

    def __init__(self, x, v):
        self.x, self.v, self.hits, self.next = x, v, 0, None

    def step(self, dt):
        self.x += self.v * dt
        if self.x < 0:
            self.x, self.v = -self.x, -self.v
            self.hits += 1


@dataclasses.dataclass(frozen=True)
class Point:
    x: float
    y: float


def scheduled(jobs):
    slots = [None] * 3
    for job in sorted(jobs, key=lambda j: -j.profit):
        k = min(job.due, 3) - 1
        while k >= 0 and slots[k] is not None:
            k -= 1
        if k >= 0:
            slots[k] = job
            job.done = True
    heap = []
    for i, job in enumerate(jobs):
        heapq.heappush(heap, (job.due, i, job))
    names = [heapq.heappop(heap)[2].name for _ in range(len(jobs))]
    return (
        [job.name if job is not None else "-" for job in slots],
        sum(j.profit for j in jobs if j.done),
        names,
    )


def simulated(particles, n):
    for _ in range(n):
        for each in particles:
            each.step(0.3)
    best = max(particles, key=lambda p: p.v**2)
    best.hits += 100
    order = sorted(particles, key=lambda p: p.x)
    for one, two in zip(order, order[1:], strict=False):
        one.next = two
    return best is particles[0], best, order[0] is best


def thinned(particles, limit):
    i = 0
    while i < len(particles):
        if particles[i].x < limit:
            particles.pop(i)
        else:
            i += 1
    particles.append(Particle(9.0, 1.0))
    particles.sort(key=lambda p: p.v)
    return particles[0]


def part_of_the_way(particles, limit):
    for each in particles:
        each.x += 1
        if each.x > limit:
            raise ValueError(f"too far: {each.x}")
    return [each for each in particles if each.x > 0]


def moved(points, limit):
    made = []
    for each in points:
        made.append(Point(each.x + 1, each.y) if each.x > limit else each)
    return made, [each is other for each, other in zip(made, points, strict=True)]


def particles():
    return [Particle(1.0, -2.0), Particle(0.5, 3.0), Particle(2.0, 0.1), Particle(-1.0, 1.0)]


JOBS = [Job("a", 2, 100.0), Job("b", 1, 19.0), Job("c", 2, 27.0), Job("d", 1, 25.0), Job("e", 3, 15.0)]
SAME = Particle(1.0, 1.0)
POINTS = [Point(1.0, 2.0), Point(0.0, 0.0)]
CASES = [
    (scheduled, (JOBS,)),
    (simulated, (particles(), 5), ([SAME, SAME], 3)),
    (thinned, (particles(), 0.7), (particles(), 50.0)),
    (part_of_the_way, (particles(), 2.5), (particles(), 9.0)),
    (moved, (POINTS, 0.5)),
]
