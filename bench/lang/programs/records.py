# Thirty rounds of filter, map, reduce and sort with closures over 10,000 records.
# The comparison is a closure of two records on both sides (functools.cmp_to_key in Python).

from functools import cmp_to_key, reduce


def make_records(count):
    records = []
    seed = 42
    for id in range(count):
        seed = seed * 16807 % 2147483647
        records.append({"id": id, "size": seed % 50000, "score": seed // 64 % 1000, "spam": seed % 7 == 0})
    return records


def one_round(records, limit):
    chosen = list(filter(lambda record: record["size"] > limit and not record["spam"], records))
    weights = list(map(lambda record: record["size"] * 3 + record["score"], chosen))
    total = reduce(lambda sum, weight: (sum + weight) % 1000003, weights, 0)
    chosen.sort(key=cmp_to_key(lambda a, b: a["score"] - b["score"]))
    return total + chosen[0]["id"] + chosen[len(chosen) // 2]["id"]


records = make_records(10_000)
result = 0
for round in range(30):
    result += one_round(records, round * 1000)
print(result)
