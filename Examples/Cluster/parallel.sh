#!/bin/sh
# A search on all cores of a machine, or of several, by GNU parallel:
#
#   ./parallel.sh 16 table.csv y --seeds 8
#   kan merge parts/* --out result
#
# With `--sshlogin host1,host2 --workdir . --transferfile "$table" --return "parts/{}"` added after `parallel`, shares run on other machines
# that have `kan`. The same command repeats failed shares.
set -eu
count=$1 table=$2 target=$3
shift 3
mkdir -p parts
seq "$count" | parallel --joblog parts/jobs.log --resume-failed \
  kan discover "$table" --target "$target" "$@" --quiet --threads 1 --share "{}/$count" --out "parts/{}"
