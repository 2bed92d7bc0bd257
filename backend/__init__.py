"""The assembled application; no word of the domain occurs here."""

from backend.celery import app as celery

__all__ = ["celery"]
