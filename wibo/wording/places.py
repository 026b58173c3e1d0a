"""Why a place or a layer of a map cannot be taken, in Polish."""

from wibo.rulebook.proposing.places import MOST_LAYER_POINTS, MOST_POINTS, PlaceFault
from wibo.rulebook.spelling.polish import grouped

OF_PLACE = {
    PlaceFault.NOT_GEOJSON: "Zaznacz miejsce jeszcze raz: tego rysunku nie da się odczytać.",
    PlaceFault.KIND: "Zaznacz punkt, linię albo obszar.",
    PlaceFault.OUTSIDE: "Zaznaczone miejsce leży poza Polską. Zaznacz je jeszcze raz.",
    PlaceFault.TOO_LONG: f"Rysunek ma za dużo punktów (najwyżej {MOST_POINTS}). Narysuj go prościej.",
    PlaceFault.TOO_SHORT: "Dokończ rysunek: linia ma co najmniej dwa punkty, a obszar trzy.",
    PlaceFault.EMPTY: "Zaznacz miejsce.",
}
OF_LAYER = {
    PlaceFault.NOT_GEOJSON: "To nie jest warstwa GeoJSON (FeatureCollection). Zapisz ją z programu GIS jako GeoJSON.",
    PlaceFault.KIND: "Warstwa ma obiekt, który nie jest punktem, linią ani obszarem.",
    PlaceFault.OUTSIDE: (
        "Współrzędne nie są stopniami geograficznymi w Polsce. Zapisz warstwę w układzie WGS 84 (EPSG:4326)."
    ),
    PlaceFault.TOO_LONG: (
        f"Warstwa jest zbyt szczegółowa (najwyżej {grouped(MOST_LAYER_POINTS)} punktów). Uprość ją w programie GIS."
    ),
    PlaceFault.TOO_SHORT: "Warstwa ma obszar, który nie jest zamknięty: jego pierwszy i ostatni punkt muszą być ten sam.",
    PlaceFault.EMPTY: "Warstwa jest pusta.",
}
