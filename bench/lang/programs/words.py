# Word frequencies: words are put together from syllables, joined into lines, the lines split again, the words
# counted in a dictionary, and the counts sorted by a closure.

from functools import cmp_to_key


def make_lines(count):
    syllables = ["ka", "to", "mi", "ren", "su", "lo", "ba", "ne"]
    lines = []
    seed = 7
    for n in range(count):
        line = ""
        for w in range(10):
            word = ""
            for s in range(3):
                seed = seed * 16807 % 2147483647
                word += syllables[seed // 8 % 8]
            line += word if w == 0 else " " + word
        lines.append(line)
    return lines


def count_words(lines):
    counts = {}
    for line in lines:
        for word in line.split(" "):
            if word in counts:
                counts[word] += 1
            else:
                counts[word] = 1
    return counts


def most_frequent(counts):
    def compare(a, b):
        order = counts[b] - counts[a]
        if order != 0:
            return order
        return -1 if a < b else 1

    return sorted(counts.keys(), key=cmp_to_key(compare))


counts = count_words(make_lines(10_000))
words = most_frequent(counts)
text = f"{len(counts)} words"
for word in words[0:4]:
    text += f", {word} {counts[word]}"
print(text)
