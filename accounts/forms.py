"""What a sign-up asks for besides e-mail and password."""

from zoneinfo import available_timezones

from django import forms
from django.http import HttpRequest

from accounts.models import Role, User


class SignupForm(forms.Form):
    """Role, time zone and name; read by allauth's sign-up."""

    role = forms.ChoiceField(choices=Role.choices, required=False)
    zone = forms.CharField(max_length=64, required=False)
    name = forms.CharField(max_length=80, required=False)

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data.get("zone") or "UTC"
        if zone not in available_timezones():
            raise forms.ValidationError("This time zone is not known.")
        return zone

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the account exists."""
        user.role = self.cleaned_data.get("role") or Role.CLIENT
        user.zone = self.cleaned_data["zone"]
        user.name = self.cleaned_data.get("name") or ""
        user.save(update_fields=["role", "zone", "name"])
