#!/bin/sh
# Makes Hermes Sessions run always on macOS. Needs a Java 17 or newer. To update, call it again from the new version.
#
#   install.sh [FOLDER]                     for the user who calls this, from login on; needs no other rights
#   sudo install.sh --daemon USER [FOLDER]  from boot on, as the user that the agent runs as
#
# FOLDER holds quarkus-run.jar; if it is not given, what lies beside this file, or was built, is taken. Variables: HERMES_HOME is the
# agent's home if it is not ~/.hermes; JAVA the Java to use; HERMES_SESSIONS_TRAIN=no makes no class archive.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=common.sh
. "$here/common.sh"

daemon=no
user=$(id -un)
user_home=$HOME
if [ "${1:-}" = --daemon ]; then
    daemon=yes
    user=${2:-}
    case $user in
        '' | *[!A-Za-z0-9._-]*) fail "Usage: install.sh --daemon USER [FOLDER]" ;;
    esac
    id "$user" >/dev/null 2>&1 || fail "There is no user $user."
    user_home=$(eval "printf '%s' ~$user")
    shift 2
fi
places

# Paths go into a file of XML by way of sed.
quoted() {
    printf '%s' "$1" | sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g' -e 's/[\\&|]/\\&/g'
}

# Beside an unpacked release, or in a checkout.
if [ -f "$here/../bin/hermes-sessions" ]; then
    dist=$here/..
    app=${1:-$dist/app}
else
    dist=$here/../src/main/dist
    app=${1:-$here/../target/quarkus-app}
fi
hermes_home=${HERMES_HOME:-$user_home/.hermes}

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

# A daemon's program belongs to root and is read by its user; a user's own is for nobody else.
if [ "$daemon" = yes ]; then
    umask 022
else
    umask 077
fi
mkdir -p "$installed" "$plists"
if [ "$daemon" = yes ]; then
    install -d -o "$user" -m 700 "$logs"
else
    mkdir -p "$logs"
fi

# The service that runs keeps its files until the new ones are whole.
next=$installed/app.next
rm -rf "$next"
mkdir "$next"
cp -R "$app" "$next/app"
cp -R "$dist/bin" "$dist/jvm.options" "$dist/jvm-25.options" "$next"
if [ -d "$installed/app/config" ]; then
    # With its owner and mode: a token may stand in it, that nobody else may read and the service has to.
    cp -Rp "$installed/app/config" "$next/config"
fi
pattern=$here/agent.plist
if [ "$daemon" = yes ]; then
    pattern=$here/daemon.plist
fi
sed -e "s|@JAVA@|$(quoted "$java")|g" \
    -e "s|@APP@|$(quoted "$installed/app")|g" \
    -e "s|@HERMES_HOME@|$(quoted "$hermes_home")|g" \
    -e "s|@USER@|$(quoted "$user")|g" \
    -e "s|@LOGS@|$(quoted "$logs")|g" \
    "$pattern" > "$plist.next"

unload
rm -rf "$installed/app"
mv "$next" "$installed/app"
mv "$plist.next" "$plist"
if [ "$daemon" = yes ]; then
    # launchd takes no daemon that others than root could change.
    chmod 644 "$plist"
fi

# It fits the Java and the place, so it is made here, before the start.
if [ "${HERMES_SESSIONS_TRAIN:-yes}" = yes ]; then
    JAVA=$java "$installed/app/bin/hermes-sessions" train >/dev/null 2>&1 ||
        echo "No class archive could be made; the service starts a second later without it." >&2
fi

if has_launchctl; then
    launchctl enable "$domain/$label"
    launchctl bootstrap "$domain" "$plist"
    echo "Hermes Sessions runs at http://127.0.0.1:8787. Its log: $logs/hermes-sessions.log"
else
    echo "Installed. There is no launchctl here, so nothing was started."
fi
