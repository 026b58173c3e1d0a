"""How a long rule tells its caller where it is: by the share (grosze) that it tries now."""

from collections.abc import Callable

Progress = Callable[[int], None]


def quietly(_endowment: int) -> None:
    """Tells nobody."""
