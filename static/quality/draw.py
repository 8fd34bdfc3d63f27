"""Repeat the draw of a quality round: python draw.py cases.tsv SEED SEED_HASH PERCENT FLOOR"""

import hashlib
import hmac
import sys
from pathlib import Path

file, seed, (seed_hash, percent, floor) = sys.argv[1], bytes.fromhex(sys.argv[2]), sys.argv[3:6]
if hashlib.sha256(seed).hexdigest() != seed_hash:
    sys.exit("this seed is not the committed one")
text = Path(file).read_bytes()
digest = hashlib.sha256(text).digest()
cases = {}
for line in text.decode().splitlines():
    case, performer, branch = line.split("\t")
    order = hmac.new(seed, digest + case.encode(), hashlib.sha256).digest()
    cases.setdefault(int(performer), []).append((order, int(case)))
for performer, ordered in sorted(cases.items()):
    share = max(int(floor), -(-len(ordered) * int(percent) // 100))
    for rank, (order, case) in enumerate(sorted(ordered)[:share], 1):
        print(performer, rank, case, order.hex())
