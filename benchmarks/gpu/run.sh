#!/bin/sh
# Checks the webgpu backend on this machine's GPU; takes at most MINUTES (default 8), writes results.json into the current folder.
here=$(cd "$(dirname "$0")" && pwd)
LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$here/lib"
export LD_LIBRARY_PATH
exec "$here/bin/node" "$here/check.mjs" "$@"
