// The data and expressions of crates/jsonata/benches/expressions.rs.

export function data(lines) {
  return {
    order: { customer: { name: "Ann" } },
    lines: Array.from({ length: lines }, (_, n) => ({
      id: n,
      name: `Line ${n}`,
      category: `c${n % 17}`,
      price: ((n * 7919) % 100) + 0.5,
      quantity: n % 5,
      tags: ["x", "y"],
    })),
  };
}

export const cases = [
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
