"""What stands in a first course: many prints, small state machines, number games, strings of messages."""

import numpy as np


def fizz_buzz(n):
    for i in range(1, n + 1):
        if i % 15 == 0:
            print("FizzBuzz")
        elif i % 3 == 0:
            print("Fizz")
        elif i % 5 == 0:
            print("Buzz")
        else:
            print(i)


def multiplication_table(n):
    for i in range(1, n + 1):
        for j in range(1, n + 1):
            print(f"{i * j:4d}", end="")
        print()


def guess_number(secret, guesses):
    for attempt, guess in enumerate(guesses, 1):
        if guess == secret:
            print("correct after", attempt, "guesses")
            return attempt
        print("too small" if guess < secret else "too large")
    print("out of guesses; it was", secret)
    return 0


def grade(points):
    if points >= 90:
        mark = 1
    elif points >= 75:
        mark = 2
    elif points >= 60:
        mark = 3
    elif points >= 50:
        mark = 4
    else:
        mark = 5
    print("mark:", mark)
    return mark


def class_report(points):
    passed = 0
    best = worst = points[0]
    total = 0
    for p in points:
        total += p
        if p >= 50:
            passed += 1
        if p > best:
            best = p
        if p < worst:
            worst = p
    print(f"{passed} of {len(points)} passed, mean {total / len(points):.1f}")
    print("best", best, "worst", worst)
    return passed, total / len(points)


def perfect_numbers(limit):
    found = 0
    for n in range(2, limit):
        s = 1
        d = 2
        while d * d <= n:
            if n % d == 0:
                s += d
                if d != n // d:
                    s += n // d
            d += 1
        if s == n:
            print(n, "is perfect")
            found += 1
    return found


def is_palindrome(n):
    original = n
    turned = 0
    while n > 0:
        turned = turned * 10 + n % 10
        n //= 10
    return original == turned


def armstrong(limit):
    total = 0
    for n in range(limit):
        digits = 0
        m = n
        while m > 0:
            digits += 1
            m //= 10
        s = 0
        m = n
        while m > 0:
            s += (m % 10) ** digits
            m //= 10
        if s == n:
            total += n
    return total


def countdown(n):
    while n > 0:
        print(n, end="... ")
        n -= 1
    print("lift-off!")


def celsius_table(lo, hi, step):
    f = lo
    while f <= hi:
        c = (f - 32) * 5 / 9
        print(f"{f:6.1f} F = {c:6.1f} C")
        if c > 100:
            print("boiling")
        f += step


def vending_machine(coins, price):
    paid = 0
    for coin in coins:
        if coin not in (5, 10, 20, 50):
            print("coin refused:", coin)
            continue
        paid += coin
        if paid >= price:
            print("change:", paid - price)
            return paid - price
    raise ValueError(f"{price - paid} missing")


def tic_tac_toe(board):
    for i in range(3):
        if board[i, 0] != 0 and board[i, 0] == board[i, 1] == board[i, 2]:
            return board[i, 0]
        if board[0, i] != 0 and board[0, i] == board[1, i] == board[2, i]:
            return board[0, i]
    if board[1, 1] != 0 and (board[0, 0] == board[1, 1] == board[2, 2] or board[0, 2] == board[1, 1] == board[2, 0]):
        return board[1, 1]
    return 0


def traffic_light(steps):
    state = 0
    timer = 3
    changes = 0
    for t in range(steps):
        timer -= 1
        if timer == 0:
            if state == 0:
                state, timer = 1, 4
            elif state == 1:
                state, timer = 2, 1
            else:
                state, timer = 0, 3
            changes += 1
            print(t, "->", state)
    return state, changes


def roman_value(values):
    total = 0
    previous = 0
    for v in reversed(values):
        if v < previous:
            total -= v
        else:
            total += v
            previous = v
    return total


def binary_digits(n):
    digits = np.zeros(8, dtype=np.uint8)
    position = 7
    while n and position >= 0:
        digits[position] = n & 1
        n >>= 1
        position -= 1
    print(digits)
    return digits


def gcd_lcm(a, b):
    x, y = a, b
    while y != 0:
        print(f"{x} = {x // y} * {y} + {x % y}")
        x, y = y, x % y
    return x, a * b // x


def prime_factors(n):
    d = 2
    count = 0
    while n > 1:
        if n % d == 0:
            print(d, end=" ")
            n //= d
            count += 1
        else:
            d += 1 if d == 2 else 2
            if d * d > n:
                d = n
    print()
    return count


def triangle(a, b, c):
    if a + b <= c or a + c <= b or b + c <= a:
        print("no triangle")
        return None
    if a == b == c:
        kind = 3
    elif a == b or b == c or a == c:
        kind = 2
    else:
        kind = 1
    s = (a + b + c) / 2
    return kind, (s * (s - a) * (s - b) * (s - c)) ** 0.5


