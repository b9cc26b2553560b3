#!/bin/sh
# start-from-source.sh ROOT PROGRAM ARGUMENT...
# What ./wlm and ./wlmd of a source checkout do: make sure the product is built, then start it.

set -eu

root=$1
program=$2
shift 2
dist=$root/wlm-app/target/dist
log=$root/wlm-app/target/build.log

# A directory is newer than the build when a file was added to it or removed.
is_current() {
  [ -x "$dist/bin/$program" ] && [ -r "$dist/lib/build-id" ] || return 1
  newer=$(find "$root/pom.xml" "$root"/wlm-*/pom.xml "$root"/wlm-*/src/main "$root/packaging" \
    -newer "$dist/lib/build-id" 2>/dev/null | head -n 1)
  [ -z "$newer" ]
}

build() {
  . "$root/packaging/find-jdk.sh"
  find_jdk || { jdk_missing "$program"; exit 127; }
  if ! command -v mvn >/dev/null 2>&1; then
    echo "WLM0212E OpenWLM is not built yet, and building it needs Maven 3.8 or later: no 'mvn' on PATH." >&2
    echo "  Install the package maven, or start an installed copy of $program instead." >&2
    exit 127
  fi
  if [ -e "$dist" ]; then
    echo "Building OpenWLM again (its sources changed)..." >&2
  else
    echo "Building OpenWLM (first start only, about a minute)..." >&2
  fi
  mkdir -p "${log%/*}"
  : >"$log.started"
  if ! (cd "$root" && JAVA_HOME=$jdk mvn -B -DskipTests package -pl wlm-app -am) \
    >"$log" 2>&1 </dev/null; then
    echo "WLM0213E the build failed. The end of $log:" >&2
    tail -n 25 "$log" >&2
    exit 1
  fi
  # A source changed while the build ran is newer than the build's start.
  touch -r "$log.started" "$dist/lib/build-id"
}

if ! is_current; then
  if ! command -v flock >/dev/null 2>&1; then
    echo "WLM0214E building OpenWLM needs the command 'flock' (package util-linux)." >&2
    exit 127
  fi
  # One build at a time; who waited for another one's build finds it done. The build closes the
  # lock's descriptor for nothing that outlives it.
  (
    flock -n 9 || { echo "Waiting for another start of OpenWLM that is building it..." >&2; flock 9; }
    is_current || build
  ) 9<"$root/pom.xml"
fi

exec "$dist/bin/$program" "$@"
