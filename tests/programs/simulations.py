"""Simulations: time steps, states that change, early exits, messages on the way."""

import math

import numpy as np

GRAVITY = 9.81


def projectile(speed, angle, dt):
    vx = speed * math.cos(math.radians(angle))
    vy = speed * math.sin(math.radians(angle))
    x = y = t = 0.0
    top = 0.0
    while True:
        x += vx * dt
        y += vy * dt
        vy -= GRAVITY * dt
        t += dt
        if y > top:
            top = y
        if y < 0:
            break
    print(f"range {x:.2f} m, height {top:.2f} m, time {t:.2f} s")
    return x, top, t


def bouncing_ball(height, loss, bounces):
    total = height
    for b in range(bounces):
        height *= 1 - loss
        if height < 0.01:
            print("at rest after", b)
            break
        total += 2 * height
    else:
        print("still bouncing")
    return total


def life(board, generations):
    rows, cols = board.shape
    for _ in range(generations):
        new = np.zeros_like(board)
        for i in range(rows):
            for j in range(cols):
                neighbours = 0
                for di in (-1, 0, 1):
                    for dj in (-1, 0, 1):
                        if di == 0 and dj == 0:
                            continue
                        neighbours += board[(i + di) % rows, (j + dj) % cols]
                if neighbours == 3 or (neighbours == 2 and board[i, j]):
                    new[i, j] = 1
        if (new == board).all():
            print("stable")
            return new
        board = new
    return board


def heat(u, alpha, steps, report):
    for step in range(steps):
        new = u.copy()
        for i in range(1, len(u) - 1):
            new[i] = u[i] + alpha * (u[i - 1] - 2 * u[i] + u[i + 1])
        change = np.abs(new - u).max()
        u = new
        if step % report == 0:
            print(f"step {step}: change {change:.5f}")
        if change < 1e-3:
            break
    return u


def wave(u, v, c, steps):
    for _ in range(steps):
        a = np.zeros_like(u)
        a[1:-1] = c * (u[2:] - 2 * u[1:-1] + u[:-2])
        v += a
        u += v
    return u.sum()


def laplace(grid, tol, most):
    rows, cols = grid.shape
    for k in range(most):
        worst = 0.0
        for i in range(1, rows - 1):
            for j in range(1, cols - 1):
                old = grid[i, j]
                grid[i, j] = 0.25 * (grid[i - 1, j] + grid[i + 1, j] + grid[i, j - 1] + grid[i, j + 1])
                worst = max(worst, abs(grid[i, j] - old))
        if worst < tol:
            return k
    return -1


def n_body(position, velocity, mass, dt, steps):
    n = len(mass)
    for _ in range(steps):
        for i in range(n):
            ax = ay = 0.0
            for j in range(n):
                if i == j:
                    continue
                dx = position[j, 0] - position[i, 0]
                dy = position[j, 1] - position[i, 1]
                r2 = dx * dx + dy * dy + 0.01
                f = mass[j] / (r2 * np.sqrt(r2))
                ax += f * dx
                ay += f * dy
            velocity[i, 0] += ax * dt
            velocity[i, 1] += ay * dt
        position += velocity * dt
    energy = 0.0
    for i in range(n):
        energy += 0.5 * mass[i] * (velocity[i] ** 2).sum()
    return energy


def queue(arrivals, services, servers):
    free_at = np.zeros(servers)
    waited = 0.0
    longest = 0.0
    for i in range(len(arrivals)):
        first = 0
        for s in range(1, servers):
            if free_at[s] < free_at[first]:
                first = s
        start = max(arrivals[i], free_at[first])
        wait = start - arrivals[i]
        waited += wait
        if wait > longest:
            longest = wait
        free_at[first] = start + services[i]
    return waited / len(arrivals), longest


def predator_prey(rabbits, foxes, steps):
    history = np.zeros((steps, 2))
    for t in range(steps):
        births = 0.1 * rabbits
        eaten = 0.02 * rabbits * foxes
        rabbits = rabbits + births - eaten
        foxes = foxes + 0.5 * eaten - 0.3 * foxes
        if rabbits < 1 or foxes < 1:
            print("extinct at", t)
            return history[:t]
        history[t] = rabbits, foxes
    return history


