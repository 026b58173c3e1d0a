"""What the kinds of an edition are called."""

from django.utils.translation import gettext_lazy as _

from wibo.rulebook.calendar.schedule import Channel, Stage
from wibo.rulebook.people.duplicates import DuplicateRule
from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.voting.ballots import VoteType

STAGE_NAMES = {
    Stage.SUBMISSION: _("Zgłaszanie wniosków"),
    Stage.EVALUATION: _("Ocena wniosków"),
    Stage.APPEALS: _("Odwołania"),
    Stage.VOTING: _("Głosowanie"),
    Stage.PAPER_ENTRY: _("Wpisywanie kart papierowych"),
    Stage.CLOSING: _("Wyniki i zamknięcie"),
}
CHANNEL_NAMES = {Channel.WEB: _("przez internet"), Channel.PAPER: _("na papierze")}
IDENTITY_NAMES = {
    IdentityKind.PESEL_REGISTER: _("PESEL sprawdzany w wykazie uprawnionych"),
    IdentityKind.PESEL_FORM: _("PESEL sprawdzany tylko co do budowy"),
    IdentityKind.NAME_AND_BIRTH_DATE: _("Bez PESEL: imię, nazwisko, data urodzenia i oświadczenie"),
    IdentityKind.CODE: _("Jednorazowy kod z listu albo z urzędu"),
}
DUPLICATE_NAMES = {
    DuplicateRule.FIRST: _("Liczy się głos oddany wcześniej"),
    DuplicateRule.PAPER: _("Głos na papierze przed głosem przez internet"),
    DuplicateRule.WEB: _("Głos przez internet przed głosem na papierze"),
    DuplicateRule.VOID: _("Wszystkie głosy tej osoby są nieważne"),
}
VOTE_TYPE_NAMES = {
    VoteType.APPROVAL: _("Wskazanie projektów"),
    VoteType.CHOOSE_ONE: _("Wskazanie jednego projektu"),
    VoteType.CUMULATIVE: _("Rozdanie punktów"),
    VoteType.ORDINAL: _("Ułożenie projektów w kolejności"),
    VoteType.SCORING: _("Ocena punktami"),
}
