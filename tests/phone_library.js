// What scripts ask of a browser, by TypeScript of early 2021: its library is the phones' of then.
// node phone_library.js TYPESCRIPT FILE... prints a list of findings for each, as JSON.
const ts = require(process.argv[2]);
const scripts = process.argv.slice(3);
const { ES2020, ESNext } = ts.ScriptTarget;
const options = {
  allowJs: true,
  checkJs: true,
  noEmit: true,
  target: ES2020,
  lib: ["lib.es2020.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  types: [],
};

// The library is read once for all scripts.
const host = ts.createCompilerHost(options);
const readFile = host.getSourceFile;
const read = new Map();
host.getSourceFile = (name, ...how) => {
  if (!read.has(name)) read.set(name, readFile(name, ...how));
  return read.get(name);
};

const walk = (node, visit) => {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
};
const lineOf = (file, place) => file.getLineAndCharacterOfPosition(place).line + 1;

// Every name that some object of the library has.
const library = new Set();
for (const file of ts.createProgram(scripts, options, host).getSourceFiles())
  if (file.hasNoDefaultLib) walk(file, (node) => node.name && ts.isIdentifier(node.name) && library.add(node.name.text));

// The names that a script itself gives to properties, and those of them that can be called.
const namesGiven = (script, checker) => {
  const [given, callable] = [new Set(), new Set()];
  const give = (name, node) => {
    given.add(name);
    if (checker.getTypeAtLocation(node).getCallSignatures().length) callable.add(name);
  };
  walk(script, (node) => {
    if (ts.isPropertyAssignment(node)) give(node.name.text, node.initializer);
    if (ts.isShorthandPropertyAssignment(node)) give(node.name.text, node.name);
    if (ts.isMethodDeclaration(node)) give(node.name.text, node);
    if (ts.isBindingElement(node)) given.add((node.propertyName || node.name).text);
    const writes = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    if (writes && ts.isPropertyAccessExpression(node.left)) give(node.left.name.text, node.right);
  });
  return { given, callable };
};

// What the compiler does not find: a name, a property of a thing, or an option of a call.
const missingIn = (script, program, given) => {
  const said = /Cannot find name '([^']+)'|Property '([^']+)' does not exist|'([^']+)' does not exist in type/;
  return program.getSemanticDiagnostics(script).flatMap(({ start, messageText }) => {
    const [, name, property, option] = said.exec(ts.flattenDiagnosticMessageText(messageText, "\n")) || [];
    // That a property is of another type is another matter.
    if (!(name || property || option) || library.has(property)) return [];
    return [{ line: lineOf(script, start), name: name || property || option, option, given: given.has(property) }];
  });
};

// Syntax that is newer is written otherwise by the compiler where it is to serve ES2020.
const newerIn = (script, program) => {
  const [now, then] = [ESNext, ES2020].map((target) =>
    ts.transpile(script.text, { target, useDefineForClassFields: true }).split("\n"),
  );
  const lines = script.text.split("\n").map((line) => line.trim());
  const differs = now.map((line) => line.trim()).filter((line, index) => line !== (then[index] || "").trim());
  return [
    ...program.getSyntacticDiagnostics(script).map(({ start }) => ({ line: lineOf(script, start), name: "not understood" })),
    ...differs.slice(0, 1).map((line) => ({ line: lines.indexOf(line) + 1, name: line })),
  ];
};

const findIn = (name) => {
  const program = ts.createProgram([name], options, host);
  const checker = program.getTypeChecker();
  const script = program.getSourceFile(name);
  const { given, callable } = namesGiven(script, checker);
  const [used, called, patterns] = [[], [], []];
  walk(script, (node) => {
    const found = (text) => ({ line: lineOf(script, node.getStart(script)), name: text });
    if (ts.isRegularExpressionLiteral(node)) patterns.push(found(node.text));
    if (!ts.isIdentifier(node)) return;
    const symbol = checker.getSymbolAtLocation(node);
    const places = ((symbol && symbol.declarations) || []).map((place) => place.getSourceFile());
    if (places.length && !places.includes(script)) used.push(found(node.text));
    const { parent } = node;
    const isCall = ts.isPropertyAccessExpression(parent) && parent.name === node && parent.parent.expression === parent;
    if (isCall && ts.isCallExpression(parent.parent) && !callable.has(node.text))
      (library.has(node.text) ? used : called).push(found(node.text));
  });
  return { newer: newerIn(script, program), missing: missingIn(script, program, given), used, called, patterns };
};

console.log(JSON.stringify(scripts.map(findIn)));
