#!/usr/bin/env bash
# whole-system.sh DIST JSON: start-up, memory and CPU time of the built wlmd (DIST/bin/wlmd), idle, on
# control groups made for this run. Prints a table, writes the same numbers to JSON. Needs root, a
# cgroup2 tree (hybrid or pure) and python3, whose start is the scale.
#
# WLM_BENCH_ROUNDS  rounds of start-up (15)
# WLM_BENCH_CLASSES class counts for the idle daemon ("10 100 1000")
set -euo pipefail

dist=$1
json=$2
rounds=${WLM_BENCH_ROUNDS:-15}
idle_classes=${WLM_BENCH_CLASSES:-10 100 1000}
start_classes=50
settle_seconds=10
idle_seconds=30

name=openwlm-bench-$$
work=$(mktemp -d)
daemon=
fail() { echo "whole-system: $*" >&2; exit 1; }

# mount points of the cgroup2 tree and of the v1 cpu hierarchy, if there is one
roots=()
while read -r point kind options; do
  case $kind in
    cgroup2) v2=$point; roots+=("$point") ;;
    cgroup) case ,$options, in *,cpu,*) roots+=("$point") ;; esac ;;
  esac
done < <(awk '{ for (i = 7; $i != "-"; i++); print $5, $(i+1), $(i+3) }' /proc/self/mountinfo)
[ -n "${v2:-}" ] || fail "no cgroup2 tree is mounted"

remove_groups() {
  local root
  for root in "${roots[@]}"; do
    if [ -d "$root/$name" ]; then
      find "$root/$name" -mindepth 1 -depth -type d -exec rmdir {} + || true
      rmdir "$root/$name" || true
    fi
  done
}
clean() {
  [ -z "$daemon" ] || { kill "$daemon" 2>/dev/null; wait "$daemon" 2>/dev/null; } || true
  remove_groups
  rmdir "$v2/$name-own" 2>/dev/null || true
  rm -rf "$work"
}
trap clean EXIT
trap 'exit 130' INT TERM

make_groups() { # N
  local root
  remove_groups
  for root in "${roots[@]}"; do
    mkdir "$root/$name" || fail "cannot make control groups in $root"
    (cd "$root/$name" && seq -f 'c%.0f' 0 $(($1 - 1)) | xargs mkdir)
  done
  {
    echo "service-definition:"
    echo "  name: BENCH"
    echo "  cgroup-root: /$name"
    echo "  service-classes:"
    seq 0 $(($1 - 1)) | awk -v n="/$name" \
      '{ printf "    - { name: C%d, importance: %d, goal: { velocity: 50 }, cgroup: %s/c%d }\n", $1, 1 + $1 % 5, n, $1 }'
  } >"$work/definition.yaml"
}

# CPU microseconds of everything that was started in the group of its own
cpu_micros() { awk '$1 == "usage_usec" { print $2 }' "$v2/$name-own/cpu.stat"; }

# Starts a command and waits for a line with the pattern: sets daemon, wall_micros, start_cpu_micros.
start() { # PATTERN COMMAND...
  local pattern=$1 line cpu_before before
  shift
  cpu_before=$(cpu_micros)
  before=${EPOCHREALTIME/[.,]/}
  exec 3< <(echo "$BASHPID" >"$v2/$name-own/cgroup.procs"; exec "$@" 2>&1)
  daemon=$!
  while :; do
    IFS= read -r line <&3 || fail "$1 ended before it was ready: $(tail -n 1 "$work/said")"
    echo "$line" >>"$work/said"
    [[ $line != *$pattern* ]] || break
  done
  wall_micros=$((${EPOCHREALTIME/[.,]/} - before))
  start_cpu_micros=$(($(cpu_micros) - cpu_before))
}
start_wlmd() { # on|off
  rm -rf "$work/state"
  start 'wlmd ready' env WLM_AOT="$1" "$dist/bin/wlmd" --state "$work/state" --socket "$work/socket" \
    --observe-only "$work/definition.yaml"
}
stop() {
  kill "$daemon" 2>/dev/null || true
  wait "$daemon" || true
  daemon=
  exec 3<&-
}

