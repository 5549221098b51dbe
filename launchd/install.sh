#!/bin/sh
# Makes Hermes Sessions run always for the user who calls this, on macOS. Needs a Java 17 or newer, and no other rights.
# Usage: install.sh [folder with quarkus-run.jar]      (default: target/quarkus-app beside this folder)
# HERMES_HOME names the agent's home if it is not ~/.hermes; JAVA the java to use. To update, build and call it again.
set -eu

label=ai.hermes.sessions
here=$(cd "$(dirname "$0")" && pwd)
app=${1:-$here/../target/quarkus-app}
hermes_home=${HERMES_HOME:-$HOME/.hermes}
installed=${HERMES_SESSIONS_APP:-$HOME/Library/Application Support/hermes-sessions}
agents=${LAUNCH_AGENTS:-$HOME/Library/LaunchAgents}
logs=${HERMES_SESSIONS_LOGS:-$HOME/Library/Logs/hermes-sessions}

fail() {
    echo "$1" >&2
    exit 1
}

# Paths go into a file of XML by way of sed.
quoted() {
    printf '%s' "$1" | sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g' -e 's/[\\&|]/\\&/g'
}

java=${JAVA:-}
if [ -z "$java" ] && [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
fi
if [ -z "$java" ] && [ -x /usr/libexec/java_home ]; then
    java=$(/usr/libexec/java_home -v 17+)/bin/java || fail "No Java 17 or newer is installed."
fi
java=${java:-$(command -v java || true)}
[ -x "$java" ] || fail "No java is found. Set JAVA to the path of one of version 17 or newer."
[ -f "$app/quarkus-run.jar" ] || fail "There is no quarkus-run.jar in $app. Build it with: ./mvnw package"
major=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
[ "${major:-0}" -ge 17 ] || fail "$java is not Java 17 or newer."

umask 077
mkdir -p "$installed" "$agents" "$logs"

# The service that runs keeps its files until the new ones are whole.
next=$installed/app.next
rm -rf "$next"
cp -R "$app" "$next"
if [ -d "$installed/app/config" ]; then
    rm -rf "$next/config"
    cp -R "$installed/app/config" "$next/config"
fi
plist=$agents/$label.plist
sed -e "s|@JAVA@|$(quoted "$java")|g" \
    -e "s|@APP@|$(quoted "$installed/app")|g" \
    -e "s|@HERMES_HOME@|$(quoted "$hermes_home")|g" \
    -e "s|@LOGS@|$(quoted "$logs")|g" \
    "$here/$label.plist" > "$plist.next"

domain=gui/$(id -u)
if command -v launchctl >/dev/null 2>&1; then
    launchctl bootout "$domain/$label" 2>/dev/null || true
fi
rm -rf "$installed/app"
mv "$next" "$installed/app"
mv "$plist.next" "$plist"
if command -v launchctl >/dev/null 2>&1; then
    launchctl bootstrap "$domain" "$plist"
    echo "Hermes Sessions runs at http://127.0.0.1:8787 and is started with each login. Its log: $logs/hermes-sessions.log"
else
    echo "Installed. There is no launchctl here, so nothing was started."
fi
