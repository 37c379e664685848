#!/bin/sh
# Installs what build-worker.sh needs.
set -eu
. "$(dirname "$0")/../lib/system-packages.sh"
# shellcheck disable=SC2086
install_packages $PACKAGES_WORKER
