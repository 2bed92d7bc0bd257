from django.urls import path

from sharing import api, therapist_api

urlpatterns = [
    path("invitations/", api.InvitationsView.as_view()),
    path("invitations/claim/", therapist_api.ClaimView.as_view()),
    path("grants/", api.GrantsView.as_view()),
    path("grants/<uuid:grant>/", api.GrantView.as_view()),
    path("grants/<uuid:grant>/confirm/", api.ConfirmView.as_view()),
    path("shares/preview/", api.PreviewView.as_view()),
    path("shares/", api.SharesView.as_view()),
    path("shares/<uuid:share>/", api.ShareView.as_view()),
    path("viewings/", api.ViewingsView.as_view()),
    path("clients/", therapist_api.ClientsView.as_view()),
    path("clients/<uuid:grant>/summaries/", therapist_api.SummariesView.as_view()),
    path("clients/<uuid:grant>/summaries/<uuid:share>/", therapist_api.SummaryView.as_view()),
]