def random_walk(seed, steps):
    x = y = 0
    farthest = 0
    for _ in range(steps):
        seed = (seed * 1664525 + 1013904223) % 2**32
        direction = seed >> 30
        if direction == 0:
            x += 1
        elif direction == 1:
            x -= 1
        elif direction == 2:
            y += 1
        else:
            y -= 1
        farthest = max(farthest, abs(x) + abs(y))
    return x, y, farthest


def monte_carlo_pi(seed, n):
    inside = 0
    for _ in range(n):
        seed = (1103515245 * seed + 12345) & 0x7FFFFFFF
        a = seed / 0x7FFFFFFF
        seed = (1103515245 * seed + 12345) & 0x7FFFFFFF
        b = seed / 0x7FFFFFFF
        if a * a + b * b <= 1:
            inside += 1
    return 4 * inside / n


def epidemic(population, infected, beta, gamma):
    s = population - infected
    r = 0.0
    day = 0
    peak = infected
    peak_day = 0
    while infected >= 1.0 and day < 365:
        new = beta * s * infected / population
        healed = gamma * infected
        s -= new
        infected += new - healed
        r += healed
        day += 1
        if infected > peak:
            peak, peak_day = infected, day
    return day, peak, peak_day, r


def traffic(road, steps, limit):
    n = len(road)
    moved = 0
    for _ in range(steps):
        new = np.full(n, -1)
        for i in range(n):
            if road[i] < 0:
                continue
            v = min(road[i] + 1, limit)
            gap = 1
            while gap <= v and road[(i + gap) % n] < 0:
                gap += 1
            v = gap - 1
            new[(i + v) % n] = v
            moved += v
        road = new
    return road, moved


def forest_fire(forest, steps):
    for t in range(steps):
        burning = np.argwhere(forest == 2)
        if len(burning) == 0:
            print(f"fire out after {t}")
            break
        for i, j in burning:
            forest[i, j] = 3
            if i > 0 and forest[i - 1, j] == 1:
                forest[i - 1, j] = 2
            if i + 1 < forest.shape[0] and forest[i + 1, j] == 1:
                forest[i + 1, j] = 2
            if j > 0 and forest[i, j - 1] == 1:
                forest[i, j - 1] = 2
            if j + 1 < forest.shape[1] and forest[i, j + 1] == 1:
                forest[i, j + 1] = 2
    return (forest == 3).sum()


def ising(spins, energies, beta):
    n = spins.shape[0]
    flips = 0
    k = 0
    for i in range(n):
        for j in range(n):
            around = spins[(i + 1) % n, j] + spins[i - 1, j] + spins[i, (j + 1) % n] + spins[i, j - 1]
            change = 2 * spins[i, j] * around
            if change <= 0 or energies[k] < math.exp(-beta * change):
                spins[i, j] *= -1
                flips += 1
            k += 1
    return flips


def thermostat(outside, target, band):
    temperature = target
    heating = False
    switched = 0
    log = np.zeros(len(outside))
    for hour, cold in enumerate(outside):
        if heating and temperature > target + band:
            heating = False
            switched += 1
        elif not heating and temperature < target - band:
            heating = True
            switched += 1
        temperature += 0.1 * (cold - temperature) + (2.0 if heating else 0.0)
        log[hour] = temperature
    print("switched", switched, "times; final", f"{temperature:.1f}")
    return log


def elevator(requests):
    floor = 0
    distance = 0
    for r in requests:
        while floor != r:
            if floor < r:
                floor += 1
            else:
                floor -= 1
            distance += 1
        print("stop at", floor)
    return distance


def logistic_map(r, x, skip, keep):
    for _ in range(skip):
        x = r * x * (1 - x)
    orbit = np.empty(keep)
    for i in range(keep):
        x = r * x * (1 - x)
        orbit[i] = x
    period = 0
    for p in range(1, keep):
        if abs(orbit[p] - orbit[0]) < 1e-6:
            period = p
            break
    return orbit, period


def sandpile(grid):
    topples = 0
    unstable = True
    while unstable:
        unstable = False
        for i in range(grid.shape[0]):
            for j in range(grid.shape[1]):
                if grid[i, j] >= 4:
                    grid[i, j] -= 4
                    topples += 1
                    unstable = True
                    if i > 0:
                        grid[i - 1, j] += 1
                    if i < grid.shape[0] - 1:
                        grid[i + 1, j] += 1
                    if j > 0:
                        grid[i, j - 1] += 1
                    if j < grid.shape[1] - 1:
                        grid[i, j + 1] += 1
    return topples


