#!/bin/sh
# Shows the end of the log, and of what was said before there was one, and goes on with -f.
# Usage: logs.sh [--daemon] [-f]
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=common.sh
. "$here/common.sh"

daemon=no
if [ "${1:-}" = --daemon ]; then
    daemon=yes
    shift
fi
places

set -- "$@" "$logs/start.log" "$logs/hermes-sessions.log"
follow=
if [ "$1" = -f ]; then
    # By name, since the log is renamed when it is full.
    follow=-F
    shift
fi
for file in "$@"; do
    shift
    [ ! -f "$file" ] || set -- "$@" "$file"
done
[ $# -gt 0 ] || fail "There is no log in $logs yet."
exec tail ${follow:+"$follow"} -n 50 "$@"
