"""All that the service keeps of a person with an account, as one document."""

from collections.abc import Iterator
from typing import Any

from wibo.accounts.models import User
from wibo.letters.models import Letter
from wibo.proposals.models import CoAuthor, Proposal, Supporter
from wibo.rulebook.people.codes import canonical_email
from wibo.rulebook.spelling.money import plain_decimal

_TEXTS = {
    "numer": "number",
    "numer w urzędzie": "office_number",
    "tytuł": "title",
    "krótki opis": "summary",
    "dokładny opis": "description",
    "uzasadnienie": "justification",
    "miejsce": "location",
    "działka": "plot",
    "miejsce na mapie": "place",
    "autor na papierze": "author_name",
    "telefon": "author_phone",
    "adres": "author_address",
    "opiekun": "guardian_name",
    "niepełnoletni": "is_minor",
    "nazwisko jawne": "publish_author",
}


def all_of(user: User) -> dict[str, Any]:
    """The account, its proposals with files by name, and its letters. Money in złoty as decimal text."""
    return {
        "konto": {
            "e-mail": user.email,
            "imię": user.first_name,
            "nazwisko": user.surname,
            "założone": user.created_at,
            "potwierdzone": user.confirmed_at,
            "ostatnie logowanie": user.last_login,
            "role": user.role_names,
            "listy o każdym kroku": user.wants_notices,
        },
        "wnioski": list(_proposals(user)),
        "współautorstwo": [
            {"wniosek": str(one.proposal), "od": one.accepted_at, "nazwisko jawne": one.publish}
            for one in CoAuthor.objects.filter(user=user).select_related("proposal")
        ],
        "poparcie": [
            {"wniosek": str(one.proposal), "nazwisko": one.name, "potwierdzone": one.confirmed_at}
            for one in Supporter.objects.filter(mailbox=canonical_email(user.email)).select_related(
                "proposal"
            )
        ],
        "listy": [
            {"temat": letter.subject, "treść": letter.body, "wysłany": letter.sent_at}
            for letter in Letter.objects.filter(address=user.email).order_by("pk")
        ],
    }


def _proposals(user: User) -> Iterator[dict[str, Any]]:
    rows = Proposal.objects.filter(author=user).select_related("edition", "pool", "category")
    for one in rows.prefetch_related(
        "cost_lines", "attachments", "pictures", "answers__question", "calls", "changes", "appeals"
    ):
        yield {
            "edycja": one.edition.name,
            "stan": one.shown.label,
            "pula": str(one.pool or ""),
            "kategoria": str(one.category or ""),
            **{heading: getattr(one, name) for heading, name in _TEXTS.items()},
            "koszty": [
                {
                    "nazwa": line.name,
                    "ile": str(line.quantity),
                    "jednostka": line.unit,
                    "cena": plain_decimal(line.price),
                    "kwota": plain_decimal(line.amount),
                }
                for line in one.cost_lines.all()
            ],
            "wezwania": [{"co": call.note, "do": call.due_on} for call in one.calls.all()],
            "propozycje zmian": [
                {
                    "dlaczego": change.why,
                    "jest": change.before,
                    "ma być": change.after,
                    "zgoda": change.agreed,
                }
                for change in one.changes.all()
            ],
            "odwołania": [
                {"treść": appeal.text, "złożone": appeal.filed_at, "uwzględnione": appeal.upheld}
                for appeal in one.appeals.all()
            ],
            "odpowiedzi": {answer.question.label: answer.text for answer in one.answers.all()},
            "załączniki": [file.name for file in one.attachments.all()],
            "obrazy": [picture.words for picture in one.pictures.all()],
            "złożony": one.submitted_at,
            "zapisany": one.saved_at,
        }
