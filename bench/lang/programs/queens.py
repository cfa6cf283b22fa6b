# All ways to place eight to ten queens, by recursion with lists passed down and extended by one column at each row.


def safe(columns, column):
    row = len(columns)
    for at, other in enumerate(columns):
        if other == column or abs(other - column) == row - at:
            return False
    return True


def place(columns, size):
    if len(columns) == size:
        return 1
    found = 0
    for column in range(size):
        if safe(columns, column):
            found += place(columns + [column], size)
    return found


print(f"{place([], 8)} {place([], 9)} {place([], 10)}")
