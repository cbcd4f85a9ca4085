// What the script's contract makes of texts: `node contract_in_node.js CONTRACT`, with a list of
// { text, exercise, steps } as JSON on standard input; prints a list as JSON. `steps` is the source
// of a table of upgrades.
const { readFileSync } = require("fs");

const contract = readFileSync(process.argv[2], "utf-8");
const { readWork, merge, keyOf, runOf } = new Function(
  `"use strict"; ${contract}\nreturn { readWork, merge, keyOf, runOf };`,
)();

const made = ({ text, exercise, steps }) => {
  const { work, problem } = readWork(text, { exercise }, steps && new Function(`return ${steps}`)());
  if (problem) return { problem };
  const half = work.attempts.length >> 1;
  const merged = merge(work.attempts.slice(half), work.attempts.slice(0, half));
  // As text, in which each number is what it would be in a file.
  return { work: JSON.stringify(work), merged: JSON.stringify(merged), keys: merged.map(keyOf), run: runOf(work) };
};

console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf-8")).map(made)));
