# One image for every process, made in three stages; it holds no TensorFlow and no compiler.
FROM node:24-slim AS frontend
WORKDIR /consult/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend ./
RUN npm run build

FROM python:3.11-slim-trixie AS packages
ENV PATH=/opt/consult/bin:$PATH
WORKDIR /consult
COPY requirements/serve.txt requirements/models.txt requirements/
RUN python -m venv /opt/consult \
 && pip install --no-cache-dir --require-hashes -r requirements/serve.txt \
 && pip install --no-cache-dir --require-hashes --no-deps -r requirements/models.txt
COPY consult/locale consult/locale
RUN pybabel --quiet compile --directory consult/locale --domain "django djangojs"

FROM python:3.11-slim-trixie
# pg_dump and pg_restore of PostgreSQL 17, for `manage.py backup` and `restore`.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends postgresql-client-17 \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --system --gid 10001 consult \
 && useradd --system --uid 10001 --gid consult --no-create-home --shell /usr/sbin/nologin consult \
 && install --directory --owner 10001 --group 10001 /var/lib/consult
ENV PATH=/opt/consult/bin:$PATH PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=consult.settings \
    CONSULT_DATA=/tmp/consult
WORKDIR /consult
COPY --from=packages /opt/consult /opt/consult
COPY manage.py NOTICE LICENSE ./
COPY consult consult
COPY analyzer analyzer
COPY models models
COPY --from=packages /consult/consult/locale consult/locale
COPY --from=frontend /consult/frontend/dist frontend/dist
RUN python -m servestatic.compress --quiet frontend/dist \
 && python -m compileall -q consult analyzer
USER 10001:10001
EXPOSE 8000
# The command of a container without Compose; the others stand in docker-compose.yml.
CMD ["python", "-m", "consult.web", "consult.asgi:application", "--host", "0.0.0.0", "--port", "8000", "--ws", "websockets-sansio", "--ws-max-size", "65536", "--ws-per-message-deflate", "false", "--lifespan", "off", "--no-access-log", "--no-server-header", "--timeout-graceful-shutdown", "8"]
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s \
  CMD ["python", "-I", "consult/healthcheck.py", "web"]
