#!/bin/sh
# Ends Hermes Sessions and takes away what install.sh put there. The agent's home, with pins, titles and projects in it, stays as
# it is; so do the logs, and the settings if there are any.
#
#   uninstall.sh                 for the user who calls this
#   sudo uninstall.sh --daemon   of the whole machine
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=common.sh
. "$here/common.sh"

daemon=no
[ "${1:-}" != --daemon ] || daemon=yes
places

unload
rm -f "$plist" "$plist.next"
rm -rf "$installed/app.next"
if [ -d "$installed/app/config" ]; then
    find "$installed/app" -mindepth 1 -maxdepth 1 ! -name config -exec rm -rf {} +
    echo "The settings stay in $installed/app/config"
else
    rm -rf "$installed/app"
    rmdir "$installed" 2>/dev/null || true
fi
echo "Hermes Sessions is uninstalled."
