// Runs what the script derives, without a page: nothing but the language is there.
// node pure_half.js reads {code, given, calls: [[function, arguments], ...]} from its input, and
// prints what each call returns, as JSON. `given` is there by that name.
const { runInContext, createContext } = require("vm");
const { readFileSync } = require("fs");

const { code, given, calls } = JSON.parse(readFileSync(0, "utf8"));
const context = createContext({ given });
runInContext(`"use strict";\n${code}`, context);
const answers = calls.map(([name, args]) => runInContext(name, context)(...args) ?? null);
process.stdout.write(JSON.stringify(answers));
