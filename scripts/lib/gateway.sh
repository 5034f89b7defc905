# shellcheck shell=bash
# Builds the gateway's programs. Sourced, not run; needs $root.
# shellcheck source=scripts/lib/packages.sh
. "$root/scripts/lib/packages.sh"

# gateway_built PRODUCT: builds it with optimisation, installing what is missing, and prints where it is.
gateway_built() {
  install_packages "${gateway_packages[@]}" >&2
  local -a where=(--package-path "$root/Sources/Gateway" --scratch-path "$root/.build-gateway" --configuration release)
  # A plan of before does not know files that have come to the package above since.
  rm -f "$root"/.build-gateway/*.yaml
  swift build "${where[@]}" --product "$1" >&2
  echo "$(swift build "${where[@]}" --show-bin-path)/$1"
}
