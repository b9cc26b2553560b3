#!/bin/sh
# assemble.sh TARGET CLASSPATH-FILE JAR VERSION
# Makes TARGET/dist, the layout that both a source checkout and an installed copy run from. Called by
# the package phase of wlm-app. The new layout is made beside the old one and then takes its place.

set -eu

target=$1
classpath=$2
jar=$3
version=$4
packaging=$(cd "${0%/*}" && pwd -P)
new=$target/dist.new

rm -rf "$new"
mkdir -p "$new/bin" "$new/lib"
cp -p "$jar" "$new/lib/"
tr ':' '\n' <"$classpath" | while IFS= read -r file || [ -n "$file" ]; do
  [ -z "$file" ] || cp -p "$file" "$new/lib/"
done
chmod 644 "$new"/lib/*.jar
cp "$packaging/find-jdk.sh" "$new/lib/"
for program in wlm wlmd; do
  cp "$packaging/launcher.sh" "$new/bin/$program"
  chmod 755 "$new/bin/$program"
done

cp -R "$packaging/agents" "$new/agents"

build=$(cd "$new/lib" && cat ./*.jar ../bin/wlm find-jdk.sh | sha256sum)
printf '%s %.12s\n' "$version" "$build" >"$new/lib/build-id"

# Caches of the same jars stay good; the launcher never looks at others.
for cache in "$target"/dist/lib/*.aot; do
  [ ! -e "$cache" ] || cp -p "$cache" "$new/lib/"
done
sh "$packaging/train.sh" "$new" || echo "NOTICE no AOT cache was made: start-up is slower" >&2

rm -rf "$target/dist.old"
[ ! -e "$target/dist" ] || mv "$target/dist" "$target/dist.old"
mv "$new" "$target/dist"
rm -rf "$target/dist.old"
