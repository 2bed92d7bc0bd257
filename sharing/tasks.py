"""The worker's part: what time has ended is ended, so that keys do not outlive their promise."""

from celery import shared_task

from sharing import grants


@shared_task(name="sharing.end_expired")
def end_expired() -> None:
    """Destroy the keys of grants that ran out."""
    grants.end_expired()
