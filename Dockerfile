# syntax=docker/dockerfile:1
FROM python:3.12-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.lock /
RUN python -m venv /venv && /venv/bin/pip install --require-hashes --requirement requirements.lock \
    && /venv/bin/pip uninstall --yes pip
COPY bot /app/bot
COPY handlers /app/handlers
COPY services /app/services
RUN /venv/bin/python -m compileall -q /app

FROM python:3.12-slim
# The container runs on a read-only file system; data/ is the only place it writes to.
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HTTP_HOST=0.0.0.0
WORKDIR /app
RUN useradd --system --uid 10001 --no-create-home bot && install --directory --owner=bot /app/data
COPY --from=build /venv /venv
COPY --from=build /app /app
COPY locales locales
COPY regulations regulations
USER bot
VOLUME /app/data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "-c", \
    "import os, urllib.request as web; web.urlopen('http://127.0.0.1:' + (os.getenv('HTTP_PORT') or '8080') + '/healthz', timeout=4)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
