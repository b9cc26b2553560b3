# Read by the launchers. find_jdk sets jdk (a directory) and jdk_version, or fails. A JDK is known by
# its release file, so that no JVM is started to ask it.

jdk_is_25() {
  [ -r "$1/release" ] && [ -x "$1/bin/java" ] || return 1
  while IFS= read -r line; do
    case $line in
      'JAVA_VERSION="25"' | 'JAVA_VERSION="25.'*)
        jdk_version=${line#*\"}
        jdk_version=${jdk_version%\"*}
        jdk=$1
        return 0
        ;;
    esac
  done <"$1/release"
  return 1
}

find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && jdk_is_25 "$JAVA_HOME"; then
    return 0
  fi
  onpath=$(command -v java 2>/dev/null) || onpath=
  if [ -n "$onpath" ]; then
    onpath=$(readlink -f "$onpath") || onpath=
    if [ -n "$onpath" ] && jdk_is_25 "${onpath%/bin/java}"; then
      return 0
    fi
  fi
  for candidate in "${WLM_JVM_DIR:-/usr/lib/jvm}"/*; do
    if jdk_is_25 "$candidate"; then
      return 0
    fi
  done
  return 1
}

jdk_missing() {
  echo "WLM0210E $1 needs a JDK 25 and none was found." >&2
  echo "  Looked at: JAVA_HOME=${JAVA_HOME:-(not set)}, 'java' on PATH=$(command -v java || echo '(none)'), ${WLM_JVM_DIR:-/usr/lib/jvm}/*" >&2
  echo "  Install one, for example the package temurin-25-jdk or openjdk-25-jdk-headless," >&2
  echo "  or set JAVA_HOME to the directory of a JDK 25." >&2
}
