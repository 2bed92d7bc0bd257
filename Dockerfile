# One image for web, worker and beat: built with the same steps as `make run`, run without its tools.
FROM python:3.11.13-slim-bookworm AS build
WORKDIR /app
COPY . .
ENV XDG_CACHE_HOME=/app/cache
RUN python -I backend/bootstrap.py prepare \
 && .tools/uv/bin/uv sync --frozen --no-default-groups --python /usr/local/bin/python \
 && rm -rf .tools frontend/node_modules frontend/src frontend/tests

FROM python:3.11.13-slim-bookworm
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin holdfast \
 && install -d -m 700 -o holdfast -g holdfast /data /secrets
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH XDG_CACHE_HOME=/app/cache PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 ORT_DISABLE_TELEMETRY=1
USER 10001:10001
EXPOSE 8000
CMD ["python", "-m", "granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "backend.wsgi:application"]
