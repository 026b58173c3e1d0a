"""Sending: a task of the worker, safe to run twice."""

from django.core.mail import EmailMessage
from django.utils import timezone
from django_scopes import scope, scopes_disabled
from django_tasks import task

from wibo.letters.models import Letter


@task()
def deliver(letter_id: int) -> None:
    """Send a letter unless it has been sent. An error leaves it unsent, and `tick` tries again."""
    with scopes_disabled():
        letter = Letter.objects.select_related("town").get(pk=letter_id)
    if letter.sent_at:
        return
    EmailMessage(letter.subject, letter.body, to=[letter.address]).send()
    with scope(town=letter.town):
        Letter.objects.filter(pk=letter.pk, sent_at=None).update(sent_at=timezone.now())
