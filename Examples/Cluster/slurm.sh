#!/bin/sh
#SBATCH --job-name=kan
#SBATCH --array=1-16
#SBATCH --cpus-per-task=2
#SBATCH --time=01:00:00
#SBATCH --output=kan-%a.log
# A search as an array of jobs; the result does not depend on their number:
#
#   sbatch --wait --array=1-16 slurm.sh table.csv y --seeds 8
#   kan merge parts/* --out result
#
# The numbers of the array must start at 1 and have no gaps.
set -eu
table=$1 target=$2
shift 2
mkdir -p parts
exec kan discover "$table" --target "$target" "$@" --quiet --threads "${SLURM_CPUS_PER_TASK:-1}" \
  --share "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --out "parts/$SLURM_ARRAY_TASK_ID"
