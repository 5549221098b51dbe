#!/bin/sh
# Ends Hermes Sessions for the user who calls this and takes away what install.sh put there. The agent's home, with pins,
# titles and projects in it, stays as it is; so do the logs.
set -eu

label=ai.hermes.sessions
installed=${HERMES_SESSIONS_APP:-$HOME/Library/Application Support/hermes-sessions}
agents=${LAUNCH_AGENTS:-$HOME/Library/LaunchAgents}

if command -v launchctl >/dev/null 2>&1; then
    launchctl bootout "gui/$(id -u)/$label" 2>/dev/null || true
fi
rm -f "$agents/$label.plist"
rm -rf "$installed/app" "$installed/app.next"
rmdir "$installed" 2>/dev/null || true
echo "Hermes Sessions is uninstalled."
