"""The Celery application: `celery -A consult worker -B`."""

from __future__ import annotations

import os

from celery import Celery
from celery.schedules import crontab
from kombu import Queue

from consult.worker_watchdog import Watched

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "consult.settings")

WEBHOOKS = "webhooks"

app = Celery("consult")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    broker_transport_options={
        # Just over the longest task: a task whose worker vanished comes back after this time.
        "visibility_timeout": 180,
        "global_keyprefix": "celery.",
        "socket_connect_timeout": 5,
        "socket_keepalive": True,
    },
    broker_connection_retry_on_startup=True,
    task_serializer="json",
    accept_content=["json"],
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_time_limit=120,
    task_soft_time_limit=100,
    worker_prefetch_multiplier=1,
    # A worker takes from both in turn: however many servers of practices are slow, a report or a
    # mail waits for one attempt at most.
    task_default_queue="celery",
    task_queues=[Queue("celery", routing_key="celery"), Queue(WEBHOOKS, routing_key=WEBHOOKS)],
    task_routes={"integrations.deliver": {"queue": WEBHOOKS, "routing_key": WEBHOOKS}},
    worker_hijack_root_logger=False,
    beat_scheduler="consult.heartbeat:Scheduler",
    # Looks at least so often, and shows each time that it lives.
    beat_max_loop_interval=10,
    beat_schedule={
        "sweep-reports": {"task": "reports.sweep", "schedule": 20.0, "options": {"expires": 20}},
        "settle-streams": {"task": "reports.settle", "schedule": 30.0, "options": {"expires": 30}},
        "close-missed": {
            "task": "consultations.close_missed",
            "schedule": 600.0,
            "options": {"expires": 600},
        },
        "ask-for-ratings": {
            "task": "review.remind",
            "schedule": 3600.0,
            "options": {"expires": 3600},
        },
        "catch-up-outcomes": {
            "task": "review.catch_up",
            "schedule": 300.0,
            "options": {"expires": 300},
        },
        # Oftener than daily: a machine that is off at night must keep the promise, too.
        "purge-readings": {
            "task": "reports.purge",
            "schedule": 3600.0,
            "options": {"expires": 3600},
        },
        "roll-up": {
            "task": "reports.roll_up",
            "schedule": crontab(hour="2", minute="15"),
            "options": {"expires": 3600},
        },
        # Daily: a report that was missed on Monday or on the 1st is sent on the next day.
        "practice-reports": {
            "task": "operations.practice_reports",
            "schedule": crontab(hour="7", minute="0"),
            "options": {"expires": 3600},
        },
        "send-webhooks": {
            "task": "integrations.sweep",
            "schedule": 15.0,
            "options": {"expires": 15},
        },
        "tidy-webhooks": {
            "task": "integrations.tidy",
            "schedule": crontab(hour="3", minute="40"),
            "options": {"expires": 3600},
        },
        "tidy": {
            "task": "operations.tidy",
            "schedule": crontab(hour="3", minute="30"),
            "options": {"expires": 3600},
        },
    },
)
app.steps["consumer"].add(Watched)
app.autodiscover_tasks()
