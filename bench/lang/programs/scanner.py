# A scanner that goes through a text character by character: comparisons of characters, a match on the state, counters.


def make_text(lines):
    text = ""
    for n in range(lines):
        text += f"let value_{n} = {n * 37} + other[{n % 9}]; # note {n}" + "\n"
        text += f"say(\"line \\\"{n}\\\" of {lines}\", 'x', 3.14);" + "\n\n"
    return text


def scan(text):
    names = 0
    numbers = 0
    strings = 0
    notes = 0
    marks = 0
    lines = 1
    state = "start"
    escaped = False
    for c in text:
        if c == "\n":
            lines += 1
        if state == "name":
            if "a" <= c <= "z" or c == "_" or "0" <= c <= "9":
                continue
            state = "start"
        elif state == "number":
            if "0" <= c <= "9" or c == ".":
                continue
            state = "start"
        match state:
            case "start":
                if "a" <= c <= "z":
                    names += 1
                    state = "name"
                elif "0" <= c <= "9":
                    numbers += 1
                    state = "number"
                elif c == '"':
                    strings += 1
                    state = "string"
                elif c == "#":
                    notes += 1
                    state = "note"
                elif c > " ":
                    marks += 1
            case "string":
                if escaped:
                    escaped = False
                elif c == "\\":
                    escaped = True
                elif c == '"':
                    state = "start"
            case "note":
                if c == "\n":
                    state = "start"
    return f"{names} names, {numbers} numbers, {strings} strings, {notes} notes, {marks} marks, {lines} lines"


print(scan(make_text(10000)))
