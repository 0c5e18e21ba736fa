"""The county's rules for one page: looked at once, and where they cannot be read, a page says which line."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language

from yingbao.law.packs import PackProblems
from yingbao.office.determination.packs import looking_once

MOST_TOLD = 20


class UnreadableRulesMiddleware:
    """Answer 503 with the places of the problems, so that whoever keeps the rules can mend them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with looking_once():
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, why: Exception) -> HttpResponse | None:
        if not isinstance(why, PackProblems):
            return None
        language = get_language() or "zh"
        told = [(f"{p.place.file.name}:{p.place.line}", p.message.speak(language)) for p in why.problems]
        page = {"told": told[:MOST_TOLD], "more": max(0, len(told) - MOST_TOLD)}
        return render(request, "rules_unreadable.html", page, status=503)
