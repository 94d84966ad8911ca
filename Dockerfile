# Builds from the sources; the image holds Node, the built server and dashboard, and two packages.
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build -- --logLevel warn && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data HOST=0.0.0.0 PORT=4242 MALLOC_ARENA_MAX=2
WORKDIR /app
COPY --from=build /build/package.json /build/LICENSE /build/THIRD-PARTY-NOTICES.txt ./
COPY --from=build /build/bin bin
COPY --from=build /build/scripts/node-version.mjs scripts/node-version.mjs
COPY --from=build /build/dist dist
COPY --from=build /build/node_modules node_modules
# All that is written: the root file system may be read-only.
RUN install -d -o node -g node -m 0700 /data
VOLUME /data
USER node
EXPOSE 4242
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Process 1 is Node itself: it gets SIGTERM, and lets running answers end.
CMD ["node", "--max-semi-space-size=4", "bin/chatkeep.mjs"]
