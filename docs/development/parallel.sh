#!/usr/bin/env bash
# Runs the guide's recipe for GNU parallel (docs/guide/many-machines.md) on this machine's processors, in place of machines to log in to.
#
# Needs GNU parallel (apt-get install parallel) and a build (npm run build). Ends with the comparison of the merged shards with a local run;
# everything it makes is in a temporary folder, and is gone afterwards.
set -euo pipefail
repository="$(cd "$(dirname "$0")/../.." && pwd)"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir bin
printf '#!/bin/sh\nexec node "%s/dist/cli/main.js" "$@"\n' "$repository" > bin/seprank
chmod +x bin/seprank
export PATH="$folder/bin:$PATH"

# The recipe, with a sweep that takes seconds.
sweep="citations --methods 1-wis,random --sparsity 0,0.5,0.8 --seeds 3 --epochs 30 --patience 30 --no-structure"
# shellcheck disable=SC2086
parallel --jobs 2 seprank evaluate $sweep --jobs 1 --quiet --shard {}/8 -o shards/{} ::: $(seq 8) | grep '^shard'
seprank merge shards/* -o merged --quiet > /dev/null
# shellcheck disable=SC2086
seprank evaluate $sweep --jobs 2 -o local --quiet > /dev/null
cmp merged/summary.csv local/summary.csv
echo "the shards that GNU parallel ran, merged, have the table of the local run"
