# Primes up to a million with the sieve of Eratosthenes: reads and writes of list elements, two loops.
# Multiples are struck out one at a time on both sides: vSL has no assignment to a stepped slice.


def sieve(limit):
    composite = [False] * (limit + 1)
    count = 0
    total = 0
    for n in range(2, limit + 1):
        if composite[n]:
            continue
        count += 1
        total += n
        for multiple in range(n * n, limit + 1, n):
            composite[multiple] = True
    return f"{count} primes, sum {total}"


print(sieve(1_000_000))
