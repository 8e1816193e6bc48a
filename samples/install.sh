# Sourced by samples/demo.sh and tests/run.sh: installs Debian packages whose command is missing.
# usage: ensure COMMAND PACKAGE [PACKAGE…]

need() {
  command -v "$1" >/dev/null 2>&1 || { echo "$2" >&2; exit 1; }
}

ensure() {
  local command=$1
  shift
  command -v "$command" >/dev/null 2>&1 && return 0
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "'$command' is missing. Install it ($*) with your system's package tool and run this again." >&2
    return 1
  fi
  local as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  echo "Installing $* …" >&2
  if [ -z "${SUPPLYRISK_APT_UPDATED:-}" ]; then
    "${as_root[@]}" apt-get update -qq >&2
    export SUPPLYRISK_APT_UPDATED=1
  fi
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "$@" >&2
}

need dotnet "The .NET SDK 10 is needed: https://dotnet.microsoft.com/download"
need npm "Node.js 20 or later with npm is needed once, for the pages' styles and icons: https://nodejs.org"
