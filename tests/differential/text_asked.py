"""What text made of data says: its characters, its length, comparisons, the numbers that it is the text of."""

import numpy as np

PYTHON = {
    "base_of_float",
    "by_iterator",
    "is_a_key",
    "list_of_characters",
    "number_or_text",
    "repeated_by_float",
}


def bars(a):
    for v in a:
        print("#" * int(v), v, "=" * (int(v) + 2) + ">")


def bars_of_scalars(a):
    return "ab" * a[0], a[1] * "-", ("<%d>" % a[0]) * a[0]


def repeated_by_float(a):
    return "ab" * (a[0] * 0.5)


def digits(n):
    s = str(abs(n))
    total = 0
    for ch in s:
        total += int(ch)
    return total, len(s)


def palindrome(n):
    s = str(n)
    return s == s[::-1], s[0], s[-1], s[1:], s != "12", s < "5", bool(s), "x" if s else "y"


def palindromes(n):
    return [k for k in range(n) if str(k) == str(k)[::-1]]


def armstrong(lo, hi):
    found = []
    for n in range(lo, hi):
        power = len(str(n))
        if sum(int(d) ** power for d in str(n)) == n:
            found.append(n)
    return found


def by_place(n, i):
    s = str(n)
    return s[i], s[i:].count("1"), "1" in s, "12" in s, s.find("2"), s.startswith("1"), s.isdigit()


def every_place(n):
    s = f"{n:06d}"
    found = []
    for i in range(len(s)):
        if s[i] != "0":
            found.append((i, ord(s[i])))
    return found


def out_of_range(n, i):
    try:
        return str(n)[i]
    except IndexError as error:
        return str(error)


def numbers_of(n):
    s = str(n)
    return int(s[::-1]), float(s) / 2, int(s, 16), int(s) == n, int(s + "0")


def no_number(n):
    return int(f"{n:.1f}")


def no_number_caught(n):
    try:
        return int(str(n) + "?")
    except ValueError as error:
        return str(error)


def in_iterators(n):
    s = str(n)
    pairs = [(i, int(c)) for i, c in enumerate(s)]
    equal = sum(a == b for a, b in zip(s, s[1:]))
    return pairs, equal, sum(int(c) for c in reversed(s)), list(map(int, s)), max(int(c) for c in s)


def by_iterator(n):
    some = iter(str(n))
    return int(next(some)), int(next(some))


def conditions(n):
    s = str(n)
    odd = [int(c) for c in s if c in "13579"]
    return odd, all(c != "0" for c in s), any(c == "7" for c in s), s in ("12", "7"), s not in ["1"]


def bases(n):
    s = bin(n)
    return s.count("1"), len(s) - 2, hex(n), oct(n), s[2:], s[2:].zfill(8), hex(n)[-1], f"{n:b}".rfind("1")


def base_of_float(x):
    return bin(x)


def underlined(title, n):
    line = f"{title} {n}"
    print(line)
    print("-" * len(line))
    if len(line) > 6:
        line = line[:6] + "..."
    return line


def shifted(k):
    out = ""
    for c in "hello":
        out += chr((ord(c) - 97 + k) % 26 + 97)
    return out


def of_wrong_code(n):
    return chr(n)


def ordered(a, b):
    one, two = f"{a:.2f}", f"{b:.2f}"
    return one < two, one >= two, one == two, one == a, one != "1.00"


def kaprekar(n):
    steps = 0
    while n != 6174 and steps < 10:
        parts = sorted(int(c) for c in f"{n:04d}")
        low = high = 0
        for d in parts:
            low = low * 10 + d
        for d in reversed(parts):
            high = high * 10 + d
        n = high - low
        steps += 1
    return n, steps


def said_aloud(n, rounds):
    s = str(n)
    for _ in range(rounds):
        made = ""
        count = 1
        for i in range(len(s)):
            if i + 1 < len(s) and s[i] == s[i + 1]:
                count += 1
            else:
                made += str(count) + s[i]
                count = 1
        s = made
    return s


def grown(a):
    out = "signs:"
    for v in a:
        out += "+" if v > 0 else "-"
        if v == 0:
            out += f"({v})"
    return out, len(out)


def grown_in_front(n):
    s = ""
    while n:
        s = str(n % 2) + s
        n //= 2
    return s or "0"


def grown_and_begun_anew(n):
    line = ""
    lines = 0
    for i in range(n):
        line = line + "ab" * (i % 3)
        if len(line) > 7:
            print(line)
            lines += 1
            line = ""
    return line, lines


def grown_rows(m):
    s = ""
    for row in m:
        for v in row:
            s += f"{v:6.2f}"
        s += "\n"
    return s


