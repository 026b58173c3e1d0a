"""MapLayer: what the town's own map shows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wibo.editions.models.edition import Edition
from wibo.towns.scoping import TownOwned, town_manager

# In the order in which they are drawn, from the ground up.
LAYER_NAMES = {
    "area": _("Obszary pul"),
    "district": _("Osiedla i sołectwa"),
    "green": _("Zieleń"),
    "water": _("Wody"),
    "street": _("Ulice"),
    "other": _("Inne"),
}


class MapLayer(TownOwned):
    """A layer of the map in GeoJSON. Features of an "area" layer bear the names of the edition's areas."""

    PERSONAL = ()
    PLAIN = ("edition", "kind", "name", "features")
    town_path = "edition__town"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="layers")
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=100)
    # As `rulebook.proposing.places.layer_of` has read them.
    features = models.JSONField()

    objects = town_manager("edition__town")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=list(LAYER_NAMES)), name="layer_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name
