"""Rows of an estimate: what, how many, at what price. Money in grosze."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class CostRow:
    """One row; `price` of one unit in grosze, `quantity` with up to three decimal places."""

    name: str
    price: int
    quantity: Decimal = Decimal(1)
    unit: str = ""

    @property
    def amount(self) -> int:
        """Grosze of the row, half a grosz upwards."""
        return int((self.quantity * self.price).to_integral_value(ROUND_HALF_UP))