def rule_automaton(cells, rule, steps):
    n = len(cells)
    rows = np.zeros((steps + 1, n), dtype=np.uint8)
    rows[0] = cells
    for t in range(steps):
        for i in range(n):
            code = 4 * rows[t, i - 1] + 2 * rows[t, i] + rows[t, (i + 1) % n]
            rows[t + 1, i] = (rule >> int(code)) & 1
    return rows


def bank_account(moves):
    balance = 100.0
    overdrawn = 0
    for i, amount in enumerate(moves):
        if balance + amount < -50:
            print(f"{i}: refused {amount:.2f}")
            continue
        balance += amount
        if balance < 0:
            overdrawn += 1
            balance -= 1.5
    if overdrawn > 2:
        raise RuntimeError(f"account closed with {balance:.2f}")
    return balance, overdrawn


def rocket(mass, fuel, thrust, burn):
    v = h = 0.0
    t = 0
    while h >= 0 and t < 60:
        if fuel > 0:
            force = thrust
            fuel -= burn
        else:
            force = 0.0
        v += force / (mass + max(fuel, 0)) - GRAVITY
        h += v
        t += 1
        if t == 1 and h < 0:
            print("no lift-off")
            return None
    return t, v, h


BOARD = np.array([[0, 1, 0, 0], [0, 0, 1, 0], [1, 1, 1, 0], [0, 0, 0, 0]])
CASES = [
    (projectile, (20.0, 45.0, 0.05), (5, 80, 0.1)),
    (bouncing_ball, (10.0, 0.3, 50), (10.0, 0.1, 3)),
    (life, (BOARD, 3), (np.zeros((3, 3), int), 5), (BOARD.astype(np.uint8), 1)),
    (heat, (np.array([0.0, 0, 10, 0, 0, 0]), 0.25, 20, 5), (np.zeros(5), 0.25, 20, 1)),
    (wave, (np.sin(np.arange(8.0)), np.zeros(8), 0.3, 5),),
    (laplace, (np.eye(5) * 4, 1e-3, 50), (np.eye(5), 1e-9, 2), (np.zeros((2, 2)), 1.0, 1)),
    (n_body, (np.array([[0.0, 0], [1, 0], [0, 2]]), np.zeros((3, 2)), np.array([1.0, 0.5, 0.1]), 0.01, 5),),
    (queue, (np.array([0.0, 1, 1.5, 2]), np.array([3.0, 1, 1, 1]), 1), (np.array([0.0, 1]), np.array([3.0, 1]), 2),
     (np.zeros(0), np.zeros(0), 1)),
    (predator_prey, (40.0, 9.0, 30), (2.0, 9.0, 30), (40, 9, 0)),
    (random_walk, (42, 60), (7, 0)),
    (monte_carlo_pi, (42, 200), (1, 1)),
    (epidemic, (1000.0, 5.0, 0.4, 0.1), (1000, 0, 0.4, 0.1)),
    (traffic, (np.array([0, -1, -1, 2, -1, 0, -1]), 6, 3),),
    (forest_fire, (np.array([[1, 1, 0], [0, 2, 1], [1, 0, 1]]), 5), (np.ones((2, 2), int), 3)),
    (ising, (np.where(np.arange(9).reshape(3, 3) % 2, 1, -1), np.linspace(0, 1, 9), 0.4),),
    (thermostat, (np.array([5.0, 2, -3, 0, 8, 12, 20, 25]), 20.0, 0.5),),
    (elevator, (np.array([3, 1, 4]),), (np.zeros(0, int),)),
    (logistic_map, (3.2, 0.5, 200, 8), (3.9, 0.3, 5, 4), (2.5, 0.5, 100, 3)),
    (sandpile, (np.array([[5, 0, 3], [3, 8, 2], [0, 3, 4]]),), (np.zeros((2, 2), int),)),
    (rule_automaton, (np.array([0, 0, 1, 0, 0], np.uint8), 30, 4), (np.array([1, 0, 1]), 110, 3)),
    (bank_account, (np.array([-80.0, 20, -100, -60, 30]),), (np.array([-110.0, -5, -6, -7]),), (np.zeros(0),)),
    (rocket, (100.0, 50.0, 3000.0, 5.0), (1000.0, 5.0, 10.0, 1.0), (100, 20, 2000, 3)),
]
OPTIONS = {name: {"ulps": 2} for name in ("projectile", "ising")}
