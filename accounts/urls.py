from django.urls import path

from accounts import api, push_api

urlpatterns = [
    path("me/", api.MeView.as_view()),
    path("push-subscriptions/", push_api.DevicesView.as_view()),
    path("push-subscriptions/<uuid:device>/", push_api.DeviceView.as_view()),
]
