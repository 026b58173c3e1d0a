"""Letter: what is to be said to which address, and when it was sent. Never a link to an account."""

from django.db import models

from wibo.towns.models import Town
from wibo.towns.scoping import TownOwned, town_manager


class Letter(TownOwned):
    """One plain-text letter. The text is kept until it is erased with the edition's personal data."""

    PERSONAL = ("address", "subject", "body")
    PLAIN = ("town", "template", "written_at", "sent_at", "enclosure", "enclosed", "about")

    town = models.ForeignKey(Town, on_delete=models.PROTECT)
    template = models.CharField(max_length=60)
    address = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    # What goes with it, made when it is sent: a name of `settings.ENCLOSURES` and the key of what it is made of.
    enclosure = models.CharField(max_length=30, blank=True)
    enclosed = models.PositiveBigIntegerField(null=True)
    # What it tells of, as the journal names it: "proposal:12". Empty for letters of accounts.
    about = models.CharField(max_length=40, blank=True, db_index=True)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = town_manager()

    class Meta:
        indexes = [models.Index(fields=["town", "sent_at"])]

    def __str__(self) -> str:
        return self.subject
