"""Town: one commune with its colour, coat of arms and contact. Global: the only table above the scopes."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from wibo.rulebook.calendar.service import ServiceWindow

# Names below the base host that are not towns.
_RESERVED = "operator|www|mail|api|static"
_SLUG = RegexValidator(
    rf"^(?!(?:{_RESERVED})$)[a-z][a-z0-9-]{{1,39}}$",
    _(
        "Same małe litery, cyfry i łączniki; pierwsza jest litera. Nazwy operator, www, mail, api i static są zajęte."
    ),
)
_COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Kolor zapisany jak #15532b."))


class TownQuerySet(models.QuerySet["Town"]):
    """Towns, and the twins in which some of them rehearse."""

    def real(self) -> "TownQuerySet":
        """Towns of people: nothing invented is counted or listed among them."""
        return self.filter(rehearses=None)


class Town(models.Model):
    """A commune, found at SLUG.<base host> or at its own host."""

    PERSONAL = ("contact_person", "contact_phone", "contact_email", "on_call")
    PLAIN = (
        "slug",
        "name",
        "name_genitive",
        "host",
        "colour",
        "arms",
        "population",
        "contact_place",
        "dpo_contact",
        "service_from",
        "service_until",
        "rehearses",
        "plan",
        "revision",
    )

    slug = models.CharField(
        max_length=40,
        unique=True,
        validators=[_SLUG],
        error_messages={"unique": _("Ta nazwa w adresie należy już do innej gminy.")},
    )
    name = models.CharField(max_length=100, help_text=_("Na przykład: Gmina Lipowo"))
    name_genitive = models.CharField(max_length=100, help_text=_("Kogo, czego: Gminy Lipowo"))
    host = models.CharField(max_length=100, blank=True, help_text=_("Własna domena, jeśli jest"))
    colour = models.CharField(max_length=7, default="#15532b", validators=[_COLOUR])
    arms = models.TextField(blank=True, help_text=_("Herb jako SVG przygotowany przez operatora"))
    population = models.PositiveIntegerField(default=0)
    contact_person = models.CharField(max_length=100, blank=True)
    contact_place = models.CharField(max_length=200, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_email = models.EmailField(blank=True)
    dpo_contact = models.CharField(max_length=200, blank=True, help_text=_("Inspektor ochrony danych"))
    service_from = models.DateField(null=True, blank=True)
    service_until = models.DateField(null=True, blank=True)
    # Between the town and the operator alone: what is paid for, and whom to wake when voting stands still.
    plan = models.CharField(max_length=100, blank=True, default="", db_default="")
    on_call = models.CharField(max_length=200, blank=True, default="", db_default="")
    # The town whose edition is tried here by invented people. Given at birth and never changed (a trigger): in such a twin
    # alone the database lets envelopes and the journal go.
    rehearses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="twin", editable=False
    )
    # Grows with every change of what its pages hang on (towns.revising).
    revision = models.PositiveBigIntegerField(default=0, db_default=0, editable=False)

    objects = TownQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["host"],
                condition=~models.Q(host=""),
                name="town_host_is_unique",
                violation_error_message=_("Ta domena należy już do innej gminy."),
            ),
            models.CheckConstraint(
                condition=models.Q(service_from__isnull=True)
                | models.Q(service_until__isnull=True)
                | models.Q(service_until__gte=models.F("service_from")),
                name="service_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_rehearsal(self) -> bool:
        """Whether everything in it is invented."""
        return self.rehearses_id is not None

    @property
    def service(self) -> ServiceWindow:
        """The days on which the service runs for the town."""
        return ServiceWindow(self.service_from, self.service_until)
