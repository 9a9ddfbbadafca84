#!/usr/bin/env bash
# Sends the signals and the archive job to the cluster, each unless it runs already. Addresses come by environment.
set -euo pipefail
home=/opt/tickpilot
running=$(curl -fsS "http://$JOB_MANAGER/jobs/overview" |
  grep -o '"name":"[^"]*"[^}]*"state":"\(RUNNING\|RESTARTING\|CREATED\)"' || true)

submit() { # name in the cluster, jar, arguments of the job ...
  local name=$1 jar=$2
  shift 2
  if grep -q "\"name\":\"$name\"" <<<"$running"; then
    echo "$name runs already"
    return
  fi
  flink run --detached -m "$JOB_MANAGER" "$home/jobs/$jar" --config "$home/conf/tickpilot.yaml" \
    --set "kafka.bootstrap=$KAFKA" "$@"
}

submit tickpilot-signals signals.jar --home "$home" --set "signals.parallelism=$PARALLELISM" \
  --set "signals.fast-copy=tcp://$BRIDGE:5558" --set "signals.signals-in=tcp://$BRIDGE:5559"
submit tickpilot-archive archive.jar --set "database.url=$DATABASE_URL" \
  --set "database.user=$DATABASE_USER" --set "database.password=$DATABASE_PASSWORD"
