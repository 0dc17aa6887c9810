#!/usr/bin/env bash
# Runs the guide's Slurm recipe (docs/guide/many-machines.md) on a real Slurm: this machine is its controller and its only node.
#
# Needs Debian's slurm-wlm (apt-get install slurm-wlm), root, and a build (npm run build). Ends with the comparison of the merged
# shards with a local run; everything it makes is in a temporary folder, and is gone afterwards.
set -euo pipefail
repository="$(cd "$(dirname "$0")/../.." && pwd)"
folder="$(mktemp -d)"
host="$(hostname -s)"
export SLURM_CONF="$folder/slurm.conf"
seprank() { node "$repository/dist/cli/main.js" "$@"; }

finish() {
  for daemon in slurmd slurmctld; do
    [ ! -e "$folder/$daemon.pid" ] || kill "$(cat "$folder/$daemon.pid")" 2> /dev/null || true
  done
  sleep 1
  rm -rf "$folder"
}
trap finish EXIT

mkdir -p "$folder/state" "$folder/spool" /run/munge
chown munge /run/munge
munge -n < /dev/null > /dev/null 2>&1 || runuser -u munge -- munged
cat > "$SLURM_CONF" << END
ClusterName=one
SlurmctldHost=$host
SlurmctldPort=16817
SlurmdPort=16818
SlurmUser=root
AuthType=auth/munge
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
ReturnToService=2
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmdSpoolDir=$folder/spool
StateSaveLocation=$folder/state
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
NodeName=$host CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
END
slurmctld
slurmd
for _ in $(seq 60); do
  sinfo -h -o %t 2> /dev/null | grep -q idle && break
  sleep 1
done
sinfo

# The recipe, with a sweep that takes seconds.
sweep="citations --methods 1-wis,random --sparsity 0,0.5,0.8 --seeds 3 --epochs 30 --patience 30 --no-structure"
cd "$folder"
cat > array.sh << END
#!/bin/bash
#SBATCH --array=1-4
#SBATCH --cpus-per-task=1
#SBATCH --time=00:30:00
node "$repository/dist/cli/main.js" evaluate $sweep --jobs "\$SLURM_CPUS_PER_TASK" \\
  --shard "\$SLURM_ARRAY_TASK_ID/\$SLURM_ARRAY_TASK_COUNT" -o "shards/\$SLURM_ARRAY_TASK_ID"
END
sbatch --wait array.sh
cat slurm-*.out | grep '^shard'
seprank merge shards/* -o merged --quiet > /dev/null
# shellcheck disable=SC2086
seprank evaluate $sweep --jobs 2 -o local --quiet > /dev/null
cmp merged/summary.csv local/summary.csv
echo "the shards of the Slurm array, merged, have the table of the local run"
