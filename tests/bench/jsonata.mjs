// JSONata beside its reference implementation on Node: the expressions and data of crates/jsonata/benches/expressions.rs.
// Prints a table; judges nothing. Run by `make bench`, after cargo bench; `node tests/bench/jsonata.mjs --cargo` runs that first.
//
// Our times include the conversion of our values at jlens's border; the reference implementation is given JavaScript's own values.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import process from "node:process";
import jsonata from "jsonata";

const root = new URL("../../", import.meta.url);
const target = process.env.CARGO_TARGET_DIR ? new URL(`file://${process.env.CARGO_TARGET_DIR}/`) : new URL("target/", root);

const cases = [
  ["path", 1000, "$states.input.order.customer.name"],
  ["path with an index", 1000, "$states.input.lines[0].name"],
  ["sum of a filter", 1000, "$sum($states.input.lines[price > 50].(price * quantity))"],
  ["map", 1000, "$states.input.lines.{'id': id, 'total': price * quantity}"],
  [
    "$filter and $map",
    1000,
    "$map($filter($states.input.lines, function($l) { $l.price > 50 }), function($l) { $l.name })",
  ],
  ["sort", 10000, "$states.input.lines^(>price, name).id"],
  ["group", 10000, "$states.input.lines{category: $sum(price)}"],
];

const data = (lines) => ({
  order: { customer: { name: "Ann" } },
  lines: Array.from({ length: lines }, (_, n) => ({
    id: n,
    name: `Line ${n}`,
    category: `c${n % 17}`,
    price: ((n * 7919) % 100) + 0.5,
    quantity: n % 5,
    tags: ["x", "y"],
  })),
});

/** Nanoseconds an evaluation takes: the median of batches, after half as many to warm up. */
async function measure(expression, bindings) {
  const batches = async (seconds) => {
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
  await batches(1.5);
  return batches(3);
}

const shown = (ns) =>
  ns < 1e3 ? `${ns.toFixed(0)} ns` : ns < 1e6 ? `${(ns / 1e3).toFixed(1)} µs` : `${(ns / 1e6).toFixed(2)} ms`;
const row = (...cells) => console.log(cells.map((cell, at) => (at === 0 ? cell.padEnd(22) : cell.padStart(16))).join(""));

if (process.argv.includes("--cargo")) {
  execFileSync("cargo", ["bench", "-p", "stepwell-jsonata"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
}
row("", "objects", "jsonata 2.0.6", "stepwell", "times faster");
for (const [name, lines, text] of cases) {
  const estimates = JSON.parse(readFileSync(new URL(`criterion/${name}/new/estimates.json`, target), "utf8"));
  const ours = estimates.median.point_estimate;
  const theirs = await measure(jsonata(text), { states: { input: data(lines) } });
  row(name, String(lines), shown(theirs), shown(ours), (theirs / ours).toFixed(1));
}
