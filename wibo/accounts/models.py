"""User and RoleGrant. The same address may have an account in several towns, unrelated to each other."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from wibo.access.permissions import GRANTS, LABELS, TOWN_ROLES, Can, Role, granted
from wibo.keyring.hallmarks import Hallmarked
from wibo.towns.models import Town
from wibo.towns.scoping import TownOwned, TownQuerySet, town_manager

# Of the account by which the operator looks on. No mailbox has it: nothing is ever sent there, and no link comes from it.
SUPPORT_ADDRESS = "wsparcie@operator.invalid"


class UserQuerySet(TownQuerySet):
    """Accounts of the town in scope."""

    def by_email(self, email: str) -> Any:
        """The account with that address, however its letters are cased, or None."""
        return self.filter(email=BaseUserManager.normalize_email(email).casefold()).first()

    def holding(self, permission: Can) -> Any:
        """Accounts with a role that grants the permission, by surname."""
        roles = [role for role in TOWN_ROLES if permission in GRANTS[role]]
        return (
            self.filter(grants__role__in=roles, is_active=True).distinct().order_by("surname", "first_name")
        )

    def get_by_natural_key(self, email: str) -> Any:
        """As Django's password reset and createsuperuser expect it."""
        return self.get(email=email.casefold())


class User(Hallmarked, TownOwned, AbstractBaseUser):
    """An account; unconfirmed ones cannot sign in."""

    PURPOSE = "account"
    PERSONAL = ("email", "new_email", "first_name", "surname", "password", "last_login")
    PLAIN = ("town", "is_active", "created_at", "confirmed_at", "mark", "wants_notices")

    town = models.ForeignKey(Town, on_delete=models.PROTECT)
    email = models.EmailField()
    # An address that the person has asked for and not confirmed yet.
    new_email = models.EmailField(blank=True)
    first_name = models.CharField(max_length=60)
    surname = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    # Letters that ask for nothing: what happens to a proposal while its author need not act.
    wants_notices = models.BooleanField(default=True)
    # That this program gave the account its address and password (keyring.hallmarks).
    mark = models.CharField(max_length=48, blank=True)

    objects = town_manager(queryset=UserQuerySet)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["town", "email"], name="account_is_unique_in_town"),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.surname}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Mark a new account, and one whose password is set; other changes leave the mark as it is."""
        fields = kwargs.get("update_fields")
        is_new, has_password = (
            self._state.adding,
            self.__dict__.get("_password") is not None or fields == ["password"],
        )
        super().save(*args, **kwargs)
        if is_new or has_password:
            self.renew_mark()

    def renew_mark(self) -> None:
        """Vouch for the account as it stands. Only where its address and password are known to be right."""
        self.mark = self.new_mark()
        User.objects.filter(pk=self.pk).update(mark=self.mark)

    def vouched(self) -> tuple[Any, ...]:
        """Address and password."""
        return self.pk, self.town_id, self.email, self.password

    @cached_property
    def roles(self) -> frozenset[Role]:
        """Every account is a resident's; officials hold more."""
        return frozenset({Role.RESIDENT, *(Role(grant.role) for grant in self.grants.all())})

    @cached_property
    def permissions(self) -> frozenset[Can]:
        """What the roles allow."""
        return granted(self.roles)

    def can(self, permission: Can) -> bool:
        """Whether a role of the account grants the permission."""
        return permission in self.permissions

    @property
    def is_official(self) -> bool:
        """Whether the account holds any role of the office."""
        return self.can(Can.SEE_OFFICE)

    @property
    def is_support(self) -> bool:
        """Whether it is the account by which the operator looks on: by its address, too, so that it never does more."""
        return Role.SUPPORT in self.roles or self.email == SUPPORT_ADDRESS

    @property
    def role_names(self) -> str:
        """The office roles in words."""
        return ", ".join(
            LABELS[role] for role in TOWN_ROLES if role in self.roles and role is not Role.RESIDENT
        )

    @property
    def signature(self) -> str:
        """How the journal names the account: officials by name, residents by number."""
        return str(self) if self.is_official else f"mieszkaniec {self.pk}"


class RoleGrant(TownOwned):
    """A role held by an account."""

    PERSONAL = ()
    PLAIN = ("user", "role", "granted_at", "granted_by", "confirmed_at", "confirmed_by")
    town_path = "user__town"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=30, choices=[(role.value, LABELS[role]) for role in TOWN_ROLES])
    granted_at = models.DateTimeField()
    # Empty for the operator and the demo.
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    # A third official has confirmed that the person is who they are.
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = town_manager("user__town")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="role_is_granted_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in TOWN_ROLES]), name="role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return LABELS[Role(self.role)]


