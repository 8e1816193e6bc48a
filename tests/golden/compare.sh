#!/usr/bin/env bash
# The main job on samples/, byte for byte. After a change that is meant: bash tests/golden/compare.sh PROGRAM --accept, and read the difference.
# usage: compare.sh PROGRAM [--accept]
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")/../.."
got=$(mktemp)
trap 'rm -f "$got"' EXIT
"$program" screen samples/suppliers.csv --documents samples/audits --watchlists samples/watchlists \
  --as-of 2026-11-22 --known-at 2026-11-22T00:00:00Z --format json --output "$got"
if [ "${2:-}" = --accept ]; then cp "$got" tests/golden/screen.json; fi
diff -u tests/golden/screen.json "$got" | head -n 200
diff -q tests/golden/screen.json "$got" >/dev/null
