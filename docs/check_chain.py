#!/usr/bin/env python3
"""Checks a statement of Tallyport against the chain of hashes in it (docs/ledger.md), with nothing of Tallyport's.

usage: check_chain.py STATEMENT.csv [--wallet ID | --before HASH]

  --wallet ID     the statement begins with the wallet's first entry
  --before HASH   hex hash of the entry before the statement's first, from an earlier statement

Without either the first line is believed and the rest is checked. Exit code 1: a line is not what was chained.
"""
import csv
import hashlib
import json
import sys


def check(path, before):
    lines = 0
    with open(path, newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            link, shown = row.get("chain_link"), row.get("chain_hash")
            if not link:
                continue  # opening and closing balance
            if before is not None:
                expected = hashlib.sha256(before + link.encode("utf-8")).hexdigest()
                if expected != shown:
                    return f"line of entry {json.loads(link)['seq']}: the chain says {expected}, the statement {shown}"
            entry = json.loads(link)
            for column in ("tx", "model", "lot"):
                told = row.get(column)
                if told and column in entry and told.lstrip("'") != str(entry[column]):
                    return f"line of entry {entry['seq']}: {column} is {told}, but {entry[column]} was chained"
            before = bytes.fromhex(shown)
            lines += 1
    print(f"{lines} lines agree with their chain; the last hash is {before.hex() if before else 'none'}")
    return None


def main(arguments):
    if len(arguments) not in (1, 3):
        sys.exit(__doc__)
    before = None
    if len(arguments) == 3 and arguments[1] == "--wallet":
        before = hashlib.sha256(f"tallyport wallet {arguments[2]}".encode()).digest()
    if len(arguments) == 3 and arguments[1] == "--before":
        before = bytes.fromhex(arguments[2])
    wrong = check(arguments[0], before)
    if wrong:
        print(wrong)
        sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
