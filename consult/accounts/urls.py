"""The URLs of accounts: our own API, and what we offer of allauth's."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from consult.accounts.api import invitations, members, practice
from consult.accounts.api.me import MeView
from consult.accounts.api.totp_qr_code import totp_qr_code

api: list[URLPattern | URLResolver] = [
    path("me/", MeView.as_view()),
    path("me/audit/", members.OwnAuditView.as_view()),
    path("me/app.svg", totp_qr_code),
    path("practice/", practice.PracticeView.as_view()),
    path("practice/members/", members.MembersView.as_view()),
    path("practice/members/<int:pk>/", members.MemberView.as_view()),
    path("practice/members/<int:pk>/second-factor/", members.SecondFactorView.as_view()),
    path("practice/invitations/", invitations.InvitationsView.as_view()),
    path("practice/invitations/<int:pk>/", invitations.InvitationView.as_view()),
    path("practice/invitations/<int:pk>/link/", invitations.InvitationLinkView.as_view()),
    path("practice/audit/", members.AuditView.as_view()),
    path("welcome/", invitations.WelcomeView.as_view()),
    path("welcome/account/", invitations.TakeUpView.as_view()),
]


def not_offered(request: HttpRequest) -> HttpResponse:
    """Answer 404: an address is the practice's to give, and nobody adds a second one."""
    raise Http404


allauth: list[URLPattern | URLResolver] = [
    path("browser/v1/account/email", not_offered),
    path("browser/v1/account/phone", not_offered),
    path("", include("allauth.headless.urls")),
]
