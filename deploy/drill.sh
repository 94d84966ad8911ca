#!/bin/sh
# Shows that a backup can be restored: puts it into a folder of its own, and looks at it there. Changes nothing else.
#
#   deploy/drill.sh /backups/monday.db
#
# CHATKEEP is the program, should it have another name.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
${CHATKEEP:-chatkeep} restore "$1" --data "$folder"
# Its end may be that of something else that is wrong, such as a provider.
${CHATKEEP:-chatkeep} doctor --data "$folder" > "$folder/said" || true
grep 'Database' "$folder/said"
! grep -q '✗ Database' "$folder/said"
