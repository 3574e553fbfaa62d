"""The load test: many real consultations at once, against a running service.

Nothing that serves imports this package; `manage.py loadtest` does. In order: `plan` (what is
asked), `people` (consultations with consent), `camera` and `dashboard` (their sockets), `journal`
(what each pair saw), `drive` (all of it for some seconds), `machine` (processes and Redis),
`accounts` (do the counters balance?), `figures` (the result) and `ramp` (the largest that holds).
"""
