// @ts-check
// Below the tools: works beside the one that is open, and answers to cases that are gone.

/**
 * How many answers are about cases that are gone; what was given at one moment is one.
 * @type {(payload: Payload, attempts: Attempt[]) => number}
 */
const goneFrom = (payload, attempts) => {
  const here = new Set(payload.cases.flatMap((kase) => typeOf(payload).unitsOf?.(kase) ?? kase.id));
  const gone = attempts.filter((a) => !a.skipped && !here.has(unitOf(a)));
  return new Set(gone.map((a) => a.at)).size;
};

/**
 * A line on what is gone, and the works that can be gone back to.
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
