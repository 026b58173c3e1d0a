"""The ballot's order, and rules that admit no ballot, in Polish."""

from wibo.rulebook.voting.order import Order
from wibo.rulebook.voting.possible import NoBallot

ORDERS = {
    Order.NUMBER: "według numerów wniosków",
    Order.RECEIVED: "według kolejności wpływu",
    Order.DRAW: "z publicznego losowania",
    Order.HAND: "ustalona ręcznie",
}

# What is wrong, and what to do.
NO_BALLOT = {
    NoBallot.LENGTHS: "Najmniejsza liczba projektów jest większa niż największa, więc każdy głos byłby nieważny. Popraw jedną z nich.",
    NoBallot.SHORT_LIST: "Na liście jest mniej projektów, niż trzeba wskazać, więc każdy głos byłby nieważny. Zmniejsz liczbę "
    "projektów do wskazania.",
    NoBallot.COST: "Wybrane projekty zawsze kosztowałyby więcej, niż wolno, więc każdy głos byłby nieważny. Zwiększ najwyższy "
    "łączny koszt.",
    NoBallot.POINTS: "Tych punktów nie da się rozdać, więc każdy głos byłby nieważny. Zmniejsz najmniej punktów razem albo zwiększ "
    "pozostałe ograniczenia.",
}
