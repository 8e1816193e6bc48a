#!/usr/bin/env bash
# Starts SupplyRisk with the fictional portfolio of samples/ loaded and screened, and prints its address.
# usage: bash samples/demo.sh [PORT]
set -euo pipefail
cd "$(dirname "$0")/.."
. samples/install.sh
ensure pdftotext poppler-utils || echo "PDF documents will be listed as unreadable until pdftotext is installed." >&2
dotnet publish src/SupplyRisk.App -c Release -o artifacts/supplyrisk --nologo -v quiet
exec artifacts/supplyrisk/supplyrisk serve --demo --port "${1:-5080}"
