# shellcheck shell=bash
# Builds the gateway's programs. Sourced, not run; needs $root.

# gateway_built PRODUCT: builds it with optimisation, and prints where it is.
gateway_built() {
  local -a where=(--package-path "$root/Sources/Gateway" --scratch-path "$root/.build-gateway" --configuration release)
  swift build "${where[@]}" --product "$1" >&2
  echo "$(swift build "${where[@]}" --show-bin-path)/$1"
}