def grown_or_none(a):
    found = None
    for v in a:
        if v > 1:
            found = f"{v}" if found is None else found + f", {v}"
    return found


def number_or_text(n):
    kept = n if n > 5 else None
    return len(str(kept))


def list_of_characters(n):
    return sorted(str(n)) == sorted("123")


def is_a_key(n):
    return {"12": 1}.get(str(n))


def in_base(n, b):
    digits = ""
    while n:
        n, d = divmod(n, b)
        digits = "0123456789abcdef"[d] + digits
    return digits, int(digits, b), int("11", b), digits.find("1", b % 3)


def of_either_type(rows, weights):
    lines = []
    for row in rows:
        total = sum(v * w for v, w in zip(row, weights))
        lines.append(f"{total:6.2f}" if total < 50 else f"{total}")
    return "|".join(lines), len(lines[0]), "\n".join(lines).count("\n")


def table(a):
    width = max(len(str(v)) for v in a)
    for v in a:
        print(str(v).rjust(width), str(v).center(width + 3, "."), "ab".ljust(width + 1) + "|", sep=";")
    return "-".center(width, "="), "7".zfill(width), f"{'a' * width:^{width + 4}}"


def looked_up(codes):
    return "".join("ACGT"[c] for c in codes)


NUMBERS = [(0,), (7,), (12,), (-11,), (1221,), (10**15 + 1,), (2**70,)]
A = np.array([2, 0, 3])
_TABLE = {ord("a"): "b", ord("-"): None}


def translated(text, place, n):
    name = "a-z".translate(_TABLE) if n > 1 else ""
    for k in range(n):
        name += "ab-c"[k % 4].translate({98: "q", 99: 65})
    return name, text[place].translate(_TABLE)


CASES = [
    (translated, ("A-ab", 0, 6), ("A-ab", 1, 0), ("A-ab", 2, 2)),
    (bars, ([1, 3],), ([],), (np.array([2.0, 0.5]),), ([-1],)),
    (bars_of_scalars, ([3, 2],), (A,), (A.astype(np.int8),), ([-1, 0],)),
    (repeated_by_float, ([2],), (A,)),
    (digits, *NUMBERS, (np.int64(77),), (np.int8(-128),)),
    (palindrome, *NUMBERS, (np.int32(-3),)),
    (palindromes, (130,), (0,)),
    (armstrong, (100, 380), (5, 5), (0, 10)),
    (by_place, (1212, 1), (12, -1), (5, 3), (11, 0), (-1, 0)),
    (every_place, (120,), (0,), (-45,), (1234567,)),
    (out_of_range, (12, 1), (12, 2), (1, -2)),
    (numbers_of, (12,), (7,), (100,), (-3,), (2**62,)),
    (no_number, (1,), (2.5,)),
    (no_number_caught, (3,)),
    (in_iterators, (12,), (11223,), (5,), (-4,)),
    (by_iterator, (12,), (1234,)),
    (conditions, *NUMBERS[:5]),
    (bases, *NUMBERS, (np.int32(9),), (np.uint8(200),), (True,)),
    (base_of_float, (1.0,), (np.float64(2.0),)),
    (underlined, ("Trial", 5), ("N", 12345), ("x", -1.5)),
    (shifted, (3,), (0,), (-30,)),
    (of_wrong_code, (65,), (-1,), (0x110000,)),
    (ordered, (1.0, 2.0), (10.0, 9.5), (3, 3)),
    (kaprekar, (3524,), (1111,), (6174,)),
    (said_aloud, (1, 5), (22, 2), (111221, 1), (3, 0)),
    (grown, (np.arange(-3, 20),), ([],), (np.zeros(3),)),
    (grown_in_front, (37,), (0,), (1,), (1023,)),
    (grown_and_begun_anew, (0,), (10,), (40,)),
    (grown_rows, (np.arange(24.0).reshape(8, 3),), (np.zeros((0, 2)),)),
    (grown_or_none, (np.arange(6),), (np.zeros(2),), (np.array([2.5]),)),
    (number_or_text, (7,), (3,), (1234,)),
    (list_of_characters, (312,), (4,)),
    (is_a_key, (12,), (1,)),
    (in_base, (255, 16), (9, 3), (5, 2)),
    (of_either_type, (np.arange(6.0).reshape(2, 3), np.arange(3)), (np.full((3, 2), 9.5), np.array([1, 7]))),
    (table, (np.array([1, -200, 33]),), ([5.25],)),
    (looked_up, (np.array([0, 3, 1]),), ([0, 1, 9],)),
]
