#!/usr/bin/env python3
"""Reads the results of AdmissionBenchmark with one and two threads, and writes a table."""
import json
import sys

NAMES = {
    "ledger": "ledger, no journal",
    "ledgerWithJournal": "ledger, records copied for the journal",
    "bucket4j": "bucket4j, three buckets",
    "resilience4j": "resilience4j, three limiters, nothing given back",
    "resilience4jTwice": "resilience4j, three limiters, a part before and the rest owed after",
}


def read(path):
    rows = {}
    for result in json.load(open(path)):
        second = result["secondaryMetrics"]
        allocated = [v["score"] for k, v in second.items() if k.endswith("gc.alloc.rate.norm")]
        cpu = [v["score"] for k, v in second.items() if k.endswith("cpu")]
        rows[result["benchmark"].rsplit(".", 1)[1]] = (
            result["primaryMetric"]["score"],
            result["primaryMetric"]["scoreError"],
            cpu[0],
            allocated[0],
        )
    return rows


def main():
    for threads, path in enumerate(sys.argv[1:], 1):
        rows = read(path)
        own = rows["ledger"]
        print(f"Admission through three levels, {threads} thread(s):\n")
        print("| | ns/op | CPU ns/op | B/op | time / ledger | CPU / ledger |")
        print("|---|---:|---:|---:|---:|---:|")
        for key, name in NAMES.items():
            score, error, cpu, allocated = rows[key]
            print(
                f"| {name} | {score:.0f} ± {error:.0f} | {cpu:.0f} | {allocated:.1f} "
                f"| {score / own[0]:.2f} | {cpu / own[2]:.2f} |"
            )
        print()


main()
