# shellcheck shell=sh
# What the scripts beside this file share. They read it; by itself it does nothing. They set daemon, and use what is set here.
# shellcheck disable=SC2034,SC2154

label=ai.hermes.sessions

fail() {
    echo "$1" >&2
    exit 1
}

has_launchctl() {
    command -v launchctl >/dev/null 2>&1
}

# Sets where things lie: for the user who calls, or, as a daemon, for a machine.
places() {
    if [ "$daemon" = yes ]; then
        installed=${HERMES_SESSIONS_APP:-/usr/local/lib/hermes-sessions}
        plists=${LAUNCH_DAEMONS:-/Library/LaunchDaemons}
        logs=${HERMES_SESSIONS_LOGS:-/Library/Logs/hermes-sessions}
        domain=system
    else
        installed=${HERMES_SESSIONS_APP:-$HOME/Library/Application Support/hermes-sessions}
        plists=${LAUNCH_AGENTS:-$HOME/Library/LaunchAgents}
        logs=${HERMES_SESSIONS_LOGS:-$HOME/Library/Logs/hermes-sessions}
        # Who is logged in by ssh alone has no domain of windows.
        domain=gui/$(id -u)
        if has_launchctl && ! launchctl print "$domain" >/dev/null 2>&1; then
            domain=user/$(id -u)
        fi
    fi
    plist=$plists/$label.plist
}

loaded() {
    launchctl print "$domain/$label" >/dev/null 2>&1
}

# Ends the service and waits until launchd has forgotten it; it takes no new one before.
unload() {
    if has_launchctl && loaded; then
        launchctl bootout "$domain/$label" >/dev/null 2>&1 || true
        waited=0
        while loaded; do
            [ "$waited" -lt 40 ] || fail "launchd does not let go of $domain/$label. Try again in a moment."
            sleep 1
            waited=$((waited + 1))
        done
    fi
}
