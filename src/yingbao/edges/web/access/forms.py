"""The forms of coming in, in words of our own."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as LibraryChangePasswordForm
from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


def say(field: forms.Field, label: object, required: object, hint: object = "", **attributes: str) -> None:
    """Give a field of the library our words; no text inside the box that vanishes while typing."""
    field.label, field.help_text = str(label), str(hint)
    field.error_messages["required"] = str(required)
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


class SignInForm(LoginForm):  # type: ignore[misc]  # the library ships no types
    """A name and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        more = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        say(self.fields["login"], _("User name"), _("Enter your user name"), **more)
        say(self.fields["password"], _("Password"), _("Enter your password"))


class ChangePasswordForm(LibraryChangePasswordForm):  # type: ignore[misc]  # the library ships no types
    """The password so far and a new one, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self.fields["oldpassword"], _("Password so far"), _("Enter the password you have used so far"))
        say(
            self.fields["password1"],
            _("New password"),
            _("Enter a new password"),
            _("At least 10 characters. Three or four words are easy to remember and hard to guess."),
        )
        say(self.fields["password2"], _("New password once more"), _("Enter the new password once more"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        if data.get("password1") and data["password1"] == data.get("oldpassword"):
            self.add_error("password1", _("This is the password so far. Choose another one."))
        return data


class CodeForm(AuthenticateForm):  # type: ignore[misc]  # the library ships no types
    """The code of the phone, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(
            self.fields["code"],
            _("Code"),
            _("Enter the code"),
            _("The six digits your authenticator app shows now, or one of your recovery codes."),
            **CODE,
        )


class ActivateTotpForm(ActivateTOTPForm):  # type: ignore[misc]  # the library ships no types
    """The first code, as proof that the phone has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("The six digits your authenticator app shows now.")
        say(self.fields["code"], _("Code"), _("Enter the code"), hint, **CODE)


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # the library ships no types
    """The name of a passkey; the browser adds the rest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("So that you recognise it later, for example: phone, office computer.")
        say(self.fields["name"], _("Name of the passkey"), "", hint)
        self.initial.pop("name", None)
        # Always one that signs in by itself: it asks for finger, face or PIN.
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.fields["passwordless"].initial = "on"