def two_largest(a):
    first = second = -np.inf
    for x in a:
        if x > first:
            first, second = x, first
        elif x > second:
            second = x
    return first, second


def remove_duplicates(a):
    kept = np.empty_like(a)
    n = 0
    for x in a:
        for k in range(n):
            if kept[k] == x:
                break
        else:
            kept[n] = x
            n += 1
    return kept[:n]


def calculator(codes, values):
    result = 0.0
    for code, value in zip(codes, values):
        if code == 0:
            result += value
        elif code == 1:
            result -= value
        elif code == 2:
            result *= value
        elif code == 3:
            if value == 0:
                print("division by zero ignored")
                continue
            result /= value
        else:
            raise ValueError(f"unknown operation {code}")
        print("=", result)
    return result


def staircase(n):
    a, b = 1, 1
    for _ in range(n - 1):
        a, b = b, a + b
    return b


def magic_square(n):
    square = np.zeros((n, n), dtype=int)
    i, j = 0, n // 2
    for k in range(1, n * n + 1):
        square[i, j] = k
        ni, nj = (i - 1) % n, (j + 1) % n
        if square[ni, nj]:
            i = (i + 1) % n
        else:
            i, j = ni, nj
    print(square)
    return square


def spiral(m):
    top, left = 0, 0
    bottom, right = m.shape[0] - 1, m.shape[1] - 1
    out = np.zeros(m.size, m.dtype)
    n = 0
    while top <= bottom and left <= right:
        for j in range(left, right + 1):
            out[n] = m[top, j]
            n += 1
        top += 1
        for i in range(top, bottom + 1):
            out[n] = m[i, right]
            n += 1
        right -= 1
        if top <= bottom:
            for j in range(right, left - 1, -1):
                out[n] = m[bottom, j]
                n += 1
            bottom -= 1
        if left <= right:
            for i in range(bottom, top - 1, -1):
                out[n] = m[i, left]
                n += 1
            left += 1
    return out


def hanoi(n, source, target, spare):
    if n == 0:
        return 0
    moves = hanoi(n - 1, source, spare, target)
    print(f"disk {n}: {source} -> {target}")
    return moves + 1 + hanoi(n - 1, spare, target, source)


def average_of_positive(a):
    total = 0
    n = 0
    for x in a:
        if x <= 0:
            continue
        total += x
        n += 1
    return total / n


CASES = [
    (fizz_buzz, (16,), (0,)),
    (multiplication_table, (4,), (0,)),
    (guess_number, (7, np.array([5, 9, 7])), (7, np.array([1])), (7, np.zeros(0, int))),
    (grade, (95,), (61.5,), (50,), (3,)),
    (class_report, (np.array([40, 90, 66, 50]),), (np.array([10.5]),)),
    (perfect_numbers, (30,), (5,)),
    (is_palindrome, (12321,), (123,), (0,)),
    (armstrong, (200,), (1,)),
    (countdown, (3,), (0,)),
    (celsius_table, (0.0, 250.0, 60.0), (0, -1, 1)),
    (vending_machine, (np.array([10, 7, 50]), 40), (np.array([5]), 40)),
    (tic_tac_toe, (np.array([[1, 2, 0], [2, 1, 0], [0, 0, 1]]),), (np.array([[2, 2, 2], [1, 1, 0], [0, 1, 0]]),),
     (np.zeros((3, 3), int),)),
    (traffic_light, (10,), (0,)),
    (roman_value, (np.array([10, 1, 5]),), (np.array([1000, 100, 1000, 50]),)),
    (binary_digits, (37,), (0,), (300,)),
    (gcd_lcm, (48, 36), (17, 5), (0, 5)),
    (prime_factors, (360,), (97,), (1,)),
    (triangle, (3, 4, 5), (1, 1, 3), (2.0, 2.0, 2.0), (2, 2, 3)),
    (two_largest, (np.array([3, 9, 4]),), (np.array([1.5]),), (np.zeros(0),)),
    (remove_duplicates, (np.array([1, 2, 1, 3, 2]),), (np.zeros(0),)),
    (calculator, (np.array([0, 2, 3, 3]), np.array([5.0, 2.0, 0.0, 4.0])), (np.array([0, 9]), np.array([1.0, 2.0]))),
    (staircase, (10,), (1,), (100,)),
    (magic_square, (3,), (5,), (1,)),
    (spiral, (np.arange(12).reshape(3, 4),), (np.arange(3.0).reshape(3, 1),), (np.zeros((0, 2)),)),
    (hanoi, (3, 1, 3, 2), (0, 1, 3, 2)),
    (average_of_positive, (np.array([1, -2, 3]),), (np.array([-1.0]),)),
]
