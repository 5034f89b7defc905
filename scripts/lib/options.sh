# shellcheck shell=bash
# Looks at a script's options before anything is built or installed for it. Sourced, not run; needs $root.

# check_options PROGRAM.py ARGUMENT...: leaves with the program's usage where an option is wrong (2) or help is asked for (0).
check_options() {
  local argument
  command -v python3 >/dev/null || return 0 # the script says itself what it needs
  python3 "$root/scripts/lib/check_options.py" "$@" || exit
  for argument in "$@"; do
    case "$argument" in -h | --help) exit ;; esac
  done
}
