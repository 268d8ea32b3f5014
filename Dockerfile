# syntax=docker/dockerfile:1
# One image for every process: `docker run tts run helpdesk-api`, or any other command of `tts`.

FROM node:22.22.2-bookworm-slim AS node

FROM python:3.11.14-slim-bookworm AS python
WORKDIR /app
COPY requirements.lock ./
# The lock is for developers too: all of it is verified here, and only what runs is installed.
RUN --mount=type=cache,target=/cache/pip \
    pip download --quiet --cache-dir /cache/pip --no-deps --require-hashes --requirement requirements.lock --dest /wheels
COPY pyproject.toml README.md ./
RUN python -m venv --without-pip /venv \
    && pip --python /venv/bin/python install --quiet --no-cache-dir \
       --no-index --find-links /wheels --editable .
ENV PATH=/venv/bin:$PATH PYTHONPATH=/app/src:/app

FROM python AS frontend
COPY --from=node /usr/local/bin/node /usr/local/bin/
COPY --from=node /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
COPY src/tts_contracts src/tts_contracts
COPY src/tts_kit src/tts_kit
COPY src/tts_apps src/tts_apps
COPY src/tts_cli src/tts_cli
COPY frontend frontend
RUN --mount=type=cache,target=/cache/npm npm_config_cache=/cache/npm tts build

FROM python AS code
COPY src src
COPY tasks tasks
# Nothing can be written where it runs.
RUN python -m compileall -q src tasks

FROM python:3.11.14-slim-bookworm
WORKDIR /app
# The folders are the mount points of volumes, which take over their owner.
RUN useradd --uid 10001 --user-group --no-create-home tts \
    && install --directory --owner=tts --group=tts --mode=700 /data /kong
ENV PATH=/venv/bin:$PATH PYTHONPATH=/app/src:/app PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
COPY --from=python /venv /venv
COPY --from=frontend /app/frontend/dist frontend/dist
COPY gateway gateway
COPY --from=code /app/src src
COPY --from=code /app/tasks tasks
USER 10001:10001
ENTRYPOINT ["tts"]
