"""Hands sealed messages to push services. For the worker alone: a web process never loads this.

What a push service learns: that this server has something for that browser, when, and for how long it is worth
delivering. It cannot open the message (RFC 8291), and every message has the same size.
"""

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import Enum, auto
from typing import NamedTuple

import msgspec
import requests
from django.conf import settings
from pywebpush import WebPushException, webpush
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from accounts import push, vapid
from accounts.push import Device

AT_ONCE = 8
TIMEOUT_S = (3.0, 5.0)
PADDED_TO = 128
TOPIC = "note"
log = logging.getLogger("holdfast.push")


class Outcome(Enum):
    """What became of a message: taken; the device is gone for good; to be tried again; nothing to be done."""

    TAKEN = auto()
    GONE = auto()
    LATER = auto()
    LOST = auto()


class Parcel(NamedTuple):
    """Words for one device, worth delivering for `ttl_s` seconds."""

    device: Device
    words: str
    ttl_s: int


class Delivery(NamedTuple):
    """`wait_s`: how long the push service asked us to wait."""

    outcome: Outcome
    wait_s: int = 0


class Once(requests.Session):
    """A session that follows no redirect and takes no password from a file of whoever runs this."""

    def __init__(self) -> None:
        super().__init__()
        self.auth = _as_it_is

    def get_redirect_target(self, resp: requests.Response) -> None:
        return None


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def deliver(parcels: Sequence[Parcel]) -> list[Delivery]:
    """Hand over every parcel, some at the same time, so that a slow service holds up nobody for long."""
    if not parcels:
        return []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(_hand_over, parcels))


def payload(words: str) -> str:
    """What the phone's worker gets: the words alone, at one size whichever they are."""
    raw = msgspec.json.encode({"words": words})
    return (raw + b" " * (PADDED_TO - len(raw))).decode()


def _hand_over(parcel: Parcel) -> Delivery:
    pair = push.key()
    # Asked again although it was when the device came: the setting may name fewer services by now.
    if pair is None or not push.is_allowed(parcel.device.endpoint):
        return Delivery(Outcome.LOST)
    address = {"endpoint": parcel.device.endpoint, "keys": msgspec.to_builtins(parcel.device.keys)}
    try:
        with Once() as session:
            webpush(
                address,
                payload(parcel.words),
                vapid_private_key=vapid.signer(pair),
                vapid_claims={"sub": settings.PUSH_CONTACT},  # a fresh one each time: the library writes into it
                headers={"Urgency": "normal", "Topic": TOPIC},
                ttl=parcel.ttl_s,
                timeout=TIMEOUT_S,  # to connect, to be answered
                requests_session=session,
            )
    except WebPushException as refused:
        return _judge(refused)
    except requests.RequestException as problem:
        log.warning("a push service does not answer", extra={"reason": type(problem).__name__})
        return Delivery(Outcome.LATER if _was_never_asked(problem) else Outcome.LOST)
    except ValueError:
        return Delivery(Outcome.GONE)  # its keys are no keys: nothing can ever be sealed for it
    return Delivery(Outcome.TAKEN)


def _judge(refused: WebPushException) -> Delivery:
    response = refused.response
    if response is None:
        return Delivery(Outcome.GONE)
    status = int(response.status_code)
    if status in (404, 410):
        return Delivery(Outcome.GONE)
    log.warning("a push service refused", extra={"status": status})
    if status != 429 and status < 500:
        return Delivery(Outcome.LOST)
    asked = str(response.headers.get("Retry-After", ""))
    return Delivery(Outcome.LATER, int(asked) if asked.isdecimal() else 0)


def _was_never_asked(problem: requests.RequestException) -> bool:
    """Whether no connection came about. Where one did, the message may have arrived: asked again, it could ring
    twice."""
    cause = getattr(problem.args[0], "reason", None) if problem.args else None
    return isinstance(cause, ConnectTimeoutError | NewConnectionError)
