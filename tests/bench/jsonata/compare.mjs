// npm run bench: runs `cargo bench -p stepwell-jsonata`, then the same expressions on the reference implementation, and prints both.
// --no-cargo takes what cargo bench wrote last.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import jsonata from "jsonata";
import { cases, data } from "./cases.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");

if (!process.argv.includes("--no-cargo")) {
  const bench = spawnSync("cargo", ["bench", "-p", "stepwell-jsonata"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  if (bench.status !== 0) process.exit(1);
}

/** Nanoseconds an evaluation takes: the median of batches, after as many to warm up. */
async function measure(expression, bindings) {
  const once = async (seconds) => {
    const times = [];
    for (const end = performance.now() + seconds * 1000; performance.now() < end; ) {
      const start = performance.now();
      let count = 0;
      do {
        await expression.evaluate(undefined, bindings);
        count += 1;
      } while (performance.now() - start < 10);
      times.push(((performance.now() - start) * 1e6) / count);
    }
    return times.sort((a, b) => a - b)[times.length >> 1];
  };
  await once(1.5);
  return once(3);
}

const shown = (ns) => (ns < 1e3 ? `${ns.toFixed(0)} ns` : ns < 1e6 ? `${(ns / 1e3).toFixed(1)} µs` : `${(ns / 1e6).toFixed(2)} ms`);
const row = (...cells) => console.log(cells.map((cell, at) => (at === 0 ? cell.padEnd(22) : cell.padStart(14))).join(""));

row("", "objects", "jsonata 2.0.6", "stepwell", "times faster");
let slow = false;
for (const [name, lines, text] of cases) {
  const folder = name.replaceAll(/[?"/\\*<>:|^]/g, "_");
  const estimates = JSON.parse(readFileSync(join(target, "criterion", folder, "new/estimates.json"), "utf8"));
  const ours = estimates.median.point_estimate;
  const theirs = await measure(jsonata(text), { states: { input: data(lines) } });
  slow ||= theirs / ours < 5;
  row(name, String(lines), shown(theirs), shown(ours), (theirs / ours).toFixed(1));
}
process.exit(slow ? 1 : 0);
