"""The wizard of voting rules: an overview with what courts have objected to, and a page for each topic."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions import actions
from wibo.editions.forms.rules import TITLES, RulesForm
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.editions.presenting import answers
from wibo.rulebook.voting.cautions import Topic, cautions
from wibo.ui.acting import filled
from wibo.ui.versions import held
from wibo.wording.cautions import Said, said


def cautions_of(edition: Edition) -> tuple[Said, ...]:
    """What should be said of the edition's rules as they stand."""
    areas = tuple(pool.area_id is not None for pool in edition.pools.all())
    found = cautions(edition.kind, edition.min_voter_age, edition.voting, areas)
    return tuple(said(one) for one in found)


@requires(Can.RUN_EDITION)
@with_edition
def overview(request: AccountRequest, edition: Edition) -> HttpResponse:
    """All topics with their answers and cautions."""
    all_said = cautions_of(edition)
    topics = [
        (topic, TITLES[topic], answers(edition, topic), [one for one in all_said if one.topic is topic])
        for topic in Topic
    ]
    context = {"title": "Zasady głosowania", "edition": edition, "topics": topics}
    return render(request, "editions/office/rules.html", context)


@requires(Can.RUN_EDITION)
@with_edition
def question(request: AccountRequest, edition: Edition, topic: str) -> HttpResponse:
    """The questions of a topic; saving leads to the next one."""
    if topic not in list(Topic):
        raise Http404
    if edition.frozen_at:
        messages.error(request, "Zasady są zamrożone. Nie można ich już zmienić.", extra_tags="danger")
        return redirect("editions:rules")
    asked = Topic(topic)
    with held(
        request, Edition.objects.select_related("town").prefetch_related("pools"), edition.pk
    ) as stored:
        return _asked(request, stored, asked)


def _asked(request: AccountRequest, edition: Edition, asked: Topic) -> HttpResponse:
    form = RulesForm(request.POST or None, topic=asked, edition=edition)

    def act() -> HttpResponse:
        _save(request, edition, form)
        for one in (one for one in cautions_of(edition) if one.topic is asked):
            messages.warning(request, f"{one.words} ({one.source})")
        return _next(asked)

    answer = filled(request, form, act)
    if answer is not None:
        return answer
    order = list(Topic)
    context: dict[str, Any] = {
        "title": TITLES[asked],
        "form": form,
        "number": order.index(asked) + 1,
        "of": len(order),
        "cautions": [one for one in cautions_of(edition) if one.topic is asked],
    }
    return render(request, "editions/office/rules_topic.html", context)


def _save(request: AccountRequest, edition: Edition, form: RulesForm) -> None:
    changed = actions.change_rules(
        edition,
        form.columns,
        form.rules,
        act=request.act,
        reason=form.cleaned_data["reason"],
    )
    messages.success(request, "Zapisano." if changed else "Nic się nie zmieniło.")


def _next(topic: Topic) -> HttpResponse:
    order = list(Topic)
    later = order[order.index(topic) + 1 :]
    return redirect("editions:rules-topic", later[0].value) if later else redirect("editions:rules")
