"""Limited Markdown: what an office writes becomes a page, and nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wibo.ui.markdown import plain, rendered


def test_paragraphs_headings_lists_and_strong_words():
    assert rendered("# Kiedy\nW środę\no 17.\n\n- raz\n- **dwa**\n\n1. a") == (
        "<h3>Kiedy</h3>\n<p>W\N{NO-BREAK SPACE}środę<br>\no\N{NO-BREAK SPACE}17.</p>\n"
        '<ul class="ds-list">\n<li>raz</li>\n<li><strong>dwa</strong></li>\n</ul>\n'
        '<ol class="ds-list">\n<li>a</li>\n</ol>\n'
    )


def test_headings_stand_below_those_of_the_page():
    assert rendered("# a\n## b\n### c\n###### d") == "<h3>a</h3>\n<h3>b</h3>\n<h4>c</h4>\n<h4>d</h4>\n"


def test_a_link_leads_to_a_page_a_mailbox_or_a_telephone():
    for url in ("https://bip.pl/a?b=1", "http://bip.pl", "mailto:bo@x.example", "tel:123", "/pytania/", "#a"):
        assert f'<a href="{url}" class="ds-link">tu</a>' in rendered(f"[tu]({url})")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example/"]
)
def test_any_other_link_stays_text(url):
    assert "<a" not in rendered(f"[tu]({url})")
    assert "<a" not in rendered(f"<{url}>")


def test_html_is_shown_as_typed_and_no_picture_is_loaded():
    made = rendered("<img src=x onerror=alert(1)>\n\n<b>x</b> ![o](https://x.pl/o.png)")
    assert "<img" not in made
    assert "<b>" not in made
    assert "&lt;b&gt;x&lt;/b&gt;" in made


@given(st.text(max_size=300))
def test_no_text_makes_an_element_that_is_not_ours(text):
    made = rendered(text)
    tags = {part.split(">")[0].split()[0].strip("/") for part in made.split("<")[1:]}
    assert tags <= {"p", "br", "h3", "h4", "ul", "ol", "li", "strong", "em", "a"}


def test_the_words_alone():
    assert plain("# Kiedy\n\n- **raz** i [dwa](/x)\n- trzy") == "Kiedy raz i dwa trzy"


def test_numbers_of_a_list_and_addresses_are_words_too():
    text = "1. maja ruszamy: [plan](https://bip.pl/p.pdf)\n2. Wykonawca: X"
    assert plain(text) == "1. maja ruszamy: plan (https://bip.pl/p.pdf) 2. Wykonawca: X"
