"""What was learned from a person's answers, over HTTP: to see, and to forget."""

from uuid import UUID

import msgspec
from django.http import HttpResponse
from rest_framework.request import Request

from accounts.http import ClientView, Refused, answer, person
from accounts.schema import describe
from journal import feed, lessons


class Learned(msgspec.Struct):
    results: list[lessons.LessonShown]


class LessonsView(ClientView):
    @describe("What your answers taught: marks that are read your way by now.", gives=Learned, name="lessons_list")
    def get(self, request: Request) -> HttpResponse:
        return answer({"results": lessons.show(person(request).pk)})

    @describe("Forget everything that was learned from you. Your answers stay.", status=204, name="lessons_forget_all")
    def delete(self, request: Request) -> HttpResponse:
        owner = person(request)
        with feed.writing(owner.pk) as writing:
            lessons.forget_all(writing, owner.pk)
        return HttpResponse(status=204)


class LessonView(ClientView):
    @describe("Forget one lesson: what followed it is read as before. Your answers stay.", status=204)
    def delete(self, request: Request, lesson: UUID) -> HttpResponse:
        owner = person(request)
        with feed.writing(owner.pk) as writing:
            if not lessons.forget(writing, owner.pk, lesson):
                raise Refused(404, "not_found", "There is no such lesson.")
        return HttpResponse(status=204)
