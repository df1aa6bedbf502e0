# planck in an image: `docker build -t planck .`, then `docker run --rm -v "$PWD:/data" planck check plan.yaml figures.csv`.
FROM python:3.12-slim AS build
WORKDIR /src
COPY . .
RUN pip wheel --no-cache-dir --wheel-dir /wheels -c constraints.txt .

FROM python:3.12-slim
# The gate compares with what git holds.
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir --no-index --find-links /wheels planck-check && rm -rf /wheels
RUN useradd --create-home planck
USER planck
WORKDIR /data
ENTRYPOINT ["planck"]
