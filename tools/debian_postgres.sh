#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Runs a command with ISOPOLITY_DATABASE_URL and ISOPOLITY_DATABASE_OWNER_URL set to a fresh private cluster of Debian's
# PostgreSQL, and removes the cluster afterwards. Needs root. Exit code 69: the server cannot be had.
set -euo pipefail

newest() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }

if [ -z "$(newest)" ]; then
  export DEBIAN_FRONTEND=noninteractive
  mkdir -p /etc/postgresql-common
  # Debian would make and start a cluster of its own.
  [ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf
  { apt-get update -qq && apt-get install -qq --yes --no-install-recommends postgresql; } >/dev/null 2>&1 || exit 69
fi
programs=$(newest)
[ -n "$programs" ] || exit 69
version=$(basename "$(dirname "$programs")")
[ "$version" -ge 15 ] || exit 69

folder=$(mktemp -d)
chmod 755 "$folder"
install -d -o postgres -m 700 "$folder/data"
install -d -o postgres -m 755 "$folder/run"
as_postgres() { (cd "$folder" && setpriv --reuid=postgres --regid=postgres --init-groups "$@"); }
finish() {
  as_postgres "$programs/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap finish EXIT

as_postgres "$programs/initdb" -D "$folder/data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
as_postgres "$programs/pg_ctl" -D "$folder/data" -w -l "$folder/data/log" \
  -o "-c listen_addresses='' -c unix_socket_directories='$folder/run' -c fsync=off -c full_page_writes=off" start >/dev/null
as_postgres "$programs/psql" -h "$folder/run" -q -d postgres <<'SQL'
CREATE ROLE isopolity_owner LOGIN CREATEDB BYPASSRLS;
CREATE ROLE isopolity_app LOGIN;
GRANT isopolity_app TO isopolity_owner;
CREATE DATABASE isopolity OWNER isopolity_owner;
SQL

echo "PostgreSQL $version of Debian"
host=${folder//\//%2F}%2Frun
ISOPOLITY_DATABASE_URL="postgresql://isopolity_app@$host/isopolity" \
ISOPOLITY_DATABASE_OWNER_URL="postgresql://isopolity_owner@$host/isopolity" \
  "$@"