ping() {
  python3 - "$work/socket" <<'PY'
import socket, sys
s = socket.socket(socket.AF_UNIX)
s.settimeout(10)
s.connect(sys.argv[1])
s.sendall(b'{"op":"ping"}\n')
answer = s.recv(4096)
if b'"ok":true' not in answer:
    sys.exit("ping was answered with %r" % answer)
PY
}

# "median min max" of a file of numbers, divided by $2
spread() { sort -n "$1" | awk -v u="$2" '{ v[NR] = $1 / u } END { m = NR % 2 ? v[(NR+1)/2] : (v[NR/2] + v[NR/2+1]) / 2; printf "%.1f %.1f %.1f\n", m, v[1], v[NR] }'; }
spread_json() { local m n x; read -r m n x < <(spread "$1" "$2"); printf '{"median":%s,"min":%s,"max":%s}' "$m" "$n" "$x"; }
spread_text() { local m n x; read -r m n x < <(spread "$1" "$2"); printf '%s [%s-%s]' "$m" "$n" "$x"; }
memory() { awk -v k="$1:" '$1 == k { printf "%.1f", $2 / 1024 }' "/proc/$daemon/smaps_rollup"; }

mkdir "$v2/$name-own" || fail "cannot make control groups in $v2: root is needed"
printf '{"start":{"classes":%d,"rounds":%d' "$start_classes" "$rounds" >"$work/json"

make_groups "$start_classes"
for round in $(seq 0 "$rounds"); do
  for kind in on off python; do
    case $kind in
      python) start 1 python3 -c 'print(1)' ;;
      *)
        start_wlmd "$kind"
        [ "$round" != 0 ] || ping
        ;;
    esac
    stop
    # round 0 warms the page cache
    if [ "$round" != 0 ]; then
      echo "$wall_micros" >>"$work/wall.$kind"
      echo "$start_cpu_micros" >>"$work/cpu.$kind"
    fi
  done
done
echo "| start to ready, $start_classes classes | wall ms | CPU ms |"
echo "|---|---|---|"
for kind in on off python; do
  case $kind in
    on) label="wlmd as shipped (AOT cache)" key=wlmd ;;
    off) label="wlmd without AOT cache" key=wlmd_no_aot ;;
    python) label="python3 -c 'print(1)'" key=python3 ;;
  esac
  echo "| $label | $(spread_text "$work/wall.$kind" 1000) | $(spread_text "$work/cpu.$kind" 1000) |"
  printf ',"%s":{"wall_ms":%s,"cpu_ms":%s}' "$key" "$(spread_json "$work/wall.$kind" 1000)" \
    "$(spread_json "$work/cpu.$kind" 1000)" >>"$work/json"
done

echo
echo "| idle wlmd, classes | RSS MiB after ${settle_seconds} s | private dirty MiB | RSS MiB after $((settle_seconds + idle_seconds)) s | CPU over $idle_seconds s | open files |"
echo "|---|---|---|---|---|---|"
printf '},"idle":[' >>"$work/json"
separator=
for classes in $idle_classes; do
  make_groups "$classes"
  start_wlmd on
  sleep "$settle_seconds"
  rss=$(memory Rss) dirty=$(memory Private_Dirty)
  before=$(cpu_micros)
  sleep "$idle_seconds"
  used=$(($(cpu_micros) - before))
  later=$(memory Rss)
  files=$(find "/proc/$daemon/fd" -mindepth 1 | wc -l)
  stop
  percent=$(awk -v u="$used" -v s="$idle_seconds" 'BEGIN { printf "%.3f", u / s / 10000 }')
  echo "| $classes | $rss | $dirty | $later | $percent % | $files |"
  printf '%s{"classes":%d,"rss_mib":%s,"private_dirty_mib":%s,"rss_later_mib":%s,"cpu_percent":%s,"open_files":%d}' \
    "$separator" "$classes" "$rss" "$dirty" "$later" "$percent" "$files" >>"$work/json"
  separator=,
done
printf ']}\n' >>"$work/json"
cp "$work/json" "$json"
