# Two nested loops over a grid of a million points with a dozen float operations at each.


def field(size):
    total = 0.0
    peak = 0.0
    for row in range(size):
        y = row * 0.01
        for column in range(size):
            x = column * 0.01
            strength = x * y / (1.0 + x * x + y * y)
            if strength > peak:
                peak = strength
            total += strength - 0.25
    return f"total {total}, peak {peak}"


print(field(1000))
