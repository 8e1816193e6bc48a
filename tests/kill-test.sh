#!/usr/bin/env bash
# Two real instances on one PostgreSQL, one of them killed (SIGKILL) at a random moment of a run, twenty times: what the run concludes must be
# what an undisturbed run concludes. Before that, a few times the only instance on SQLite, killed and started again.
# usage: kill-test.sh [KILLS]   Prints the seed and the moment of every kill; its last line is "N kills, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."
. samples/install.sh
. tests/postgres.sh
kills=${1:-20} failed=0
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || ensure initdb postgresql
dotnet build -c Release tests/SupplyRisk.App.Tests -v quiet || exit 1
[ -n "${SUPPLYRISK_TEST_POSTGRES:-}" ] || start_postgres || { echo "No PostgreSQL server could be started." >&2; exit 1; }
log=$(mktemp)
kill_often() { # kill_often TIMES TEST : runs one test with as many random seeds and adds up what failed
  SUPPLYRISK_KILLS=$1 tests/SupplyRisk.App.Tests/bin/Release/net10.0/SupplyRisk.App.Tests --filter-method "*KillTests.$2" --no-progress >"$log" 2>&1 &
  local program=$! shown=0
  while kill -0 $program 2>/dev/null; do
    sleep 1
    grep -E '^ *seed ' "$log" | tail -n +$((shown + 1))
    shown=$(grep -cE '^ *seed ' "$log")
  done
  count() { sed -nE "s/^ *$1: ([0-9]+).*/\1/p" "$log" | tail -n 1; }
  local ran bad
  ran=$(count total) bad=$(count failed)
  [ "${bad:-0}" = 0 ] || grep -E -A 12 '^failed ' "$log"
  # A program that died has failed whatever it did not get to.
  if [ "${ran:-0}" != "$1" ]; then bad=$(($1 - ${ran:-0} + ${bad:-0})); tail -n 30 "$log"; fi
  failed=$((failed + ${bad:-0}))
  echo "== $2: $1 kills, ${bad:-0} failed"
}
kill_often 4 The_only_instance_on_SQLite_finishes_the_run_at_its_next_start
kill_often "$kills" Of_two_instances_on_PostgreSQL_the_other_finishes_the_run_as_if_nothing_had_happened
rm -f "$log"
echo "$kills kills, $failed failed"
[ "$failed" = 0 ]
