"""Tokens of forms: Django's middleware takes them, for the visitor who got them and no other."""

import re

import pytest
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.test import RequestFactory

from wibo.ui.form_tokens import form_token


def answered(request):
    """What Django's middleware says of a request; None when it may pass."""
    middleware = CsrfViewMiddleware(lambda asked: HttpResponse())
    middleware.process_request(request)
    return middleware.process_view(request, lambda asked: HttpResponse(), (), {})


def visit(cookies):
    request = RequestFactory().get("/")
    request.COOKIES.update(cookies)
    middleware = CsrfViewMiddleware(lambda asked: HttpResponse())
    middleware.process_request(request)
    token = form_token(request)
    return token, middleware.process_response(request, HttpResponse())


def sent(token, cookies):
    request = RequestFactory().post("/", {"csrfmiddlewaretoken": token})
    request.COOKIES.update(cookies)
    return answered(request)


def test_a_stranger_gets_a_secret_with_the_page_and_may_send_its_form():
    token, response = visit({})
    cookies = {"csrftoken": response.cookies["csrftoken"].value}
    assert re.fullmatch("[0-9a-zA-Z]{32}", cookies["csrftoken"])
    assert sent(token, cookies) is None


@pytest.mark.parametrize("secret", ["a" * 32, "9" * 32, "zZ09" * 8])
def test_tokens_of_one_secret_are_all_taken_and_no_two_are_equal(secret):
    cookies = {"csrftoken": secret}
    tokens = {visit(cookies)[0] for _ in range(300)}
    assert len(tokens) == 300
    assert all(sent(token, cookies) is None for token in tokens)
    assert not [token for token in tokens if secret in token]


def test_the_token_of_another_visitor_is_not_taken():
    token, _ = visit({"csrftoken": "a" * 32})
    assert sent(token, {"csrftoken": "b" * 32}).status_code == 403
    assert sent(token, {}).status_code == 403


def test_every_sign_of_a_mask_is_drawn():
    """A mask of few signs would hide little."""
    drawn = "".join(visit({"csrftoken": "a" * 32})[0][:32] for _ in range(200))
    assert len(set(drawn)) == 62
