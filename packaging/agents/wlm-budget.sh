#!/bin/sh
# The token budget of an agent, for agents and their hooks.
#
#   wlm-budget.sh check AGENT               one line; exit 0 green, 10 yellow, 11 red, 12 black, 13 stale
#   wlm-budget.sh wait AGENT SECONDS        the same, but waits so long at most while it is red
#   wlm-budget.sh hook KIT EVENT AGENT      a hook of hermes, claude-code or codex: JSON in, JSON out
#
# Reads the state file that wlmd publishes; where there is none, asks 'wlm budget check'.
#
# WLM_SIGNAL_DIRECTORY  where state files are: AGENT/state.json in it (/run/wlm/tokens)
# WLM_STATE_FILE        the state file itself, instead
# WLM_ON_STALE          "allow" or "deny" when nobody knows the budget; else what the last file says
#                       (on_stale), else deny
#
# These hooks are courtesy, not a wall: the wall is the proxy (docs/agents.md).

set -u
LC_ALL=C
export LC_ALL

here=$(cd "${0%/*}" 2>/dev/null && pwd -P) || here=.
signal=stale remaining="" ends="" on_stale=""

usage() {
  sed -n '4,6s/^# *//p' "$0" >&2
  exit 64
}

# A name that is safe as a part of a path.
plain_name() {
  case $1 in
    '' | . | .. | *[!A-Za-z0-9._-]*) return 1 ;;
  esac
}

# Sets signal and what is known beside it from a state file.
read_file() {
  [ -f "$1" ] && [ ! -L "$1" ] || return 1
  values=$(head -c 65536 <"$1" 2>/dev/null | tr '\000' '\001' | awk -f "$here/state.awk" 2>/dev/null) || return 1
  found="" until="" written="" boot=""
  while IFS='=' read -r name value; do
    case $name in
      signal) found=$value ;;
      remaining) remaining=${value%%.*} ;;
      ends) ends=$value ;;
      until) until=$value ;;
      written) written=$value ;;
      boot) boot=$value ;;
      stale) on_stale=$value ;;
    esac
  done <<EOF
$values
EOF
  [ -n "$found" ] && [ -n "$until" ] || return 1
  # A file of an earlier boot says nothing, whatever its times are.
  if [ -n "$boot" ] && [ -r /proc/sys/kernel/random/boot_id ]; then
    read -r now_boot </proc/sys/kernel/random/boot_id
    [ "$boot" = "$now_boot" ] || return 1
  fi
  now=$(date -u +%Y-%m-%dT%H:%M:%S) || return 1
  # By the time of day: no POSIX tool tells the clock of mono_ns, and /proc/uptime goes on while the machine sleeps.
  # All are UTC in one form, so they compare as texts. A file from the future is one from before the clock was set back.
  awk -v until="${until%%[.Z]*}" -v now="$now" -v written="${written%%[.Z]*}" \
    'BEGIN { exit !(until "" >= now "" && written "" <= now "") }' || return 1
  signal=$found
}

# Sets signal from the command, for agents without a state file.
ask_command() {
  command -v wlm >/dev/null 2>&1 || return 1
  wlm budget check -- "$1" >/dev/null 2>&1
  case $? in
    0) signal=green ;;
    10) signal=yellow ;;
    11) signal=red ;;
    12) signal=black ;;
    *) return 1 ;;
  esac
}

look() {
  signal=stale remaining="" ends="" on_stale=""
  file=${WLM_STATE_FILE:-}
  if [ -z "$file" ] && plain_name "$1"; then
    file=${WLM_SIGNAL_DIRECTORY:-/run/wlm/tokens}/$1/state.json
  fi
  if [ -n "$file" ] && [ -e "$file" ]; then
    read_file "$file" || signal=stale
  else
    ask_command "$1" || signal=stale
  fi
}

code() {
  case $signal in
    green) return 0 ;;
    yellow) return 10 ;;
    red) return 11 ;;
    black) return 12 ;;
    *) return 13 ;;
  esac
}

# One line in words, made of nothing but our own words, digits and times.
sentence() {
  left=${remaining:+, $remaining tokens left}
  case $signal in
    green) echo "WLM: token budget green$left" ;;
    yellow) echo "WLM: token budget yellow$left${ends:+ until $ends}: it burns faster than its window allows; leave out what is not needed" ;;
    red) echo "WLM: token budget red: nothing usable is left${ends:+ until $ends}; stop here and go on in the next window" ;;
    black) echo "WLM: token budget black: emergency stop; make no calls until the operator ends it" ;;
    *) echo "WLM: token budget unknown: its state is missing or too old; is wlmd running?" ;;
  esac
}

# True if work is to stop.
blocked() {
  case $signal in
    red | black) return 0 ;;
    green | yellow) return 1 ;;
  esac
  case ${WLM_ON_STALE:-$on_stale} in
    allow | continue) return 1 ;;
    *) return 0 ;;
  esac
}

hook_hermes() {
  case $1 in
    pre_llm_call)
      # Cannot block; a sentence for the model is all that this event takes.
      if [ "$signal" = green ]; then echo '{}'; else printf '{"context":"%s"}\n' "$(sentence)"; fi
      ;;
    pre_tool_call)
      if blocked; then
        printf '{"decision":"block","reason":"%s"}\n' "$(sentence)"
        exit 2
      fi
      echo '{}'
      ;;
    *) usage ;;
  esac
}

# Claude Code and Codex take the same answers.
hook_prompts() {
  case $1 in
    UserPromptSubmit)
      if blocked; then
        printf '{"decision":"block","reason":"%s"}\n' "$(sentence)"
      elif [ "$signal" = green ]; then
        echo '{}'
      else
        printf '{"systemMessage":"%s","hookSpecificOutput":{"hookEventName":"UserPromptSubmit","additionalContext":"%s"}}\n' \
          "$(sentence)" "$(sentence)"
      fi
      ;;
    PreToolUse)
      if blocked; then
        printf '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"%s"}}\n' \
          "$(sentence)"
      else
        echo '{}'
      fi
      ;;
    Stop)
      # To block here would keep the agent working: the opposite of what is wanted.
      if [ "$signal" = green ]; then echo '{}'; else printf '{"systemMessage":"%s"}\n' "$(sentence)"; fi
      ;;
    *) usage ;;
  esac
}

case ${1:-} in
  check)
    [ $# -eq 2 ] || usage
    look "$2"
    sentence
    code
    ;;
  wait)
    [ $# -eq 3 ] || usage
    case $3 in '' | *[!0-9]*) usage ;; esac
    left_seconds=$3
    look "$2"
    while [ "$signal" = red ] && [ "$left_seconds" -gt 0 ]; do
      sleep 1
      left_seconds=$((left_seconds - 1))
      look "$2"
    done
    sentence
    code
    ;;
  hook)
    [ $# -eq 4 ] || usage
    # What the agent says is of no use here, but it must not meet a closed pipe.
    cat >/dev/null
    look "$4"
    case $2 in
      hermes) hook_hermes "$3" ;;
      claude-code | codex) hook_prompts "$3" ;;
      *) usage ;;
    esac
    ;;
  *) usage ;;
esac
