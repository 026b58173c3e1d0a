"""How an edition evaluates, as the coordinator sets it: rules, cards, grounds, units, substitutes."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.models import User
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.evaluation import assigning
from wibo.evaluation.cards import (
    add_ground,
    change_card,
    criteria_now,
    current_card,
    grounds_with_precedents,
    usual_grounds,
)
from wibo.evaluation.forms.acts import ReasonForm
from wibo.evaluation.forms.settings import GroundForm, RulesForm, SubstituteForm, UnitForm, card_forms
from wibo.evaluation.models import RefusalGround, Substitution, Unit, UnitMember
from wibo.evaluation.models.cards import CardKind
from wibo.evaluation.opining import save_unit
from wibo.evaluation.ruling import change_evaluation
from wibo.rulebook.evaluating.cards import beyond_the_law
from wibo.ui.acting import attempt, done, filled, form_page
from wibo.wording.evaluating import BEYOND_THE_LAW


@requires(Can.RUN_EDITION)
@with_edition
def rules(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The rules of evaluation, and the way to cards, grounds, units and substitutes."""
    stored = edition.evaluating
    initial = {name: getattr(stored, name) for name in RulesForm.base_fields if name != "reason"}
    form = RulesForm(request.POST or None, initial=initial)

    def act() -> str:
        return change_evaluation(edition, form.rules, reason=form.cleaned_data["reason"], act=request.act)

    return form_page(
        request,
        form,
        act,
        "",
        "evaluation:rules",
        template="evaluation/rules.html",
        context={"title": "Zasady oceny", "edition": edition, "kinds": CardKind.choices},
    )


@requires(Can.RUN_EDITION)
@with_edition
def card(request: AccountRequest, edition: Edition, kind: str) -> HttpResponse:
    """The questions of a card."""
    if kind not in CardKind.values:
        raise Http404
    criteria = criteria_now(edition, kind)
    rows = card_forms(request.POST or None, edition, criteria)
    form = ReasonForm(request.POST or None)

    def act() -> HttpResponse:
        chosen = [row.criterion for row in rows if row.criterion is not None]
        made = change_card(edition, kind, chosen, reason=form.cleaned_data["reason"], act=request.act)
        said = f"Od teraz obowiązuje {made}." if made else "Nic się nie zmieniło."
        return done(request, said, "evaluation:card", kind)

    answer = filled(request, form, act) if rows.is_valid() else None
    if answer is not None:
        return answer
    context = {
        "title": f"Karta: ocena {dict(CardKind.choices)[kind]}",
        "rows": rows,
        "form": form,
        "card": current_card(edition, kind),
        "cautions": [criteria[place - 1].question for place in beyond_the_law(criteria)],
        "beyond": BEYOND_THE_LAW,
    }
    return render(request, "evaluation/card.html", context)


@requires(Can.RUN_EDITION)
@with_edition
def grounds(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The town's grounds of refusal, with how many were refused on each; adding one."""
    usual_grounds(request.town)
    form = GroundForm(request.POST or None)

    def act() -> None:
        add_ground(request.town, **form.cleaned_data)

    return form_page(
        request,
        form,
        act,
        "Podstawa jest dodana.",
        "evaluation:grounds",
        template="evaluation/grounds.html",
        context={
            "title": "Podstawy odmowy",
            "grounds": list(grounds_with_precedents(request.town, edition)),
        },
    )


@requires(Can.RUN_EDITION)
@anytime
@require_POST
def drop_ground(request: AccountRequest, pk: int) -> HttpResponse:
    """Switch a ground off: it stays with what was refused on it."""
    found = get_object_or_404(RefusalGround, pk=pk)

    def act() -> None:
        RefusalGround.objects.filter(pk=found.pk).update(is_on=False)

    return attempt(request, act, "Podstawa nie będzie już proponowana.", "evaluation:grounds")


@requires(Can.RUN_EDITION)
@anytime
def units(request: AccountRequest) -> HttpResponse:
    """The units of the office; adding one."""
    form = UnitForm(request.POST or None, officials=User.objects.holding(Can.SEE_OFFICE))

    def act() -> None:
        save_unit(Unit(town=request.town), **form.cleaned_data)

    rows = Unit.objects.filter(is_on=True).prefetch_related("unitmember_set__user")
    return form_page(
        request,
        form,
        act,
        "Jednostka jest zapisana.",
        "evaluation:units",
        template="evaluation/units.html",
        context={"title": "Jednostki urzędu", "units": rows},
    )


@requires(Can.RUN_EDITION)
@anytime
def unit(request: AccountRequest, pk: int) -> HttpResponse:
    """Change a unit and who works in it."""
    found = get_object_or_404(Unit, pk=pk)
    members = UnitMember.objects.filter(unit=found).values_list("user", flat=True)
    initial = {"name": found.name, "members": list(members)}
    form = UnitForm(request.POST or None, initial=initial, officials=User.objects.holding(Can.SEE_OFFICE))

    def act() -> None:
        save_unit(found, **form.cleaned_data)

    return form_page(
        request,
        form,
        act,
        "Jednostka jest zapisana.",
        "evaluation:units",
        template="evaluation/unit.html",
        context={"title": str(found), "unit": found},
    )


@requires(Can.RUN_EDITION)
@anytime
def substitutes(request: AccountRequest) -> HttpResponse:
    """Who stands in for whom; adding a substitute."""
    form = SubstituteForm(request.POST or None, officials=User.objects.holding(Can.SEE_OFFICE))

    def act() -> None:
        assigning.substitute(**form.cleaned_data)

    rows = Substitution.objects.select_related("absent", "by").order_by("-last_day", "-pk")
    return form_page(
        request,
        form,
        act,
        "Zastępstwo jest zapisane.",
        "evaluation:substitutes",
        template="evaluation/substitutes.html",
        context={"title": "Zastępstwa", "rows": rows[:100]},
    )


@requires(Can.RUN_EDITION)
@anytime
@require_POST
def end_substitution(request: AccountRequest, pk: int) -> HttpResponse:
    """Remove a substitute."""
    found = get_object_or_404(Substitution, pk=pk)

    def act() -> None:
        found.delete()

    return attempt(request, act, "Zastępstwo jest usunięte.", "evaluation:substitutes")
