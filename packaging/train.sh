#!/bin/sh
# train.sh DIST
# Makes the AOT caches of wlm and wlmd (JDK 25, -XX:AOTCacheOutput) from one short run of each. A cache
# that fits the jars already is kept, others are removed. Fails if a cache could not be made; the
# programs run without it.

set -u

dist=$1
scenario=$(cd "${0%/*}/.." && pwd -P)/scenarios/flood.yaml
log=$dist/lib/train.log
status=0
: >"$log"

# The run that the cache of a program is made from: it should load the classes a usual start needs,
# and must end by itself.
train() {
  case $1 in
    wlm) WLM_AOT=train WLM_JAVA_OPTS="-Dwlm.training=true" "$dist/bin/wlm" ;;
    wlmd)
      place=$(mktemp -d) || return 1
      WLM_AOT=train "$dist/bin/wlmd" --simulate "$scenario" --speed 0 --socket "$place/s"
      result=$?
      rm -rf "$place"
      return $result
      ;;
  esac
}

for program in wlm wlmd; do
  cache=$(WLM_AOT=name "$dist/bin/$program")
  if [ ! -r "$cache" ]; then
    if ! train "$program" >>"$log" 2>&1 </dev/null || [ ! -s "$cache" ]; then
      rm -f "$cache"
      status=1
    fi
  fi
  for other in "$dist/lib/$program"-*.aot; do
    [ "$other" = "$cache" ] || rm -f "$other"
  done
done
exit $status
