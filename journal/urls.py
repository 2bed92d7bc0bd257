from django.urls import path

from journal import api, lessons_api, reminders_api, tags_api

urlpatterns = [
    path("sync/push", api.PushView.as_view()),
    path("sync/pull", api.PullView.as_view()),
    path("entries/", api.EntriesView.as_view()),
    path("entries/<uuid:uid>/", api.EntryView.as_view()),
    path("entries/<uuid:uid>/tags/", tags_api.TagsView.as_view()),
    path("entries/<uuid:uid>/tags/<uuid:tag>/verdict/", tags_api.VerdictView.as_view()),
    path("lessons/", lessons_api.LessonsView.as_view()),
    path("lessons/<uuid:lesson>/", lessons_api.LessonView.as_view()),
    path("reminders/", reminders_api.RemindersView.as_view()),
]
