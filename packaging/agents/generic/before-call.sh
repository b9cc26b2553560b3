#!/bin/sh
# before-call.sh AGENT COMMAND...
# Runs a command that calls a model if the agent's budget lets it; an example of how to use wlm-budget.sh.
#
# Sets WLM_SIGNAL for the command, so that it can do less when that is yellow. Exit code 75 (try again later) if it
# was not run.

set -u
here=$(cd "${0%/*}" && pwd -P)
agent=${1:?usage: before-call.sh AGENT COMMAND...}
shift

said=$("$here/../wlm-budget.sh" wait "$agent" "${WLM_WAIT_SECONDS:-0}")
case $? in
  0) WLM_SIGNAL=green ;;
  10) WLM_SIGNAL=yellow ;;
  13)
    # Nobody knows the budget: whoever starts the agent decides.
    if [ "${WLM_ON_STALE:-deny}" != allow ]; then
      echo "$said" >&2
      exit 75
    fi
    WLM_SIGNAL=unknown
    ;;
  *)
    echo "$said" >&2
    exit 75
    ;;
esac
export WLM_SIGNAL
exec "$@"
