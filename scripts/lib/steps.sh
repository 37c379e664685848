# Prints each step of a script with the time that it took; its output is shown only when it fails (or with MADO_VERBOSE=1).
# shellcheck shell=bash

# step TITLE COMMAND...
step() {
  local title=$1 log start status
  shift
  log=$(mktemp)
  start=$(date +%s%N)
  printf '  %-58s' "$title"
  if [ -n "${MADO_VERBOSE:-}" ]; then
    printf '\n'
    "$@" 2>&1 | tee "$log"
    status=${PIPESTATUS[0]}
  else
    "$@" >"$log" 2>&1 && status=0 || status=$?
  fi
  if [ "$status" = 0 ]; then
    printf 'ok    %6.1f s\n' "$((($(date +%s%N) - start) / 100000000))e-1"
    rm -f "$log"
  else
    printf 'FAILED %5.1f s\n' "$((($(date +%s%N) - start) / 100000000))e-1"
    tail -n 80 "$log" >&2
    rm -f "$log"
    return "$status"
  fi
}

# side_by_side COMMAND COMMAND     runs both at once; fails when one does
side_by_side() {
  local first status=0
  $1 &
  first=$!
  $2 || status=$?
  wait "$first" || status=$?
  return "$status"
}
