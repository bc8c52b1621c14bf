"""Compares what `test_state_recorded.rs` answered with the recordings, by the recordings' own comparer and runner.

Usage: compare_test_state.py CONFORMANCE_FOLDER RESULTS.jsonl
Beyond the runner it asks for AWS's own sentence in a refusal. Exits with 1 when a case differs that is not listed in
known_test_state_differences.txt, or when a listed one agrees.
"""

import importlib.machinery
import importlib.util
import json
import pathlib
import sys

folder, results = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
sys.path.insert(0, str(folder))
sys.dont_write_bytecode = True

loader = importlib.machinery.SourceFileLoader("runner", str(folder / "run"))
runner = importlib.util.module_from_spec(importlib.util.spec_from_loader("runner", loader))
loader.exec_module(runner)

known_file = pathlib.Path(__file__).with_name("known_test_state_differences.txt")
known = {line.split("#")[0].strip() for line in known_file.read_text().splitlines()} - {""}

agrees, differs, unfit = [], {}, 0
for line in results.open():
    record = json.loads(line)
    path, got = pathlib.Path(record["path"]), record["got"]
    runner.call = lambda args, stdin=None, seconds=30: (2 if "error" in got and "status" not in got else 0, json.dumps(got))
    outcome, why = runner.check_test_state("stepwell", path)
    refused = json.loads(path.read_text()).get("error")
    if outcome == "agrees" and refused:
        wanted = refused.get("Message") or refused["exception_value"].split("operation: ", 1)[-1]
        if got["error"]["message"] != wanted:
            outcome, why = "differs", [f"{wanted!r} vs {got['error']['message']!r}"]
    if outcome == "agrees":
        agrees.append(path.stem)
    elif outcome == "unfit":
        unfit += 1
    else:
        differs[path.stem] = why
for ident, why in sorted(differs.items()):
    print(f"differs{' (known)' if ident in known else ''} {ident}: {'; '.join(why)[:900]}")
better = sorted(known & set(agrees))
for ident in better:
    print(f"agrees now, take it out of {known_file.name}: {ident}")
print(f"{len(agrees)} agree, {len(differs)} differ ({len(set(differs) & known)} known), {unfit} unfit")
sys.exit(1 if set(differs) - known or better else 0)
