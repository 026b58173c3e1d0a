"""The coordinator's page of the application: what it asks, categories, own questions, help, the price list."""

from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.requests import AccountRequest
from wibo.editions import asking
from wibo.editions.forms.asking import (
    CategoriesForm,
    HandingInForm,
    HelpForm,
    OrderForm,
    PartsForm,
    PricesForm,
    QuestionForm,
)
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition, Question
from wibo.editions.price_lists import COLUMNS, read_prices
from wibo.editions.views.subpages import subpage
from wibo.rulebook.proposing.parts import ALWAYS, Need
from wibo.rulebook.proposing.support import most_signatures
from wibo.rulebook.spelling.cells import guarded
from wibo.ui.acting import changed
from wibo.ui.flat import flat_lines
from wibo.ui.versions import held
from wibo.wording.proposing import NEEDS, PARTS


@requires(Can.RUN_EDITION)
@with_edition
def overview(request: AccountRequest, edition: Edition) -> HttpResponse:
    """All that the application asks, on one page."""
    parts = [
        (PARTS[part], NEEDS[need], part in ALWAYS)
        for part in edition.order_of_parts
        if (need := edition.asked[part]) is not Need.OFF
    ]
    off = [PARTS[part] for part, need in edition.asked.items() if need is Need.OFF]
    pools = [
        (pool, most_signatures(pool.area.residents if pool.area else edition.town.population))
        for pool in edition.pools.select_related("area")
    ]
    context = {
        "title": "Formularz wniosku",
        "edition": edition,
        "parts": parts,
        "off": off,
        "categories": edition.categories.all(),
        "questions": edition.questions.all(),
        "prices": edition.prices.all(),
        "pools": pools,
        "layers": edition.layers.all(),
    }
    return render(request, "editions/office/application.html", context)


@requires(Can.RUN_EDITION)
@with_edition
def parts(request: AccountRequest, edition: Edition) -> HttpResponse:
    """What is asked of each part."""
    with held(request, Edition.objects.select_related("town"), edition.pk) as stored:
        form = PartsForm(request.POST or None, edition=stored)

        def act() -> str:
            done = asking.ask_parts(stored, form.asked, act=request.act, reason=form.cleaned_data["reason"])
            return changed(done)

        return subpage(request, form, act, "Części wniosku")


@requires(Can.RUN_EDITION)
@with_edition
def categories(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The town's categories."""
    with held(request, Edition.objects.select_related("town"), edition.pk) as stored:
        names = "\n".join(category.name for category in stored.categories.all())
        form = CategoriesForm(request.POST or None, initial={"categories": names})

        def act() -> str:
            done = asking.name_categories(
                stored,
                form.cleaned_data["categories"],
                act=request.act,
                reason=form.cleaned_data["reason"],
            )
            return changed(done)

        return subpage(request, form, act, "Kategorie")


@requires(Can.RUN_EDITION)
@with_edition
def question(request: AccountRequest, edition: Edition, pk: int | None = None) -> HttpResponse:
    """Add or change a question of the town's own."""
    with held(request, Edition.objects.select_related("town"), edition.pk) as stored:
        if pk is None:
            last = stored.questions.aggregate(last=Max("position"))["last"] or 0
            found = Question(edition=stored, position=last + 1)
        else:
            found = get_object_or_404(Question.objects.select_related("edition__town"), pk=pk, edition=stored)
        form = QuestionForm(request.POST or None, instance=found)

        def act() -> None:
            asking.save_question(form.save(commit=False), act=request.act, reason=form.cleaned_data["reason"])

        return subpage(request, form, act, "Własne pytanie", said="Zapisano pytanie.")


@requires(Can.RUN_EDITION)
@with_edition
def help_texts(request: AccountRequest, edition: Edition) -> HttpResponse:
    """What authors read beside the fields."""
    with held(request, Edition.objects.select_related("town"), edition.pk) as stored:
        initial = {"fit_list": stored.fit_list, "never_funded": stored.never_funded}
        form = HelpForm(request.POST or None, initial=initial)

        def act() -> str:
            done = asking.write_help(
                stored,
                never_funded=form.cleaned_data["never_funded"],
                fit_list=form.cleaned_data["fit_list"],
                act=request.act,
                reason=form.cleaned_data["reason"],
            )
            return changed(done)

        return subpage(request, form, act, "Podpowiedzi dla autorów")


@requires(Can.RUN_EDITION)
@with_edition
def order(request: AccountRequest, edition: Edition) -> HttpResponse:
    """In which order the parts are asked."""
    with held(request, Edition.objects.select_related("town"), edition.pk) as stored:
        form = OrderForm(request.POST or None, edition=stored)

        def act() -> str:
            done = asking.order_parts(stored, form.order, act=request.act, reason=form.cleaned_data["reason"])
            return changed(done)

        return subpage(request, form, act, "Kolejność pól", template="editions/office/order.html")


@requires(Can.RUN_EDITION)
@with_edition
def handing_in(request: AccountRequest, edition: Edition) -> HttpResponse:
    """How numbers are written and support is collected."""
    with held(request, Edition.objects.select_related("town"), edition.pk) as stored:
        form = HandingInForm(request.POST or None, instance=stored)

        def act() -> str:
            given = {name: form.cleaned_data[name] for name in (*HandingInForm.Meta.fields, "reason")}
            return changed(asking.set_handing_in(stored, **given, act=request.act))

        return subpage(request, form, act, "Numery i poparcie")


@requires(Can.RUN_EDITION)
@with_edition
def prices(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Load the town's price list from a spreadsheet's file: all of it, or nothing and why."""
    form = PricesForm(request.POST or None, request.FILES or None)

    def act() -> str:
        reading = read_prices(form.cleaned_data["file"].read())
        if reading.faults:
            more = len(reading.faults) - 20
            rest = f" I jeszcze {more} innych." if more > 0 else ""
            said = "; ".join(fault.rstrip(".") for fault in reading.faults[:20])
            raise Refused(f"Nic nie wczytano. {said}.{rest}", "file")
        asking.set_prices(edition, reading.prices, act=request.act, reason=form.cleaned_data["reason"])
        left = f" Pominięte kolumny: {', '.join(reading.ignored)}." if reading.ignored else ""
        return f"Cennik jest wczytany. Pozycje: {len(reading.prices)}.{left}"

    return subpage(
        request, form, act, "Cennik gminy", save="Wczytaj cennik", template="editions/office/prices.html"
    )


@requires(Can.RUN_EDITION)
@with_edition
def price_template(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The pattern of the price list's file, with what is stored now."""
    rows = [[column.heading for column in COLUMNS]]
    stored = edition.prices.all()
    rows += [
        [guarded(one.name), guarded(one.unit), f"{one.price // 100},{one.price % 100:02}"] for one in stored
    ]
    if len(rows) == 1:
        rows.append(["Ławka parkowa z montażem", "szt.", "1800,00"])
    response = HttpResponse(flat_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="cennik.csv"'
    return response
