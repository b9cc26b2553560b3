"""Tabulates ClassificationBenchmark: CPU time per look-up, and the ratios that have goals.

usage: classification.py JMH_JSON OUT_JSON
"""

import json
import sys
from pathlib import Path

from summary import jmh

WAYS = ("openwlm", "linear", "regex", "spring", "drools", "rebuild")


def main():
    source, out = map(Path, sys.argv[1:])
    found = {}
    for row in jmh(json.loads(source.read_text())):
        found[row["benchmark"].rsplit(".", 1)[-1], int(row["params"]["rules"])] = row
    sizes = sorted({rules for _, rules in found})

    def ns(way, rules):
        return found[way, rules]["cpu_ns"]["median"]

    ratios = {
        "1000 rules, of linear": (ns("openwlm", 1000) / ns("linear", 1000), 0.2),
        "100 rules, of linear": (ns("openwlm", 100) / ns("linear", 100), 0.75),
        "10 rules, of linear": (ns("openwlm", 10) / ns("linear", 10), 1.3),
        "1000 rules, of a regex list": (ns("openwlm", 1000) / ns("regex", 1000), 1 / 30),
        "1000 rules, of AntPathMatcher": (ns("openwlm", 1000) / ns("spring", 1000), 1 / 60),
        "1000 rules, of Drools": (ns("openwlm", 1000) / ns("drools", 1000), 1 / 150),
        "1000 rules, of 10 rules": (ns("openwlm", 1000) / ns("openwlm", 10), 3),
        "bytes per look-up": (found["openwlm", 1000]["bytes_per_op"], 0.05),
    }
    out.write_text(
        json.dumps(
            {
                "rows": list(found.values()),
                "ratios": {k: {"ratio": v, "goal": goal} for k, (v, goal) in ratios.items()},
            }
        )
    )
    print("| classification, ns of CPU | " + " | ".join(f"{n} rules" for n in sizes) + " | B/op |")
    print("|---|" + "---|" * (len(sizes) + 1))
    for way in WAYS:
        cells = []
        for n in sizes:
            c = found[way, n]["cpu_ns"]
            cells.append(f"{c['median']:,.0f} [{c['min']:,.0f}-{c['max']:,.0f}]")
        print(f"| {way} | " + " | ".join(cells) + f" | {found[way, sizes[-1]]['bytes_per_op']:,.0f} |")
    print("\n| classification, ratio | measured | goal | |\n|---|---|---|---|")
    for what, (value, goal) in ratios.items():
        print(f"| {what} | {value:.4f} | {goal:.4f} | {'met' if value <= goal else 'missed'} |")


if __name__ == "__main__":
    main()
