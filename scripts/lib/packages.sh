# shellcheck shell=bash
# The Debian and Ubuntu packages that Triage is built with, and one function that installs the missing ones.
# Sourced, not run. Messages go to stderr: stdout belongs to the script that asks.

# package, then why it is needed
# shellcheck disable=SC2034  # read by the scripts that source this one
triage_packages=(
  "libblas-dev|matrix products of the trainer (libopenblas-dev, if you add it, makes them faster)"
  "liblapack-dev|small linear systems of the trainer"
  "libsimdjson-dev|reads outcome records (JSON Lines) at disk speed"
  "libmd-dev|SHA-256 of records and model files"
  "zlib1g-dev|reads records that end in .gz"
)

# shellcheck disable=SC2034
gateway_packages=(
  "libgoogle-perftools-dev|tcmalloc, the gateway's malloc"
  "libsqlite3-dev|the gateway's traffic store"
  "zlib1g-dev|compressed answers of the gateway's upstreams"
)

# shellcheck disable=SC2034
gateway_test_packages=(
  "openssl|makes a certificate for the gateway's tests of TLS"
)

# is_installed PACKAGE
is_installed() {
  [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# as_root COMMAND...: the command itself when root, through sudo otherwise. Without a terminal sudo must not ask.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif [ -t 0 ]; then
    sudo "$@"
  else
    sudo --non-interactive "$@"
  fi
}

# install_packages [--dry-run] PACKAGE|REASON...: says which are missing and why, then installs only those.
install_packages() {
  local dry_run=
  if [ "${1-}" = --dry-run ]; then
    dry_run=yes
    shift
  fi
  if ! command -v dpkg-query >/dev/null; then
    echo "packages: not a Debian or Ubuntu, so none is installed here. What the build looks for:" >&2
    printf '  %s\n' "${@//|/: }" >&2
    return 0
  fi
  local entry
  local -a missing=()
  for entry in "$@"; do
    if ! is_installed "${entry%%|*}"; then
      missing+=("${entry%%|*}")
      printf '  missing %-16s %s\n' "${entry%%|*}" "${entry#*|}" >&2
    fi
  done
  if [ "${#missing[@]}" = 0 ]; then
    echo "  all ${#} packages are there" >&2
    return 0
  fi
  local -a install=(apt-get install --yes --quiet=2 --no-install-recommends "${missing[@]}")
  if [ -n "$dry_run" ]; then
    echo "  would run: apt-get update && ${install[*]}" >&2
    return 0
  fi
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
    echo "packages: this needs root, and there is no sudo here. As root, run:" >&2
    echo "  apt-get update && ${install[*]}" >&2
    return 77
  fi
  # A fresh container has no package lists at all; one that does may hold stale ones. Either way: ask.
  as_root apt-get update --quiet=2 >&2 || echo "  apt-get update failed; trying with the lists that are here" >&2
  as_root env DEBIAN_FRONTEND=noninteractive "${install[@]}" \
    -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120 >&2 </dev/null || {
    echo "packages: could not install ${missing[*]}" >&2
    return 69
  }
}
