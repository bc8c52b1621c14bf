"""Compares what `recorded.rs` ran with the recordings, by the recordings' own comparer and runner.

Usage: compare_recorded.py CONFORMANCE_FOLDER RESULTS.jsonl
Exits with 1 when a case differs that is not listed in known_differences.txt, or when a listed one agrees.
"""

import importlib.machinery
import importlib.util
import json
import pathlib
import sys

folder, results = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
sys.path.insert(0, str(folder))
sys.dont_write_bytecode = True
import compare  # noqa: E402

loader = importlib.machinery.SourceFileLoader("runner", str(folder / "run"))
runner = importlib.util.module_from_spec(importlib.util.spec_from_loader("runner", loader))
loader.exec_module(runner)

known_file = pathlib.Path(__file__).with_name("known_differences.txt")
known = {line.split("#")[0].strip() for line in known_file.read_text().splitlines()} - {""}


class Ran:
    """Stands in for the command: the runner calls it and gets what was run."""

    def __init__(self, got):
        self.got = got

    def __call__(self, args, stdin=None, seconds=30):
        return (0 if self.got["status"] == "SUCCEEDED" else 1), json.dumps(self.got)


agrees, differs, unfit = [], {}, 0
for line in results.open():
    record = json.loads(line)
    path = pathlib.Path(record["path"])
    runner.call = Ran(record["got"])
    outcome, why = runner.check_execution("stepwell", path)
    ident = str(path.relative_to(folder / "executions"))[:-5]
    if outcome == "agrees":
        agrees.append(ident)
    elif outcome == "unfit":
        unfit += 1
    else:
        differs[ident] = why
for ident, why in sorted(differs.items()):
    print(f"differs{' (known)' if ident in known else ''} {ident}: {'; '.join(why)[:900]}")
better = sorted(known & set(agrees))
for ident in better:
    print(f"agrees now, take it out of {known_file.name}: {ident}")
print(f"{len(agrees)} agree, {len(differs)} differ ({len(set(differs) & known)} known), {unfit} unfit")
sys.exit(1 if set(differs) - known or better else 0)
