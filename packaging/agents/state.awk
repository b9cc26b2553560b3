# Reads one JSON object and prints the few values that the hooks use, as KEY=VALUE lines.
# Prints nothing and exits 1 if the text is not one whole object, or names a key twice.
# Values pass only in the form that is theirs, so nothing that a file says can reach a shell, a
# terminal or the JSON of a hook in any other form.

function space() { sub(/^[ \t\r\n]+/, "", rest) }

function text(  found) {
  if (!match(rest, /^"([^"\\]|\\["\\\/bfnrtu])*"/)) { bad = 1; return "" }
  found = substr(rest, 2, RLENGTH - 2)
  rest = substr(rest, RLENGTH + 1)
  return found
}

function keep(key, found) {
  if (key in value) bad = 1
  value[key] = found
}

function members(depth, path,  key, c) {
  rest = substr(rest, 2)
  space()
  if (substr(rest, 1, 1) == "}") { rest = substr(rest, 2); return }
  while (!bad) {
    space()
    key = text()
    space()
    if (substr(rest, 1, 1) != ":") { bad = 1; return }
    rest = substr(rest, 2)
    any(depth + 1, path == "" ? key : path "." key)
    space()
    c = substr(rest, 1, 1)
    rest = substr(rest, 2)
    if (c == "}") return
    if (c != ",") bad = 1
  }
}

function items(depth,  c) {
  rest = substr(rest, 2)
  space()
  if (substr(rest, 1, 1) == "]") { rest = substr(rest, 2); return }
  while (!bad) {
    any(depth + 9, "")
    space()
    c = substr(rest, 1, 1)
    rest = substr(rest, 2)
    if (c == "]") return
    if (c != ",") bad = 1
  }
}

function any(depth, path,  c, found) {
  if (bad || depth > 40) { bad = 1; return }
  space()
  c = substr(rest, 1, 1)
  if (c == "{") { members(depth, path); return }
  if (depth == 0) { bad = 1; return }
  if (c == "[") { items(depth); return }
  if (c == "\"") {
    found = text()
  } else if (match(rest, /^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?/) || match(rest, /^(true|false|null)/)) {
    found = substr(rest, 1, RLENGTH)
    rest = substr(rest, RLENGTH + 1)
  } else {
    bad = 1
    return
  }
  # Of objects in lists nothing is kept: their keys stand deeper.
  if (depth == 1 || depth == 2) keep(path, found)
}

function show(name, key, form) {
  if (key in value && value[key] ~ form && length(value[key]) <= 40) print name "=" value[key]
}

{ rest = rest $0 "\n" }

END {
  any(0, "")
  space()
  if (bad || rest != "") exit 1
  time = "^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9](\\.[0-9]+)?Z$"
  show("signal", "signal", "^(green|yellow|red|black)$")
  show("remaining", "budget_remaining", "^[0-9]+(\\.[0-9]+)?$")
  show("ends", "window.ends_at", time)
  show("until", "valid_until", time)
  show("written", "written_at", time)
  show("boot", "boot_id", "^[0-9a-f-]+$")
  show("stale", "on_stale.then", "^(continue|red)$")
}
