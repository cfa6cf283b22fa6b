# 100,000 rounds of building a line from parts, taking it apart again and building a label from what was found.


def work(rounds):
    sizes = 0
    letters = 0
    hits = 0
    summary = ""
    for n in range(rounds):
        line = f"user{n % 500}@host{n % 37}.example.org;size={n * 13 % 10007};tag-{n % 11}"
        fields = line.split(";")
        address = fields[0]
        at = address.find("@")
        user = address[:at]
        domain = address[at + 1 :]
        domain = domain.replace("example", "test")
        size = int(fields[1][5:])
        label = user.upper() + "/" + domain + "#" + str(size)
        sizes += size
        letters += len(label)
        if "HOST7." in label or fields[2].endswith("-10") or domain.startswith("host3"):
            hits += 1
            summary += label[4]
    return f"{sizes} {letters} {hits} {len(summary)} {summary[:20]}"


print(work(100_000))
