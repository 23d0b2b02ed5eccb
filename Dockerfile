# Senderpool in one container: gateway, console and, unless DATABASE_URL is given, an embedded PostgreSQL.
#
#   docker build -t senderpool .
#   docker run -p 3000:3000 -v senderpool:/data -e PUBLIC_URL=http://localhost:3000 senderpool
#
# HOST is 0.0.0.0 in here, so webhooks reach public addresses alone; CALLBACK_ALLOW opens more.
# Debian, as the embedded PostgreSQL is built for glibc.

FROM node:22-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY . .
RUN npm run build && mkdir /data

FROM node:22-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
# PostgreSQL refuses to run as root, and nothing else needs it. `node` owns the checkout, since a start may build.
COPY --from=build --chown=node:node /app /app
COPY --from=build --chown=node:node /data /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/health').then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# Not npm: the supervisor is process 1 and gets SIGTERM itself.
CMD ["node", "--import", "tsx", "scripts/start/main.ts", "start"]
