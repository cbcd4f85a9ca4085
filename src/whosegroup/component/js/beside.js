// @ts-check
// Works of an exercise that are kept beside the one that is open, as they are read.

/**
 * A work that is kept beside the open one: what it holds, or why it cannot be read here.
 * @typedef {object} Beside
 * @property {string} name of the key or the file under which it is kept
 * @property {Work} [work]
 * @property {number} [count] of its answers
 * @property {string} [first] when the first of them was given
 * @property {string} [last]
 * @property {string} [reader]
 * @property {"damaged" | "version" | "exercise"} [problem]
 * @property {string} [text] what is there, where it cannot be read
 */

/**
 * The copies of one work are one: the later says whose it is. `texts` are by their names, in order.
 * @type {(texts: [string, string][], payload: { exercise: string }) => Beside[]}
 */
const readBeside = (texts, payload) => {
  const found = new Map();
  for (const [name, text] of texts) {
    const { work, problem } = readWork(text, payload);
    const known = found.get(work?.work)?.work;
    if (!work) found.set(name, { name, problem, text });
    else found.set(work.work, { name, work: { ...known, ...work, attempts: merge(work.attempts, known?.attempts ?? []) } });
  }
  return [...found.values()];
};

/**
 * What is told of those that hold what the open work does not.
 * @type {(found: Beside[], held: Work) => Beside[]}
 */
const toldBeside = (found, held) => {
  const keys = new Set(held.attempts.map(keyOf));
  return found.flatMap((beside) => {
    const { work } = beside;
    if (!work) return beside;
    const { attempts, reader } = work;
    if (!attempts.some((a) => work.work !== held.work || !keys.has(keyOf(a)))) return [];
    const count = attempts.filter((a) => !a.skipped).length;
    return { ...beside, count, first: attempts[0].at, last: lastOf(attempts)?.at, reader };
  });
};
