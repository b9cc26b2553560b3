"""Tabulates AdjustmentBenchmark: CPU time per decision, and the goal algorithm next to the PI controller.

usage: adjustment.py JMH_JSON OUT_JSON
"""

import json
import sys
from pathlib import Path

from summary import jmh


def main():
    source, out = map(Path, sys.argv[1:])
    found = {}
    for row in jmh(json.loads(source.read_text())):
        found[row["benchmark"].rsplit(".", 1)[-1], int(row["params"]["classes"])] = row
    sizes = sorted({classes for _, classes in found})
    out.write_text(json.dumps({"rows": list(found.values())}))
    print("| class periods | goal algorithm, us of CPU | PI controller, us | ratio | us per class | B/op |")
    print("|---|---|---|---|---|---|")
    for n in sizes:
        ours, other = found["adaptive", n], found["piController", n]
        cells = [
            "{median:,.1f} [{min:,.1f}-{max:,.1f}]".format(**{k: v / 1000 for k, v in row["cpu_ns"].items()})
            for row in (ours, other)
        ]
        ratio = ours["cpu_ns"]["median"] / other["cpu_ns"]["median"]
        per_class = ours["cpu_ns"]["median"] / 1000 / n
        print(f"| {n:,} | {cells[0]} | {cells[1]} | {ratio:.1f} | {per_class:.2f} | {ours['bytes_per_op']:,.0f} |")


if __name__ == "__main__":
    main()
