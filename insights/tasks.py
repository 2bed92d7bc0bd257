"""The worker's part: weeks that are behind are brought up to date. No arguments, so nothing of anybody in the queue."""

import logging

from celery import shared_task
from django.db import DatabaseError

from accounts.models import User
from insights import building

log = logging.getLogger("holdfast.insights")


@shared_task(name="insights.build_stale_weeks")
def build_stale_weeks() -> None:
    """Bring everybody's weeks up to date."""
    for owner in User.objects.filter(pk__in=building.behind().values("owner_id")):
        try:
            building.refresh(owner)
        except DatabaseError:
            raise
        except Exception:  # one person's weeks must not keep everybody else's waiting; the next round tries again
            log.exception("weeks could not be built", extra={"owner": str(owner.pk)})
