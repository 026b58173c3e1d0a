"""What every picture of a town is: two sizes in two formats, and words for who cannot see it."""

import secrets
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models
from django.http import FileResponse, Http404

from wibo.access.refusal import Refused
from wibo.rulebook.spelling.texts import tidy
from wibo.towns.scoping import TownOwned
from wibo.ui.inspecting import Unfit
from wibo.ui.pictures import Sizes, sized

_FILES = {
    ("duzy", "webp"): ("large_webp", "image/webp"),
    ("duzy", "jpg"): ("large_jpeg", "image/jpeg"),
    ("maly", "webp"): ("small_webp", "image/webp"),
    ("maly", "jpg"): ("small_jpeg", "image/jpeg"),
}
FILE_FIELDS = ("large_webp", "large_jpeg", "small_webp", "small_jpeg")


def picture_name(picture: "SizedPicture", name: str) -> str:
    """A name that nobody guesses, for a file of a picture."""
    return f"pictures/{secrets.token_hex(12)}{PurePath(name).suffix}"


class SizedPicture(TownOwned):
    """A picture that is shown; `words` tell it to who cannot see it."""

    large_webp = models.FileField(upload_to=picture_name, max_length=200)
    large_jpeg = models.FileField(upload_to=picture_name, max_length=200)
    small_webp = models.FileField(upload_to=picture_name, max_length=200)
    small_jpeg = models.FileField(upload_to=picture_name, max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    # Bytes of all its files.
    size = models.PositiveIntegerField()
    words = models.CharField(max_length=300)
    added_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.words

    @property
    def files(self) -> tuple[models.fields.files.FieldFile, ...]:
        """All its files."""
        return self.large_webp, self.large_jpeg, self.small_webp, self.small_jpeg

    def fill(self, sizes: Sizes) -> None:
        """Take in what a picture was made into."""
        self.width, self.height = sizes.width, sizes.height
        for field in FILE_FIELDS:
            content: bytes = getattr(sizes, field)
            setattr(self, field, ContentFile(content, "a.webp" if field.endswith("webp") else "a.jpg"))
        self.size = sum(len(getattr(sizes, field)) for field in FILE_FIELDS)


def read_picture(upload: Any, words: str) -> Sizes:
    """An uploaded picture, written anew. Raises Refused: too large, no picture, no words."""
    if not tidy(words).strip():
        raise Refused("Napisz, co widać na obrazie. Przeczytają to osoby, które go nie widzą.", "words")
    if upload.size > settings.MAX_UPLOAD:
        raise Refused(f"Plik „{upload.name}” jest za duży. Jeden plik może mieć najwyżej 10 MB.", "picture")
    try:
        return sized(upload.read())
    except Unfit as unfit:
        raise Refused(f"Plik „{upload.name}” {unfit}. Nie dodaliśmy go.", "picture") from unfit


def file_of(picture: SizedPicture, size: str, kind: str, *, for_everyone: bool) -> FileResponse:
    """A file of a picture as an answer. Raises Http404 for a size or a kind that there is not."""
    if (size, kind) not in _FILES:
        raise Http404
    field, media_type = _FILES[size, kind]
    response = FileResponse(getattr(picture, field).open(), content_type=media_type)
    # Short, since a hidden picture must go from sight soon.
    response["Cache-Control"] = "public, max-age=300" if for_everyone else "private, no-store"
    return response
