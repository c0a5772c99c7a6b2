#!/bin/sh
# Many trials of a workload in shards, several at a time, merged into one report.  The same works over ssh or in any queue: a
# shard needs the files, the options and its number, and nothing of the others.
#
#     SHARDS=16 AT_ONCE=4 sh shards.sh shop.yaml --trials 100000 --seed 1
set -eu
command=${ILM_COST:-ilm-cost}
shards=${SHARDS:-16}
parts=$(mktemp -d)
trap 'rm -rf "$parts"' EXIT

i=0
while [ "$i" -lt "$shards" ]; do
    i=$((i + 1))
    echo "$i"
done | xargs -P "${AT_ONCE:-2}" -I{} "$command" simulate "$@" --threads 1 --quiet --shard "{}/$shards" -o "$parts/{}.bin"

"$command" merge "$parts"/*.bin
