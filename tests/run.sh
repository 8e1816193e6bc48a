#!/usr/bin/env bash
# Everything that must hold, on a fresh machine with the .NET SDK and Node: installs what the tests need, builds, tests.
# Ends non-zero on any failure; its last line is "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")/.."
. samples/install.sh
. tests/postgres.sh
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDTERMINALLOGGER=off

passed=0 failed=0 skipped=0
failures=$(mktemp) # said once more at the end, where a reader of a long log looks first
fail() {
  failed=$((failed + 1))
  echo "FAILED: $1" | tee -a "$failures"
}
check() { # check NAME COMMAND… : one thing that holds or not
  local name=$1
  shift
  echo "== $name"
  if "$@"; then passed=$((passed + 1)); else fail "$name"; fi
}
finish() {
  [ "$failed" = 0 ] || { echo "== what failed"; cat "$failures"; }
  rm -f "$failures"
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" = 0 ]
  exit
}
suite() { # suite PROJECT [OPTION…] : runs a test program and adds up what it says
  local log program="tests/$1/bin/Release/net10.0/$1"
  log=$(mktemp)
  echo "== $1"
  "$program" --no-progress "${@:2}" 2>&1 | tee "$log"
  local code=${PIPESTATUS[0]}
  count() { sed -nE "s/^ *$1: ([0-9]+).*/\1/p" "$log" | tail -n 1; }
  local total=$(count total)
  passed=$((passed + $(count succeeded || echo 0)))
  skipped=$((skipped + $(count skipped || echo 0)))
  local bad=$(count failed)
  failed=$((failed + ${bad:-0}))
  grep -A 20 '^failed ' "$log" >>"$failures"
  # A program that died or ran nothing has failed, whatever it counted.
  if [ "$code" != 0 ] && [ "${bad:-0}" = 0 ] || [ "${total:-0}" = 0 ]; then fail "$1 ended with $code after ${total:-0} tests"; fi
  rm -f "$log"
}

ensure pdftotext poppler-utils
ensure chromium chromium fonts-noto-core fonts-noto-cjk
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || ensure initdb postgresql

check "restore, locked" dotnet restore --locked-mode -v quiet
check "tools" dotnet tool restore -v quiet
check "build, warnings are errors" dotnet build -c Release --no-restore -v quiet
[ "$failed" = 0 ] || finish
# Style is held by the build, whose analyzers are errors.
check "format" dotnet format whitespace --verify-no-changes --no-restore -v quiet
check "publish" dotnet publish src/SupplyRisk.App -c Release -o artifacts/supplyrisk -v quiet
for provider in Sqlite Postgres; do
  check "migrations of $provider are in step" dotnet ef migrations has-pending-model-changes --context "${provider}SupplyRiskDb" \
    --project src/SupplyRisk --startup-project tests/SupplyRisk.Migrations --configuration Release --no-build
done
check "rulesets have no problems" artifacts/supplyrisk/supplyrisk rules lint rulesets
check "ruleset cases" artifacts/supplyrisk/supplyrisk rules test rulesets
check "fuzz, a short run (tests/fuzz.sh is the long one)" tests/SupplyRisk.Fuzz/bin/Release/net10.0/SupplyRisk.Fuzz --inputs 3000 --seed 1
check "the main job gives the golden output" bash tests/golden/compare.sh artifacts/supplyrisk/supplyrisk
# Tests make and delete files by the ten thousand, at which a disk's file system may be slow: in memory where there is room.
in_memory() {
  local room available
  room=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
  available=$(awk '/^MemAvailable/ { print $2 }' /proc/meminfo 2>/dev/null)
  [ "${room:-0}" -gt 4000000 ] && [ "${available:-0}" -gt 8000000 ] || return 0
  IN_MEMORY=$(mktemp -d /dev/shm/supplyrisk.XXXXXX) || return 0
  trap 'rm -rf "$IN_MEMORY"' EXIT # until the server is up, whose own trap removes it after stopping
  chmod 711 "$IN_MEMORY"
  export TMPDIR=$IN_MEMORY
}
in_memory
check "a PostgreSQL server for the tests" start_postgres
for project in SupplyRisk.Rules.Tests SupplyRisk.Tests SupplyRisk.App.Tests; do suite "$project"; done
suite SupplyRisk.EndToEnd.Tests --max-threads 3 # some of them wait: for a code's half minute, for a lock to be given up
finish
