"""The ballot's order in Polish."""

from wibo.rulebook.voting.order import Order

ORDERS = {
    Order.NUMBER: "według numerów wniosków",
    Order.RECEIVED: "według kolejności wpływu",
    Order.DRAW: "z publicznego losowania",
    Order.HAND: "ustalona ręcznie",
}
