"""The settings of the REST API: authentication, throttles, and its schema.

Part of `consult.settings`, which takes all names from here.
"""

from __future__ import annotations

from consult import environment as env
from consult.settings_accounts import PROXY_COUNT

API_KEY_RATE = f"{env.integer('API_KEY_RATE', 300, at_least=1)}/min"
ACCOUNT_RATE = f"{env.integer('ACCOUNT_RATE', 600, at_least=1)}/min"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "consult.accounts.authentication.BrowserSession",
        "consult.integrations.keys.KeyAuthentication",
    ],
    "DEFAULT_THROTTLE_CLASSES": [
        "consult.accounts.throttles.AccountThrottle",
        "consult.integrations.keys.KeyThrottle",
        "consult.consultations.api.throttles.AnonymousThrottle",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_RATES": {
        "invite": "60/min",
        "ticket": "120/min",
        "key": API_KEY_RATE,
        "account": ACCOUNT_RATE,
        "rendered": "60/min",
        "without_account": "600/min",
        "decision": "30/min",
        "join": "20/min",
        "chat": "60/min",
        "rating": "60/min",
        "export": "20/min",
        "welcome": "20/min",
        "mail": "30/min",
    },
    # Without it anybody could name another address in a header and begin a throttle anew.
    "NUM_PROXIES": PROXY_COUNT,
    "EXCEPTION_HANDLER": "consult.accounts.errors.answer",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Consult",
    "VERSION": "1",
    "DESCRIPTION": "Session analytics for online consultations.",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "ConsultationState": "consult.consultations.models.Consultation.State",
        "ConsultationKind": "consult.consultations.models.Consultation.Kind",
        "CallMode": "consult.consultations.models.Consultation.CallMode",
        "ReportState": "consult.consultations.models.Consultation.ReportState",
        "UserRole": "consult.accounts.models.User.Role",
        "ConsentDecision": "consult.consultations.models.Participant.Decision",
        "RatingScale": "consult.accounts.models.Practice.RatingScale",
        "VerdictAct": "consult.review.models.Verdict.Act",
        "AuditAct": "consult.accounts.models.AuditEntry.Act",
        "AccessAct": "consult.consultations.models.Access.Act",
        "ParticipantRole": "consult.consultations.models.Participant.Role",
    },
}
