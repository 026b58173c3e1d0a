"""Polish words round numbers, for texts that are made without Django (step logs, command output)."""

NBSP = "\N{NO-BREAK SPACE}"


def plural(number: int, one: str, few: str, many: str) -> str:
    """The form of a noun that Polish grammar asks for: 1 projekt, 2 projekty, 5 projektów, 22 projekty."""
    if number == 1:
        return one
    if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        return few
    return many


def grouped(number: int) -> str:
    """Digits in threes with hard spaces: 1 250 000."""
    return f"{number:,}".replace(",", NBSP)


def counted(number: int, one: str, few: str, many: str) -> str:
    """The number with its noun: "212 głosów"."""
    return f"{grouped(number)}{NBSP}{plural(number, one, few, many)}"


def votes(number: int) -> str:
    """A number of votes in words: "3 głosy"."""
    return counted(number, "głos", "głosy", "głosów")


def points(number: int) -> str:
    """A number of points in words: "1 punkt"."""
    return counted(number, "punkt", "punkty", "punktów")


def projects(number: int) -> str:
    """A number of projects in words: "5 projektów"."""
    return counted(number, "projekt", "projekty", "projektów")
