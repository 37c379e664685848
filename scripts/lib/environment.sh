# What every script that starts parts of Mado needs in its environment. Sourced from the project's folder, after scripts/setup.
# shellcheck shell=bash
PATH="$PWD/node_modules/.bin:$PATH"
MEDIASOUP_WORKER_BIN=$(cat .cache/worker-path)
export PATH MEDIASOUP_WORKER_BIN
