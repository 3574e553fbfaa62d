"""`/api/v1/review/`: an administrator's review of what clients said."""

from __future__ import annotations

from django.urls import URLPattern, path

from consult.review.api import cases, exports, listing, own, satisfaction

api: list[URLPattern] = [
    path("satisfaction/", satisfaction.SatisfactionView.as_view()),
    path("consultations/", listing.ConsultationsView.as_view()),
    path("consultations.csv", exports.CsvView.as_view()),
    path("consultations.xlsx", exports.XlsxView.as_view()),
    path("consultations/<uuid:pk>/", cases.ReviewedView.as_view()),
    path("consultations/<uuid:pk>/verdicts/", cases.VerdictsView.as_view()),
    path("queue/", listing.QueueView.as_view()),
    path("queue/count/", cases.QueueCountView.as_view()),
    path("rules/", own.RulesView.as_view()),
    path("views/", own.SavedViewsView.as_view()),
    path("views/<int:pk>/", own.SavedViewView.as_view()),
]
