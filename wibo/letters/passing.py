"""Messages that pass through and leave no row: a confirmation number, a receipt. Their address is never stored."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone

from wibo.letters.gateways import FileGateway, NotSent, sent_file, sms_gateway
from wibo.letters.models import Letter
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
    if to.startswith("+"):
        gateway = sms_gateway()
        if gateway is None:
            raise NotSent
        gateway.send(to, body.strip())
        return
    if settings.DEMO:
        FileGateway(sent_file()).send(to, body.strip())
        return
    try:
        EmailMessage(
            subject, body.strip() + "\n", from_email=sender_of(town), to=[to], reply_to=reply_to(town)
        ).send()
    except (smtplib.SMTPException, OSError):
        raise NotSent from None
