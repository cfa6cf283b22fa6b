# Escape times of the Mandelbrot set on a small grid: float variables that live across the turns of a loop.


def escape_time(re, im, limit):
    x = 0.0
    y = 0.0
    for n in range(limit):
        xx = x * x
        yy = y * y
        if xx + yy > 4.01:
            return n
        y = 2.0 * x * y + im
        x = xx - yy + re
    return limit


def picture(width, height):
    inside = 0
    steps = 0
    for row in range(height):
        im = row * 2.4 / height - 1.2
        for column in range(width):
            n = escape_time(column * 3.2 / width - 2.2, im, 100)
            steps += n
            if n == 100:
                inside += 1
    return f"{inside} inside, {steps} steps"


print(picture(160, 120))
