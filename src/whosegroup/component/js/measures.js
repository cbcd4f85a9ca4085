// @ts-check
// What first answers say. Python's `whosegroup.work.measures` derives the same; one fixture binds both.

/** @param {Payload} payload @param {Attempt[]} attempts @param {number} [run] @returns {Map<string, Attempt>} */
const firstAnswers = (payload, attempts, run = 1) => {
  const kinds = payload.answers.map((answer) => answer.id);
  const first = new Map();
  for (const a of merge(attempts, [])) {
    const counts = a.run === run && a.part === undefined && !a.skipped && typeof a.answer === "string" && kinds.includes(a.answer);
    if (counts && !first.has(a.vignette)) first.set(a.vignette, a);
  }
  return first;
};

// Of two kinds, conflation is to call the second one by the name of the first.
/** @param {Payload} payload @param {Attempt[]} attempts @param {number} [run] @returns {Measures} */
const summarise = (payload, attempts, run = 1) => {
  const kinds = payload.answers.map((answer) => answer.id);
  /** @param {() => any} value */
  const each = (value) => Object.fromEntries(kinds.map((kind) => [kind, value()]));
  const table = each(() => each(() => 0));
  const [misled, readAgain] = [/** @type {Record<string, number>} */ ({}), /** @type {Record<string, number>} */ ({})];
  let [fits, wrongReason, sureAndWrong] = [0, 0, 0];
  const cases = casesOf(payload);
  for (const [id, attempt] of firstAnswers(payload, attempts, run)) {
    const kase = cases.get(id);
    const reply = kase?.kind && typeOf(payload).replyTo(payload, kase, attempt, attempts);
    if (!reply) continue; // unknown, or shipped without its key
    table[kase.kind][String(attempt.answer)] += 1;
    if (reply.verdict === "fits") {
      fits += 1;
      if (reply.reason) wrongReason += 1;
      if (reply.looked) misled[reply.looked] = (misled[reply.looked] ?? 0) + 1;
      continue;
    }
    if (attempt.confidence === "sure") sureAndWrong += 1;
    readAgain[kase.decides] = (readAgain[kase.decides] ?? 0) + 1;
    if (reply.misled) misled[reply.misled] = (misled[reply.misled] ?? 0) + 1;
  }
  /** @param {string} kind */
  const of = (kind) => kinds.reduce((sum, answer) => sum + table[kind][answer], 0);
  const [one, other] = kinds;
  return {
    answered: kinds.reduce((sum, kind) => sum + of(kind), 0),
    fits,
    table,
    conflation: { count: table[other][one], of: of(other) },
    mirror: { count: table[one][other], of: of(one) },
    wrong_reason: wrongReason,
    sure_and_wrong: sureAndWrong,
    misled,
    read_again: readAgain,
  };
};

// First replies of a run in an exercise that is no sorting, counted by verdict.
/** @param {Payload} payload @param {Attempt[]} attempts @param {number} [run] */
const outcomes = (payload, attempts, run = 1) => {
  const [cases, type] = [casesOf(payload), typeOf(payload)];
  /** @type {Record<string, number>} */
  const verdicts = { fits: 0, defensible: 0, "look-again": 0 };
  const first = new Map();
  let [wrongReason, use] = [0, 0];
  /** @type {Attempt[]} */
  const ordered = merge(attempts, []).filter((a) => a.run === run && !a.skipped);
  for (const attempt of ordered) {
    const kase = cases.get(unitOf(attempt));
    const reply = kase && type.replyTo(payload, kase, attempt, ordered);
    const about = reply && (type.countsFor ? type.countsFor(kase, attempt) : kase.id);
    if (!reply?.verdict || first.has(about)) continue;
    first.set(about, reply.verdict);
    verdicts[reply.verdict] += 1;
    if (reply.reason) wrongReason += 1;
    if (reply.use) use += 1;
  }
  return { answered: first.size, verdicts, wrong_reason: wrongReason, use, first: Object.fromEntries(first) };
};

// What it bears on, what a case of some kind is called: to leave open what can be told is no conflation.
/** @param {any} kase @param {Attempt} attempt @param {string[]} kinds @returns {Bears} */
const namedAs = ({ kind }, { answer }, [one, other, open]) => {
  if (kind === open) return { overclaimed: answer !== open };
  const [name, wrong] = kind === other ? ["conflation", one] : ["mirror", other];
  return { [name]: answer === wrong, withheld: answer === open };
};

// What the first answers to a test in parts say of what groups are called, and of what is made of them:
// each a count, and of how many. There is no sum.
/** @param {Payload} payload @param {Attempt[]} attempts @param {number} [run] @returns {Portrait} */
const labelAndUse = (payload, attempts, run = 1) => {
  const kinds = payload.answers.map(({ id }) => id);
  const names = "conflation mirror withheld overclaimed label errors decisions use guard unknown".split(" ");
  /** @type {any} */
  const found = Object.fromEntries(names.map((name) => [name, { count: 0, of: 0 }]));
  const [cases, type, met] = [casesOf(payload), typeOf(payload), new Set()];
  const ordered = merge(attempts, []).filter((a) => a.run === run && !a.skipped);
  for (const attempt of ordered) {
    const kase = cases.get(unitOf(attempt));
    const reply = kase && type.replyTo(payload, kase, attempt, ordered);
    const about = reply && type.countsFor?.(kase, attempt);
    if (!reply || met.has(about)) continue;
    met.add(about);
    const { sorts, countsAs } = types[kase.type];
    const bears = sorts ? namedAs(kase, attempt, kinds) : countsAs?.(kase, attempt, reply);
    for (const [name, counts] of Object.entries(bears ?? {})) {
      found[name].of += 1;
      found[name].count += Number(counts);
    }
  }
  return found;
};
