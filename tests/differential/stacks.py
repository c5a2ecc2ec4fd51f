"""Lists as stacks whose emptiness and top decide: `while stack and x[stack[-1]] < v`."""

import numpy as np


def sliding_maximum(a, k):
    out = []
    d = []
    for i in range(len(a)):
        while d and a[d[-1]] <= a[i]:
            d.pop()
        d.append(i)
        if d[0] <= i - k:
            d.pop(0)
        if i >= k - 1:
            out.append(a[d[0]])
    return out


def next_greater(a):
    st = []
    res = [-1] * len(a)
    for i in range(len(a)):
        while st and a[st[-1]] < a[i]:
            res[st.pop()] = a[i]
        st.append(i)
    return res


def pairs_removed(a):
    st = []
    n = 0
    for v in a:
        if st and st[-1] == v:
            st.pop()
            n += 1
        else:
            st.append(v)
    return st, n


def balanced(s):
    st = []
    for c in s:
        if c > 0:
            st.append(c)
        elif not st or st[-1] != -c:
            return False
        else:
            st.pop()
    return not st


def largest_rectangle(a):
    st = []
    best = 0
    for i in range(len(a) + 1):
        h = a[i] if i < len(a) else 0
        while st and a[st[-1]] >= h:
            t = a[st.pop()]
            w = i if not st else i - st[-1] - 1
            best = max(best, t * w)
        st.append(i)
    return best


A = np.array([2, 1, 5, 6, 2, 3])
CASES = [
    (sliding_maximum, (A, 3)),
    (next_greater, (A,), (A * 1.5,)),
    (pairs_removed, (np.array([1, 2, 2, 1, 3]),)),
    (balanced, ([1, 2, -2, -1],), ([1, -2],), (np.array([1, 2, -2, -1]),)),
    (largest_rectangle, (A,)),
]
