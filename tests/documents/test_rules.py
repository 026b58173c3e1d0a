"""The rules to print: what the page says, on paper."""

import io

from pypdf import PdfReader

from tests import factories


def test_dates_pools_and_rules_are_on_it(visit, edition):
    factories.pool(edition, "Sołecka", 50_000_00, position=2)
    answer = visit.get("/zasady/zasady.pdf")
    text = " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split()
    )
    for said in ("Zasady budżetu obywatelskiego 2027", "Sołecka", "50 000,00 zł", "Głosowanie"):
        assert said in text.replace("\xa0", " "), said
