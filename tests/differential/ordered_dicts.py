"""`collections.OrderedDict`: keys that move, first and last items that go, and equality that sees the order."""

from collections import OrderedDict


def least_recently_used(requests, room):
    kept = OrderedDict()
    hits = 0
    for request in requests:
        if request in kept:
            hits += 1
            kept.move_to_end(request)
        else:
            if len(kept) >= room:
                kept.popitem(last=False)
            kept[request] = request * 2
    return hits, list(kept), kept


def counted_and_moved(requests, room):
    counts = OrderedDict()
    for request in requests:
        counts[request] = counts.get(request, 0) + 1
    if room in counts:
        counts.move_to_end(room, last=False)
    return counts, list(counts.items()), len(counts), next(iter(counts), None)


def compared(requests, room):
    one, two, plain = OrderedDict(), OrderedDict(), {}
    for request in requests:
        one[request] = plain[request] = 1
    for request in reversed(requests):
        two[request] = 1
    kinds = isinstance(one, OrderedDict), isinstance(one, dict), type(one).__name__
    return one == two, one == plain, plain == one, two != one, kinds


def keys_that_are_text(requests, room):
    kept = OrderedDict(x=1, y=room)
    kept.move_to_end("x")
    kept["z"] = 3
    return list(reversed(kept)), kept.popitem(), kept.popitem(last=False), kept, OrderedDict([(1, kept)])


def emptied(requests, room):
    kept = OrderedDict((request, room) for request in requests)
    gone = []
    while kept:
        gone.append(kept.popitem(last=room > 2))
    return gone, kept, not kept


def missing(requests, room):
    kept = OrderedDict((request, room) for request in requests)
    other = kept.copy()
    other[99] = 1
    try:
        kept.move_to_end(1000)
    except KeyError as error:
        return kept, other, error.args
    return kept, other


def popped_from_few(requests, room):
    kept = OrderedDict()
    for request in requests:
        kept[request] = room
    return kept.popitem(last=False), kept


CASES = [
    (
        function,
        *(([1, 2, 3, 1, 4, 2, 5, 1], 3), ([], 2), ([1, 1, 1], 1), ([3, 2, 1, 2], 2), ([2.5, 1.0, 2.5], 1)),
    )
    for function in (
        *(least_recently_used, counted_and_moved, compared, keys_that_are_text, emptied, missing),
        popped_from_few,
    )
]