class SecondFactor(Hallmarked, TownOwned):
    """What an official signs in with beside the password: a telephone, and the codes printed for a lost one.

    `sealed` is the telephone's secret (accounts.telephones), empty for who has passkeys alone; `last_step` is the newest number
    that was taken, so that none is taken twice. Of printed codes only digests are kept, each until it is used.
    """

    PURPOSE = "second-factor"
    PERSONAL = ("sealed", "codes")
    PLAIN = ("user", "last_step", "set_at", "mark")
    town_path = "user__town"

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="second_factor")
    sealed = models.BinaryField()
    codes = models.JSONField(default=list)
    last_step = models.PositiveBigIntegerField(default=0)
    set_at = models.DateTimeField()
    mark = models.CharField(max_length=48, blank=True)

    objects = town_manager("user__town")

    def __str__(self) -> str:
        return f"telefon: {self.user}"

    @property
    def has_telephone(self) -> bool:
        """Whether numbers are taken, and not codes alone."""
        return bool(self.sealed)

    def vouched(self) -> tuple[Any, ...]:
        """The secret and whose it is."""
        return self.user_id, bytes(self.sealed).hex()


class Passkey(Hallmarked, TownOwned):
    """A key that an official's device or token holds (WebAuthn): its public half, and the host where it was added.

    `asked_at` is when the newest page was made for which it has signed: none of that moment or before is taken again.
    """

    PURPOSE = "passkey"
    PERSONAL = ("credential", "name")
    PLAIN = ("user", "host", "added_at", "used_at", "asked_at", "mark")
    town_path = "user__town"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passkeys")
    host = models.CharField(max_length=253)
    # As its person calls it.
    name = models.CharField(max_length=60)
    credential = models.BinaryField()
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    mark = models.CharField(max_length=48, blank=True)

    objects = town_manager("user__town")

    class Meta:
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.name

    def vouched(self) -> tuple[Any, ...]:
        """The key, whose it is and where."""
        return self.user_id, self.host, bytes(self.credential).hex()


class SignedIn(TownOwned):
    """A session of a person: the digest by which it is stored, when it began, and in which browser."""

    PERSONAL = ("session", "browser")
    PLAIN = ("user", "began_at")
    town_path = "user__town"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    session = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=60)
    began_at = models.DateTimeField()

    objects = town_manager("user__town")

    class Meta:
        ordering = ["-began_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.browser}, {self.began_at}"


class SupportSession(Hallmarked, TownOwned):
    """A time for which the town lets the operator look at its office. One at once, by constraint; who came in is in the journal.

    `door` is what the one link that is good now bears, and `asked_by` who has asked for it.
    """

    PURPOSE = "support"
    PERSONAL = ()
    PLAIN = (
        "town",
        "opened_at",
        "opened_by",
        "until",
        "reason",
        "ended_at",
        "ended_by",
        "door",
        "asked_by",
        "mark",
    )

    town = models.ForeignKey(Town, on_delete=models.CASCADE)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    until = models.DateTimeField()
    reason = models.CharField(max_length=300)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)
    door = models.CharField(max_length=32, blank=True)
    asked_by = models.CharField(max_length=200, blank=True)
    mark = models.CharField(max_length=48, blank=True)

    objects = town_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["town"], condition=models.Q(ended_at=None), name="one_support_session_at_once"
            ),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("opened_at")), name="support_session_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.reason

    def vouched(self) -> tuple[Any, ...]:
        """Whose office, and from when until when."""
        return self.town_id, self.opened_at, self.until


class Provider(Hallmarked, TownOwned):
    """Where people of a town may sign in instead of by a password: a provider of OpenID Connect that the operator has entered.

    Marked, for whoever could write such a row could sign in as anybody. `sealed` is the client's secret.
    """

    PURPOSE = "provider"
    PERSONAL = ()
    PLAIN = ("town", "name", "issuer", "client", "sealed", "for_residents", "is_on", "mark")

    town = models.OneToOneField(Town, on_delete=models.CASCADE)
    # As the button says it: "Zaloguj się kontem urzędu".
    name = models.CharField(max_length=60)
    issuer = models.URLField(max_length=200)
    client = models.CharField(max_length=200)
    sealed = models.BinaryField()
    # Whether people without an account get one, confirmed by the provider's word.
    for_residents = models.BooleanField(default=False)
    is_on = models.BooleanField(default=True)
    mark = models.CharField(max_length=48, blank=True)

    objects = town_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """Whether it is on, as the journal says it."""
        return "włączone" if self.is_on else "wyłączone"

    def vouched(self) -> tuple[Any, ...]:
        """All that decides whose word is taken for what."""
        return (
            self.town_id,
            self.issuer,
            self.client,
            bytes(self.sealed).hex(),
            self.for_residents,
            self.is_on,
        )


class ProviderAccount(Hallmarked, TownOwned):
    """Which account is whose at the town's provider: from the first sign-in on it is known by this and no more by its address."""

    PURPOSE = "provider-account"
    PERSONAL = ("subject",)
    PLAIN = ("user", "issuer", "linked_at", "mark")
    town_path = "user__town"

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="at_provider")
    issuer = models.URLField(max_length=200)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()
    mark = models.CharField(max_length=48, blank=True)

    objects = town_manager("user__town")

    def __str__(self) -> str:
        return f"{self.issuer}: {self.user}"

    def vouched(self) -> tuple[Any, ...]:
        """Whose it is."""
        return self.user_id, self.issuer, self.subject
