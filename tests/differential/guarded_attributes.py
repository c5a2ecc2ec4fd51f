"""Classes that say in Python what it is to read, assign, delete or call one of their instances."""

import dataclasses
import functools

import numpy as np


class Positive:
    """A descriptor that checks what it is given."""

    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner=None):
        return self if instance is None else getattr(instance, self.name)

    def __set__(self, instance, value):
        if value <= 0:
            raise ValueError(f"{self.name} must be positive, not {value}")
        setattr(instance, self.name, value)


class Account:
    balance = Positive()
    rate = Positive()

    def __init__(self, balance, rate):
        self.balance = balance
        self.rate = rate


class Told:
    """A descriptor that can be heard."""

    def __get__(self, instance, owner):
        print("read of a", owner.__name__)
        return 4.0

    def __set__(self, instance, value):
        print("set to", value)

    def __delete__(self, instance):
        print("deleted")


class HasTold:
    told = Told()


class Computed:
    """A descriptor that gives way to what it has computed."""

    def __init__(self, function):
        self.function = function
        self.name = function.__name__

    def __get__(self, instance, owner=None):
        value = self.function(instance)
        instance.__dict__[self.name] = value
        return value


class Sample:
    def __init__(self, values):
        self.values = values

    @Computed
    def total(self):
        print("computing")
        return self.values.sum()


class Frozen:
    def __init__(self, value):
        object.__setattr__(self, "value", value)

    def __setattr__(self, name, value):
        raise AttributeError(f"cannot assign {name}")


@dataclasses.dataclass(frozen=True)
class Doubled:
    one: float
    two: float = 0.0

    def __post_init__(self):
        object.__setattr__(self, "two", self.one * 2)


class Doubling:
    def __init__(self):
        self.a = 1.0

    def __setattr__(self, name, value):
        print("set", name)
        super().__setattr__(name, value * 2)

    def __delattr__(self, name):
        print("delete", name)
        object.__delattr__(self, name)


class Half:
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        print("no", name)
        return 0.5


class Nothing:
    def __getattr__(self, name):
        print("no", name)
        raise AttributeError(name)


class Logged:
    def __init__(self, value):
        self.value = value

    def __getattribute__(self, name):
        if name in ("value", "missing"):
            print("get", name)
        return object.__getattribute__(self, name)


class Twice:
    """A decorator that says whom it stands for, and does more."""

    def __init__(self, function):
        functools.update_wrapper(self, function)
        self.function = function
        self.calls = 0

    def __call__(self, *args):
        self.calls += 1
        return self.function(*args) * 2


@Twice
def one_more(x):
    return x + 1


class Anything(type):
    def __instancecheck__(cls, instance):
        return True


class Any(metaclass=Anything):
    pass


def checked(x):
    account = Account(x[0], x[1])
    account.balance += 5
    account.balance *= account.rate
    return account.balance


def checked_argument(x, account):
    for value in x:
        account.balance = account.balance + value
    return account.balance


def checked_and_caught(x, account):
    try:
        for value in x:
            account.balance = value
    except ValueError as error:
        print(error)
    return account.balance, account.rate


def told(x, held):
    held.told = x.sum()
    y = x * held.told
    del held.told
    return y


def told_of_its_own(x):
    held = HasTold()
    held.told = 3.0
    return x * held.told


def computed_once(x):
    sample = Sample(x)
    return sample.total + sample.total


def computed_for_an_argument(x, sample):
    return x + sample.total + sample.total


def frozen(x):
    held = Frozen(x[0])
    return held.value + 1


def frozen_is_assigned(x, held):
    held.value = x[0]
    return held.value


def frozen_is_caught(x, held):
    try:
        held.value = x[0]
    except AttributeError as error:
        print(error)
    return held.value * x


def frozen_doubled(x):
    held = Doubled(x[0])
    return held.one + held.two


def doubling(x):
    held = Doubling()
    for value in x:
        held.a = held.a + value
    return held.a


def doubling_argument(x, held):
    held.a = x[0]
    held.b = held.a + 1
    del held.b
    return held.a


def missing(x, half):
    return x * half.foo + half.bar


def missing_until_set(x, half):
    print(half.foo)
    half.foo = x[0]
    return half.foo + half.bar


def asked_for(x, nothing):
    print(nothing is None, f"{x[0]}")
    return x + getattr(nothing, "a", 2) + hasattr(nothing, "b")


def logged(x, held):
    if held is None:
        return x
    return x * held.value


def decorated_by_an_object(x):
    return one_more(x)


def counts_calls(x, function):
    return function(x) + function(x) * function.calls


def anything_is_one(x):
    return isinstance(x, Any), isinstance(x[0], Any)


class Doubles:
    """Has one attribute that it does not hold, and no others."""

    def __init__(self, value):
        self.value = value

    def __getattr__(self, name):
        if name == "twice":
            return self.value * 2
        raise AttributeError(name)


class Both:
    """Has properties, and another answer where these have none."""

    def __init__(self, value):
        self.value = value

    @property
    def small(self):
        if self.value > 2:
            raise AttributeError("small")
        return self.value

    @property
    def never(self):
        raise AttributeError("never")

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return 99.0


def asked_for_in_a_loop(x, n):
    held = Doubles(x)
    total = 0.0
    for i in range(n):
        if hasattr(held, "thrice"):
            total += 100
        total += x[i] + held.twice[i] + getattr(held, "half", i)
    return total


def missing_by_data(x, n):
    held = Doubles(x)
    if n > 2:
        return held.thrice
    return held.twice


def another_answer(x):
    held = Both(x[0])
    return held.never, held.other, hasattr(held, "other"), hasattr(Doubles(x), "other")


def another_answer_by_data(x, n):
    total = 0.0
    for i in range(n):
        total += Both(x[i]).small + getattr(Both(x[i]), "small", 7.0)
    return total


A = np.array([1.0, 2.0, 3.0])
B = np.array([1.0, -2.0, 3.0])

CASES = [
    (checked, (A,), (B,)),
    (checked_argument, (A, Account(1.0, 2.0)), (B, Account(1.0, 2.0)), (B - 2, Account(1.0, 2))),
    (checked_and_caught, (A, Account(1.0, 2.0)), (B, Account(1.0, 2.0))),
    (told, (A, HasTold())),
    (told_of_its_own, (A,)),
    (computed_once, (A,), (B,)),
    (computed_for_an_argument, (A, Sample(A)), (A, Sample(B))),
    (frozen, (A,)),
    (frozen_is_assigned, (A, Frozen(1.0))),
    (frozen_is_caught, (A, Frozen(1.0))),
    (frozen_doubled, (A,)),
    (doubling, (A,), (A[:0],)),
    (doubling_argument, (A, Doubling())),
    (missing, (A, Half())),
    (missing_until_set, (A, Half())),
    (asked_for, (A, Nothing())),
    (logged, (A, Logged(2.0)), (A, None)),
    (decorated_by_an_object, (A,)),
    (counts_calls, (A, Twice(np.sum)), (A, Twice(one_more))),
    (anything_is_one, (A,)),
    (asked_for_in_a_loop, (A, 3), (A, 0)),
    (missing_by_data, (A, 1), (A, 3)),
    (another_answer, (A,)),
    (another_answer_by_data, (A, 3), (A, 1)),
]
PYTHON = {
    "frozen_is_assigned",
    "frozen_is_caught",
    "another_answer_by_data",
    "logged",
    "anything_is_one",
    "computed_for_an_argument",
}
