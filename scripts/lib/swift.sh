# shellcheck shell=bash
# Is there a Swift, and is it new enough? Sourced, not run.

# needs_swift: one clear line on stderr and status 69 where Swift is missing or older than 6.2.
needs_swift() {
  local version=
  if command -v swift >/dev/null; then
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1)
  else
    echo "Triage needs Swift 6.2 or later, and there is no swift here: https://www.swift.org/install" >&2
    return 69
  fi
  if [ -z "$version" ]; then
    echo "Triage needs Swift 6.2 or later, and 'swift --version' did not say which this is" >&2
    return 69
  fi
  if [ "${version%%.*}" -lt 6 ] || { [ "${version%%.*}" = 6 ] && [ "${version#*.}" -lt 2 ]; }; then
    echo "Triage needs Swift 6.2 or later, and this is $version: https://www.swift.org/install" >&2
    return 69
  fi
}
