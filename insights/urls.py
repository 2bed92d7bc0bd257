from django.urls import path

from insights import api

urlpatterns = [
    path("insights/weeks/", api.WeeksView.as_view()),
    path("insights/weeks/<str:week>/", api.WeekView.as_view()),
    path("exercises/", api.ExercisesView.as_view()),
    path("recommendations/", api.RecommendationsView.as_view()),
    path("practices/", api.PracticesView.as_view()),
]
