#!/usr/bin/env bash
# Sends the signals and the archive job to the cluster, each unless it runs already. Addresses come by environment.
set -euo pipefail
home=/opt/tickpilot
running=$(flink list -m "$JOB_MANAGER" --all)

submit() { # name in the cluster, jar, arguments of the job ...
  local name=$1 jar=$2
  shift 2
  # A line is "date : id : name (STATE)"; jobs that ended may be sent again.
  if grep -qE " : $name \((RUNNING|RESTARTING|CREATED|INITIALIZING)\)" <<<"$running"; then
    echo "$name runs already"
    return
  fi
  flink run --detached -m "$JOB_MANAGER" "$home/jobs/$jar" --config "$home/conf/tickpilot.yaml" \
    --set "kafka.bootstrap=$KAFKA" "$@"
}

submit tickpilot-signals signals.jar --home "$home" --set "signals.parallelism=$PARALLELISM" \
  --set "signals.fast-copy=tcp://$BRIDGE:5558" --set "signals.signals-in=tcp://$BRIDGE:5559" --set "signals.control=tcp://$BRIDGE:5556"
submit tickpilot-archive archive.jar --set "database.url=$DATABASE_URL" \
  --set "database.user=$DATABASE_USER" --set "database.password=$DATABASE_PASSWORD"
