"""Refusals to boot: each names the setting and what to do."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from accounts import rootkey, vapidkey

SHORTEST_SECRET = 40


@register()
def check_secret_key(**_: Any) -> list[CheckMessage]:
    if len(settings.SECRET_KEY) >= SHORTEST_SECRET:
        return []
    hint = "`make run` makes one; by hand: HOLDFAST_SECRET_KEY or HOLDFAST_SECRET_KEY_FILE, 40 characters or more."
    return [Error("The secret key is missing or short.", hint=hint, id="holdfast.E001")]


@register()
def check_root_key(**_: Any) -> list[CheckMessage]:
    try:
        rootkey.parse(settings.ROOT_KEY)
    except rootkey.RootKeyRefused as refused:
        hint = "`make run` makes one under var/secrets; keep a copy of it away from the database's backups."
        return [Error(str(refused), hint=hint, id="holdfast.E002")]
    return []


@register()
def check_origin(**_: Any) -> list[CheckMessage]:
    if not settings.ORIGIN or settings.HTTPS:
        return []
    hint = "Give the https address that a proxy such as Caddy serves, or leave it empty for loopback only."
    return [Error("HOLDFAST_ORIGIN should begin with https://.", hint=hint, id="holdfast.E003")]


@register()
def check_vapid_key(**_: Any) -> list[CheckMessage]:
    try:
        if settings.VAPID_KEY:
            vapidkey.parse(settings.VAPID_KEY)
    except vapidkey.KeyRefused:
        hint = "`make run` makes one under var/secrets; without any, Holdfast sends no reminders."
        return [Error("HOLDFAST_VAPID_KEY is no key pair.", hint=hint, id="holdfast.E004")]
    return []


@register()
def check_push_contact(**_: Any) -> list[CheckMessage]:
    if settings.PUSH_CONTACT.startswith(("mailto:", "https://")):
        return []
    hint = "Push services write to it when something is wrong: mailto:you@example.org, or an https address."
    return [Error("HOLDFAST_PUSH_CONTACT should begin with mailto: or https://.", hint=hint, id="holdfast.E005")]
