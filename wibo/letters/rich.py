"""A letter as a page of its own, beside the plain text: for who reads mail in a browser or on a telephone.

It says the same words. Pictures and styles from elsewhere are none, so nothing tells that it was read.
"""

from django.template.loader import render_to_string

from wibo.letters.models import Letter


def page_of(letter: Letter) -> str:
    """The letter in HTML: paragraphs, addresses that can be pressed, the town's name and colour."""
    paragraphs = [part for part in letter.body.strip().split("\n\n") if part.strip()]
    return render_to_string(
        "letters/frame.html", {"letter": letter, "town": letter.town, "paragraphs": paragraphs}
    )
