# Sourced by tests/run.sh and tests/kill-test.sh: a throw-away PostgreSQL server for the tests that run on both databases.

start_postgres() { # initdb refuses root, so it is nobody's then
  local bin port as=() folder
  bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  [ -n "$bin" ] || return 1
  folder=$(mktemp -d "${TMPDIR:-/tmp}/supplyrisk-postgres.XXXXXX")
  if [ "$(id -u)" = 0 ]; then chown nobody "$folder"; as=(runuser -u nobody --); fi
  port=$((20000 + RANDOM % 20000))
  "${as[@]}" "$bin/initdb" -D "$folder/data" -U postgres -A trust --no-sync >/dev/null || return 1
  "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w \
    -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$folder -c fsync=off -c max_connections=200" start >/dev/null || return 1
  # Stopped from within the folder: its user may not read ours.
  trap 'cd /tmp && '"${as[*]} '$bin/pg_ctl' -D '$folder/data' -m immediate stop >/dev/null; rm -rf '$folder' '${IN_MEMORY:-}'" EXIT
  export SUPPLYRISK_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres"
}
