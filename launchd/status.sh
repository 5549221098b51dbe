#!/bin/sh
# Says whether launchd runs Hermes Sessions, and whether it answers. Ends with 0 if it is ready, 1 if it only runs, 3 if it does not.
# Usage: status.sh [--daemon]
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=common.sh
. "$here/common.sh"

daemon=no
[ "${1:-}" != --daemon ] || daemon=yes
places

if [ ! -f "$plist" ]; then
    echo "Not installed: there is no $plist"
    exit 3
fi
has_launchctl || fail "There is no launchctl here."
if ! loaded; then
    echo "Installed, but launchd does not know it. Start it with: launchctl bootstrap $domain \"$plist\""
    exit 3
fi
launchctl print "$domain/$label" | sed -nE 's/^[[:space:]]*(state|pid|last exit code|runs) = /\1: /p'
state=$(launchctl print "$domain/$label" | sed -n 's/^[[:space:]]*state = //p' | head -n 1)
if [ "$state" != running ]; then
    echo "It does not run. Why: tail \"$logs/start.log\". Start it again with: launchctl kickstart $domain/$label"
    exit 3
fi
# What the service was given, rather than what this shell has.
given() {
    sed -n "/<key>$1<\\/key>/{n;s/.*<string>\\(.*\\)<\\/string>.*/\\1/p;}" "$plist"
}
port=$(given QUARKUS_HTTP_PORT)
settings=$installed/app/config/application.properties
if [ -z "$port" ] && [ -r "$settings" ]; then
    port=$(sed -n 's/^[[:space:]]*quarkus\.http\.port[[:space:]]*[=:][[:space:]]*\([0-9][0-9]*\).*/\1/p' "$settings" | tail -n 1)
fi
port=${port:-$(given HERMES_WEBUI_PORT)}
scheme=http
if [ -n "$(given HERMES_WEBUI_TLS_CERT)" ] && [ -n "$(given HERMES_WEBUI_TLS_KEY)" ]; then
    scheme=https
fi
url=$scheme://127.0.0.1:${port:-${HERMES_WEBUI_PORT:-8787}}
ready=$(curl -sk -o /dev/null -m 5 -w '%{http_code}' "$url/q/health/ready" || true)
if [ "$ready" = 200 ]; then
    echo "ready: yes, at $url"
else
    echo "ready: no ($url/q/health/ready: $ready). $url/health?deep=1 says why."
    exit 1
fi
