# A million rounds of reading and writing dictionaries: a counter per key, keys known only at run time, and a
# record with fixed properties.


def work(rounds):
    keys = []
    for n in range(1000):
        keys.append("key-" + str(n))
    counts = {}
    record = {"reads": 0, "last": "", "total": 0}
    for n in range(rounds):
        key = keys[n * 7 % 1000]
        counts[key] = counts.get(key, 0) + n % 3
        record["reads"] += 1
        record["total"] = record["total"] + counts[key]
        if n % 2 == 0:
            record["last"] = key
    return f"{len(counts)} {counts['key-77']} {record['reads']} {record['total']} {record['last']}"


print(work(1_000_000))
