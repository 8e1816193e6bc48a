#!/usr/bin/env bash
# Mutated inputs for every reader, 100,000 unless told otherwise, in one process a core. A failing input is named with what repeats it.
# usage: fuzz.sh [INPUTS [SEED]]; its last line is "N inputs, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."
. samples/install.sh
ensure pdftotext poppler-utils
inputs=${1:-100000} seed=${2:-20261122}
dotnet build -c Release tests/SupplyRisk.Fuzz -v quiet || exit 1

program=tests/SupplyRisk.Fuzz/bin/Release/net10.0/SupplyRisk.Fuzz
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$folder"' EXIT
parts=$(nproc)
for ((part = 0; part < parts; part++)); do
  from=$((inputs * part / parts))
  "$program" --seed "$seed" --from "$from" --inputs $((inputs * (part + 1) / parts - from)) >"$folder/$part" 2>&1 &
done
wait
done=0 failed=0
for ((part = 0; part < parts; part++)); do
  head -n -1 "$folder/$part"
  read -r n _ bad _ < <(tail -n 1 "$folder/$part")
  if [[ $n =~ ^[0-9]+$ && $bad =~ ^[0-9]+$ ]]; then done=$((done + n)) failed=$((failed + bad)); else tail -n 1 "$folder/$part"; failed=$((failed + 1)); fi
done
echo "$done inputs, $failed failed"
[ "$failed" = 0 ] && [ "$done" = "$inputs" ]
