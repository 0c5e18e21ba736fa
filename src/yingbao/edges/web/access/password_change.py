"""Change one's own password; every other session of the officer ends with it."""

from allauth.account.views import PasswordChangeView
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext

from yingbao.edges.web.policy import Scope, policy


class PasswordChange(PasswordChangeView):  # type: ignore[misc]  # the library ships no types
    """Ask for the password so far and a new one."""

    template_name = "access/password_change.html"
    success_url = reverse_lazy("home")

    def form_valid(self, form: object) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        messages.success(
            self.request,
            gettext("Your password is changed. Everywhere else you are signed out."),
        )
        return response


password_change = policy(scope=Scope.OFFICER, methods=("GET", "HEAD", "POST"), early=True)(
    PasswordChange.as_view()
)
