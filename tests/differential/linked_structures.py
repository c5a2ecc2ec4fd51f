"""Lists, trees and graphs of objects that lead to each other."""

import numpy as np


class Node:
    def __init__(self, value, following=None):
        self.value, self.following = value, following


class Chain:
    class Empty(Exception):
        pass

    def __init__(self):
        self.first = self.last = None
        self.count = 0

    def push(self, value):
        node = Node(value)
        if self.last is None:
            self.first = self.last = node
        else:
            self.last.following = node
            self.last = node
        self.count += 1

    def pop(self):
        if self.first is None:
            raise Chain.Empty("nothing there", self.count)
        node = self.first
        self.first = node.following
        if self.first is None:
            self.last = None
        self.count -= 1
        return node.value

    def reverse(self):
        before, node = None, self.first
        self.last = node
        while node is not None:
            node.following, before, node = before, node, node.following
        self.first = before

    def __len__(self):
        return self.count

    def __iter__(self):
        node = self.first
        while node:
            yield node.value
            node = node.following


class Tree:
    def __init__(self, key):
        self.key, self.left, self.right, self.times = key, None, None, 1

    def insert(self, key):
        if key < self.key:
            if self.left is None:
                self.left = Tree(key)
            else:
                self.left.insert(key)
        elif key > self.key:
            if self.right is None:
                self.right = Tree(key)
            else:
                self.right.insert(key)
        else:
            self.times += 1

    def depth(self):
        return 1 + max(self.left.depth() if self.left else 0, self.right.depth() if self.right else 0)


class Vertex:
    def __init__(self, name):
        self.name, self.near, self.steps, self.parent = name, [], None, None


class Part:
    def __init__(self, name):
        self.parent, self.rank, self.name = self, 0, name


def counted(n):
    head = None
    for i in range(n):
        head = Node(i * i, head)
    total = steps = 0
    while head is not None:
        if head.value % 2 == 0:
            total += head.value
        head = head.following
        steps += 1
    return total, steps


def returned(n):
    head = None
    for i in range(n):
        head = Node(i * i, head)
    return head


def chained(x):
    chain = Chain()
    for v in x:
        if v > 0:
            chain.push(v)
        elif len(chain) > 0:
            chain.pop()
    before = list(chain)
    chain.reverse()
    return before, list(chain), sum(chain), len(chain), chain.last is chain.first


def popped_from_empty(x):
    chain = Chain()
    for v in x:
        if v > 0:
            chain.push(v)
        else:
            chain.pop()
    return chain.count


def popped_in_a_try(x):
    chain, out = Chain(), []
    for v in x:
        if v > 0:
            chain.push(v)
        else:
            try:
                out.append(chain.pop())
            except Chain.Empty as error:
                print(error.args[0], error.args[1])
                out.append(-1.0)
    return out, len(chain)


def none_is_followed(x):
    head = None
    for v in x:
        head = Node(v, head)
    return head.following.following.value


def round_and_round(x, n):
    head = last = None
    for v in x:
        node = Node(v)
        if head is None:
            head = node
        else:
            last.following = node
        last = node
    if head is None:
        return 0
    last.following = head
    total, node = 0, head
    for _ in range(n):
        total += node.value
        node = node.following
    return total, node is head, head


def searched_by_a_loop(x):
    root = None
    for key in x:
        if root is None:
            root = Tree(key)
            continue
        node = root
        while True:
            if key < node.key:
                if node.left is None:
                    node.left = Tree(key)
                    break
                node = node.left
            elif key > node.key:
                if node.right is None:
                    node.right = Tree(key)
                    break
                node = node.right
            else:
                node.times += 1
                break
    out, stack, node = [], [], root
    while stack or node is not None:
        while node is not None:
            stack.append(node)
            node = node.left
        node = stack.pop()
        out.append((node.key, node.times))
        node = node.right
    return out


def searched_by_methods(x):
    root = Tree(x[0])
    for key in x[1:]:
        root.insert(key)
    return root.depth(), root


def _inserted(tree, key):
    if tree is None:
        return Tree(key)
    if key < tree.key:
        tree.left = _inserted(tree.left, key)
    elif key > tree.key:
        tree.right = _inserted(tree.right, key)
    return tree


def _walk(tree, out):
    if tree is not None:
        _walk(tree.left, out)
        out.append(tree.key)
        _walk(tree.right, out)


def searched_by_functions(x):
    root = None
    for key in x:
        root = _inserted(root, key)
    out = []
    _walk(root, out)
    return out


def _built(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    tree = Tree(middle)
    tree.left = _built(low, middle)
    tree.right = _built(middle + 1, high)
    return tree


def _flipped(tree):
    if tree is None:
        return
    tree.left, tree.right = tree.right, tree.left
    _flipped(tree.left)
    _flipped(tree.right)


def flipped(n):
    tree = _built(0, n)
    _flipped(tree)
    out = []
    _walk(tree, out)
    return out, tree


def breadth_first(n, ones, twos):
    graph = [Vertex(i) for i in range(n)]
    for i, j in zip(ones, twos, strict=False):
        graph[i].near.append(graph[j])
        graph[j].near.append(graph[i])
    graph[0].steps = 0
    queue = [graph[0]]
    while queue:
        one = queue.pop(0)
        for two in one.near:
            if two.steps is None:
                two.steps = one.steps + 1
                two.parent = one
                queue.append(two)
    return [one.steps for one in graph], [-1 if one.parent is None else one.parent.name for one in graph]


def _root(part):
    while part.parent is not part:
        part.parent = part.parent.parent
        part = part.parent
    return part


def united(n, ones, twos):
    parts = [Part(i) for i in range(n)]
    count = n
    for i, j in zip(ones, twos, strict=False):
        one, two = _root(parts[i]), _root(parts[j])
        if one is two:
            continue
        if one.rank < two.rank:
            one, two = two, one
        two.parent = one
        if one.rank == two.rank:
            one.rank += 1
        count -= 1
    return count, [_root(part).name for part in parts]


ARRAYS = [
    (np.array([1.0, -2.0, 3.0, 0.5, -1.0]),),
    (np.zeros(0),),
    (np.array([-1.0]),),
    (np.array([2.0, 3.0, 1.0]),),
]
KEYS = [(np.array([5, 2, 8, 2, 9, 1, 3]),), (np.array([4]),), (np.array([3, 2, 1]),)]
ONES, TWOS = np.array([0, 1, 3, 2]), np.array([1, 2, 4, 0])

CASES = [
    *((function, (5,), (0,), (1,)) for function in (counted, returned, flipped)),
    *((function, *ARRAYS) for function in (chained, popped_from_empty, popped_in_a_try, none_is_followed)),
    (round_and_round, (np.array([1.0, 2.0, 3.0]), 7), (np.zeros(0), 2), (np.array([1.0]), 2)),
    (searched_by_a_loop, *KEYS, (np.zeros(0),)),
    (searched_by_methods, *KEYS, (np.zeros(0),)),
    (searched_by_functions, *KEYS, (np.zeros(0),)),
    (breadth_first, (5, ONES, TWOS), (1, ONES[:0], TWOS[:0])),
    (united, (5, ONES, TWOS), (2, ONES[:0], TWOS[:0])),
]
