"""Every URL: the API, signing in, the word catalogue, health, and one shell for all pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.i18n import JSONCatalog, set_language
from rest_framework.routers import SimpleRouter

from consult.accounts import urls as accounts
from consult.consultations.api import access, client, invitations, rescheduling
from consult.consultations.api.clients import ClientViewSet
from consult.consultations.api.counsellor import ConsultationViewSet
from consult.demo import api as demo
from consult.integrations import urls as integrations
from consult.integrations.schema_view import SchemaView
from consult.live import api as live
from consult.live import call_api as call
from consult.live import marker_api as markers
from consult.live import room_api
from consult.operations.admin import site as operators
from consult.operations.health import ReadyView, alive
from consult.reports import api as reports
from consult.reports import client_api, downloads, model_api, own_api, sharing_api
from consult.review import urls as review
from consult.review.api import rating, ratings
from consult.shell import shell

router = SimpleRouter()
router.register("consultations", ConsultationViewSet)
router.register("clients", ClientViewSet)

_consultation = [
    path("tickets/", live.DashboardTicketView.as_view()),
    path("call/tickets/", call.CounsellorTicketView.as_view()),
    path("messages/", call.CounsellorMessagesView.as_view()),
    path("readings/", live.ReadingsView.as_view()),
    path("room/", room_api.RoomView.as_view()),
    path("summary/", live.SummaryView.as_view()),
    path("markers/", markers.MarkersView.as_view()),
    path("markers/<uuid:marker_id>/", markers.MarkerView.as_view()),
    path("reschedule/", rescheduling.RescheduleView.as_view()),
    path("invitation/", invitations.InvitationView.as_view()),
    path("consultation.ics", invitations.AppointmentView.as_view()),
    path("report/", reports.ReportView.as_view()),
    path("report.pdf", downloads.ReportPdfView.as_view()),
    path("report.json", downloads.ReportJsonView.as_view()),
    path("report.xlsx", downloads.ReportXlsxView.as_view()),
    path("readings.csv", downloads.ReadingsCsvView.as_view()),
    path("sharing/", sharing_api.SharingView.as_view()),
    path("views/", access.ViewsView.as_view()),
    path("rating/", ratings.RatingView.as_view()),
]
_participation = [
    path("", client.ParticipationView.as_view()),
    path("consent/", client.ConsentView.as_view()),
    path("pause/", client.PauseView.as_view()),
    path("tickets/", live.CameraTicketView.as_view()),
    path("call/tickets/", call.ClientTicketView.as_view()),
    path("messages/", call.ClientMessagesView.as_view()),
    path("report/", sharing_api.SharedReportView.as_view()),
    path("views/", access.OwnViewsView.as_view()),
    path("rating/", rating.OwnRatingView.as_view()),
    path("export.json", own_api.OwnExportView.as_view()),
]
_api: list[URLPattern | URLResolver] = [
    *accounts.api,
    *integrations.api,
    path("consultations/<uuid:pk>/", include(_consultation)),
    path("consultations/overlapping/", rescheduling.OverlapsView.as_view()),
    path("clients/<uuid:pk>/trend/", client_api.ClientTrendView.as_view()),
    path("clients/<uuid:pk>/export.json", client_api.ClientExportView.as_view()),
    path("", include(router.urls)),
    path("invites/<str:token>/", client.InviteView.as_view()),
    path("invites/<str:token>/join/", client.JoinView.as_view()),
    path("invites/<str:token>/consultation.ics", invitations.InvitedAppointmentView.as_view()),
    path("ratings/", ratings.RatingsView.as_view()),
    path("rating-link/", rating.RatingLinkView.as_view()),
    path("participations/<uuid:participation_id>/", include(_participation)),
    path("review/", include(review.api)),
    path("models/", model_api.ModelsView.as_view()),
    path("demo/", demo.DemoView.as_view()),
    path("schema/", SchemaView.as_view(), name="schema"),
]
urlpatterns = [
    path("api/v1/", include(_api)),
    path("_allauth/", include(accounts.allauth)),
    path("accounts/", include("allauth.urls")),
    path("admin/", operators.urls),
    path("i18n/setlang/", set_language, name="set_language"),
    path("i18n/catalog/", JSONCatalog.as_view(domain="djangojs", packages=["consult.live"])),
    path("healthz/", alive),
    path("readyz/", ReadyView.as_view()),
    re_path(r"^(?!api/|static/|ws/|i18n/|_allauth/|accounts/|admin/|healthz|readyz).*$", shell),
]
handler403 = "consult.error_pages.forbidden"
handler404 = "consult.error_pages.not_found"
handler500 = "consult.server_error.failed"
