"""Puts the parts of one bench/run together: results/DATE.json and results/DATE.md.

usage: summary.py PARTS DATE COMMIT JDK LOAD_BEFORE RESULTS
"""

import json
import os
import platform
import sys
from pathlib import Path

PARTS = ("sampling", "report", "classification", "adjustment", "simulator", "whole-system")


def cpu_model():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return "unknown"


def jmh(entries):
    rows = []
    for e in entries:
        cpu = e["secondaryMetrics"]["cpu"]
        forks = [v for fork in cpu["rawData"] for v in fork]
        forks.sort()
        rows.append(
            {
                "benchmark": e["benchmark"].rsplit(".", 2)[-2] + "." + e["benchmark"].rsplit(".", 1)[-1],
                "params": e.get("params", {}),
                "cpu_ns": {
                    "median": round((forks[(len(forks) - 1) // 2] + forks[len(forks) // 2]) / 2, 2),
                    "min": round(forks[0], 2),
                    "max": round(forks[-1], 2),
                },
                "bytes_per_op": round(e["secondaryMetrics"]["gc.alloc.rate.norm"]["score"], 3),
            }
        )
    return rows


def jmh_table(rows):
    yield "| JMH, thread CPU time | size | ns/op | B/op |"
    yield "|---|---|---|---|"
    for r in rows:
        size = ", ".join(f"{v} {k}" for k, v in r["params"].items())
        c = r["cpu_ns"]
        yield (
            f"| {r['benchmark']} | {size} | {c['median']:.0f} [{c['min']:.0f}-{c['max']:.0f}]"
            f" | {r['bytes_per_op']:.2f} |"
        )


def main():
    parts, date, commit, jdk, load_before, results = sys.argv[1:]
    parts, results = Path(parts), Path(results)
    rows = jmh(json.loads((parts / "jmh.json").read_text()))
    machine = {
        "cpu": cpu_model(),
        "cpus": os.cpu_count(),
        "kernel": platform.release(),
        "jdk": jdk,
        "load_before": load_before,
        "load_after": Path("/proc/loadavg").read_text().strip(),
    }
    result = {"date": date, "commit": commit, "machine": machine, "jmh": rows}
    for part in PARTS:
        result[part] = json.loads((parts / f"{part}.json").read_text())
    (results / f"{date}.json").write_text(json.dumps(result, indent=1) + "\n")
    text = [f"# Benchmarks of {date}, commit {commit}", ""]
    text += [f"{k.replace('_', ' ')}: {v}  " for k, v in machine.items()]
    text += ["", "Median [lowest-highest]; ratios are of turns in the same run.", ""]
    for part in PARTS:
        text += [(parts / f"{part}.md").read_text().rstrip(), ""]
    text += jmh_table(rows)
    (results / f"{date}.md").write_text("\n".join(text) + "\n")
    print(f"written: bench/results/{date}.json and {date}.md")


if __name__ == "__main__":
    main()
