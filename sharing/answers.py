"""How refusals of sharing are answered: what is not there, and what is not for whoever asks, look the same."""

from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.http import CODES, Refused
from accounts.refusals import Refusal
from sharing.access import Unrecorded
from sharing.grants import Unknown


class Answering(APIView):
    """A view that turns this package's refusals into answers."""

    def handle_exception(self, exc: Exception) -> Response:
        return super().handle_exception(_translate(exc))


def _translate(problem: Exception) -> Exception:
    if isinstance(problem, Unknown):
        return Refused(404, *CODES[404])
    if isinstance(problem, Unrecorded):
        return Refused(503, "unavailable", "The page stays shut while its viewing cannot be written down.")
    if isinstance(problem, Refusal) and problem.code == "conflict":
        return Refused(409, problem.code, problem.message, problem.field)
    return problem
