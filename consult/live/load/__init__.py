"""The load test: many real consultations at once, against a running service.

Nothing that serves imports this package; `manage.py loadtest` does. In order: `plan` (what is
asked), `people` (consultations with consent), `camera` and `dashboard` (their sockets), `journal`
(what each pair saw), `guests` and `background_load` (other clients meanwhile), `drive` (all of it
for some seconds), `machine` (processes and Redis), `accounts` (do the counters balance?), `figures`
(the result), `text_report` (the same in a few lines) and `ramp` (the largest load that holds).
"""
