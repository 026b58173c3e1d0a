"""Quantities as people write them."""

from decimal import Decimal


def plain_quantity(quantity: Decimal) -> str:
    """Without empty decimal places, with a comma: 12,5."""
    text = f"{quantity:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
