"""Messages that pass through and leave no row: a confirmation number, a receipt. Their address is never stored."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.timezone import localdate

from wibo.letters.gateways import FileGateway, NotSent, sent_file, sms_gateway
from wibo.letters.models import Letter, PassedOn
from wibo.letters.senders import reply_to, sender_of
from wibo.towns.models import Town


def pass_on(template: str, *, town: Town, to: str, **context: object) -> None:
    """Send `letters/<template>.txt` (first line: the subject) to an e-mail address or a +48 number. Raises NotSent.

    Sent within the request, so that neither address nor text waits in a queue. In a rehearsal nothing is sent: it is kept
    among the letters, where whoever tries reads it.
    """
    text = render_to_string(f"letters/{template}.txt", {"town": town, **context}).strip()
    subject, _, body = text.partition("\n")
    if town.is_rehearsal:
        Letter.objects.create(
            town=town, template=template, address=to, subject=subject, body=body, written_at=timezone.now()
        )
        return
    is_sms = to.startswith("+")
    try:
        _by_sms(to, body.strip()) if is_sms else _by_mail(town, to, subject, body.strip())
    except NotSent:
        _count(town, template, is_sms=is_sms, column="failed")
        raise
    _count(town, template, is_sms=is_sms, column="sent")


def _by_sms(number: str, text: str) -> None:
    gateway = sms_gateway()
    if gateway is None:
        raise NotSent
    gateway.send(number, text)


def _by_mail(town: Town, to: str, subject: str, text: str) -> None:
    if settings.DEMO:
        FileGateway(sent_file()).send(to, text)
        return
    try:
        EmailMessage(
            subject, text + "\n", from_email=sender_of(town), to=[to], reply_to=reply_to(town)
        ).send()
    except (smtplib.SMTPException, OSError):
        raise NotSent from None


def _count(town: Town, template: str, *, is_sms: bool, column: str) -> None:
    """One more of its day: an hour would lead from who asked for a number to who voted."""
    row, _ = PassedOn.objects.get_or_create(town=town, template=template, is_sms=is_sms, day=localdate())
    PassedOn.objects.filter(pk=row.pk).update(**{column: F(column) + 1})
