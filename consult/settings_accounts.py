"""The settings of accounts: passwords, second factor, passkeys, lockout, signed-in browsers.

Part of `consult.settings`, which takes all names from here.
"""

from __future__ import annotations

from datetime import timedelta

from consult import environment as env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]

# --- Passwords ---------------------------------------------------------------------------------
# The first hashes; the others are only read, and replaced when somebody signs in.
PASSWORD_HASHERS = [
    "consult.accounts.passwords.BoundedArgon2",
    *(
        f"django.contrib.auth.hashers.{name}"
        for name in ("PBKDF2PasswordHasher", "ScryptPasswordHasher", "BCryptSHA256PasswordHasher")
    ),
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
PASSWORD_RESET_TIMEOUT = 2 * 3600

# --- Signing in --------------------------------------------------------------------------------
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
# Nobody signs up: an administrator invites, or an operator makes the account.
ACCOUNT_ADAPTER = "consult.accounts.adapter.ClosedSignup"
ACCOUNT_EMAIL_NOTIFICATIONS = True
# No stranger is written to because somebody typed an address.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# How long a password or code vouches for a change to the account itself.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# Axes locks one address out of one account. The second limit is for many addresses that guess at
# one account, and for codes of the second factor, which axes does not see.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "60/m/ip,30/h/key",
    # By allauth's own measure one mailbox gets three hundred an hour, from whoever knows it.
    "reset_password": "20/m/ip,5/m/key,10/h/key",
}
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ["browser"]
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": "/",
    "account_reset_password": "/forgot-password",
    # The key stands behind `#`, where no server and no log sees it; the adapter makes the link.
    "account_reset_password_from_key": "/reset-password",
    "account_signup": "/sign-in",
}

# --- Second factor and passkeys ----------------------------------------------------------------
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "consult.accounts.second_factor.SealedSecrets"
MFA_TOTP_ISSUER = "Consult"
# A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
# The address was proved by the invitation that came to it, or an operator answers for it.
MFA_ALLOW_UNVERIFIED_EMAIL = True

# --- Lockout -----------------------------------------------------------------------------------
PROXY_COUNT = env.integer("PROXY_COUNT", 0)
AXES_FAILURE_LIMIT = env.integer("LOCKOUT_FAILURES", 8, at_least=1)
AXES_COOLOFF_TIME = timedelta(minutes=env.integer("LOCKOUT_MINUTES", 15, at_least=1))
# Both together: nobody can keep a counsellor out from another address.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "email"
AXES_USERNAME_CALLABLE = "consult.accounts.lockout.typed_address"
AXES_CLIENT_IP_CALLABLE = "consult.accounts.client_address.client_address"
AXES_LOCKOUT_CALLABLE = "consult.accounts.lockout.locked_out"
AXES_RESET_ON_SUCCESS = True
# The time that the page names holds: trying before it does not begin it anew.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# --- Sessions ----------------------------------------------------------------------------------
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 3600 * env.integer("SESSION_HOURS", 7 * 24, at_least=1)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
# The list of signed-in browsers says when each was seen; `consult.accounts.sessions` notes it.
USERSESSIONS_TRACK_ACTIVITY = True
