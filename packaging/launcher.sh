#!/bin/sh
# Starts wlm or wlmd, by the name it is called with, from the layout
#   bin/wlm bin/wlmd (this file)   lib/*.jar   lib/build-id   lib/PROGRAM-KEY.aot
# An AOT cache is used only if its key is the hash of exactly these jars and this JDK: the JVM itself
# does not notice a replaced jar (JDK-8377932).
#
# WLM_JAVA_OPTS  more options for the JVM
# WLM_AOT        "off": start without the cache; for train.sh: "name" prints the cache's name, "train"
#                writes it

set -eu

self=$0
while [ -L "$self" ]; do
  target=$(readlink "$self")
  case $target in
    /*) self=$target ;;
    *) self=${self%/*}/$target ;;
  esac
done
case $self in
  */*) bin=${self%/*} ;;
  *) bin=. ;;
esac
home=$(cd "$bin/.." && pwd -P)
program=${self##*/}

case $program in
  wlm) main=io.openwlm.app.cli.Wlm limits="-Xms8m -Xmx64m" ;;
  wlmd) main=io.openwlm.app.daemon.Wlmd limits="-Xms8m -Xmx64m -Xss512k" ;;
  *) echo "WLM0211E this launcher starts wlm or wlmd, not '$program'" >&2; exit 2 ;;
esac

# A command ends before code compiled further would pay; a simulation computes for long.
compiler=-XX:TieredStopAtLevel=1
if [ "$program ${1:-}" = "wlm simulate" ]; then
  compiler="" limits="-Xms32m -Xmx1g"
fi

. "$home/lib/find-jdk.sh"
find_jdk || { jdk_missing "$program"; exit 127; }

version=unknown
build=unknown
if [ -r "$home/lib/build-id" ]; then
  read -r version build <"$home/lib/build-id" || :
fi

classpath=
for jar in "$home"/lib/*.jar; do
  classpath=${classpath:+$classpath:}$jar
done

aot=
mode=${WLM_AOT:-on}
if [ "$mode" != off ]; then
  key=$(cd "$home/lib" && { echo "$jdk $jdk_version"; stat -c '%n %s %y' ./*.jar "$jdk/release"; } | sha256sum) || key=
  key=$(printf '%.16s' "$key")
  cache=$home/lib/$program-$key.aot
  case $mode in
    name) echo "$cache"; exit 0 ;;
    train) aot=-XX:AOTCacheOutput=$cache ;;
    *) if [ -n "$key" ] && [ -r "$cache" ]; then aot=-XX:AOTCache=$cache; fi ;;
  esac
fi

terminal=false
[ ! -t 1 ] || terminal=true

# $limits, $compiler and WLM_JAVA_OPTS are lists of words on purpose.
# shellcheck disable=SC2086
exec "$jdk/bin/java" $limits $compiler -XX:+UseSerialGC \
  -XX:+UseCompactObjectHeaders -XX:-UsePerfData --enable-native-access=ALL-UNNAMED \
  -Djava.awt.headless=true -Dwlm.version="$version" -Dwlm.build="$build" -Dwlm.home="$home" -Dwlm.terminal=$terminal \
  ${aot:+"$aot"} ${WLM_JAVA_OPTS:-} -cp "$classpath" "$main" "$@"
