# Closures that keep state, closures that call closures, curried ones, and an object with methods:
# 200,000 rounds with six calls each.

from functools import partial


def counter(step):
    count = 0

    def advance():
        nonlocal count
        count += step
        return count

    return advance


def compose(first, second):
    return lambda value: second(first(value))


class Account:
    def __init__(self, opening):
        self.sum = opening
        self.moves = 0

    def book(self, amount):
        self.sum += amount
        self.moves += 1


def work(rounds):
    by_one = counter(1)
    by_three = counter(3)
    scale = lambda factor, value: value * factor % 1009
    pipeline = compose(partial(scale, 7), lambda value: value + 1)
    account = Account(100)
    total = 0
    for n in range(rounds):
        total += by_one() + by_three()
        total = (total + pipeline(n)) % 1000003
        account.book(n % 10 - 4)
    return f"{total} {by_three()} {account.sum} {account.moves}"


print(work(200_000))
