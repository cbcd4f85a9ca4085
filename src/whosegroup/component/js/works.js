// @ts-check
// Works of an exercise beside the one that is open, and answers to cases that are gone.

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

/**
 * How many answers are about cases that are gone; what was given at one moment is one.
 * @type {(payload: { excerpt?: object, cases: { id: string, halves?: { id: string }[] }[] }, attempts: Attempt[]) => number}
 */
const goneFrom = (payload, attempts) => {
  if (payload.excerpt) return 0; // the others are elsewhere
  const here = new Set(payload.cases.flatMap((kase) => [kase, ...(kase.halves ?? [])]).map((kase) => kase.id));
  const gone = attempts.filter((a) => !a.skipped && !here.has(unitOf(a)));
  return new Set(gone.map((a) => a.at)).size;
};

/**
 * Below the tools: a line on what is gone, and the works that can be gone back to.
 * @param {{ payload: any, words: Record<string, string>, store: { work(): Work, others(): Beside[] } }} board
 * @param {(work: any) => void} open
 * @param {(text?: string) => void} show
 */
const worksBeside = ({ payload, words, store }, open, show) => {
  const gone = el("p");
  const entries = el("ul");
  const node = el("div", { class: "wg-works" }, gone);
  const others = el("details", {}, el("summary", {}, words.others), entries);
  /** @param {Beside} beside */
  const line = ({ name, work, problem, text, count, last, reader = "–" }) => {
    const [label, does, go] = problem
      ? [words.others_text, "show", () => show(text)]
      : [words.others_open, "reopen", () => open(work)];
    return el(
      "li",
      {},
      problem ? words[`others_${problem}`] : fill(words.others_work, { count, date: dateOf(new Date(String(last)), payload.lang), reader }),
      " ",
      // The kernel's files can be read where they are.
      problem && !text ? name : button(label, { class: "wg-button wg-link", "data-action": does, onclick: go }),
    );
  };
  let drawn = "";
  return {
    node,
    draw() {
      const count = goneFrom(payload, store.work().attempts);
      gone.hidden = !count;
      gone.textContent = fill(words.gone, { count });
      const beside = store.others();
      if (!beside.length) others.remove();
      else if (!others.parentNode) node.append(others);
      const names = beside.map(({ name, count: given }) => name + given).join();
      if (names !== drawn) entries.replaceChildren(...beside.map(line)); // what has the focus keeps it
      drawn = names;
    },
  };
};
