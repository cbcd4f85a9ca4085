// What follows from attempts. Python's `whosegroup.work.measures` derives the same; one fixture binds both.

const GAP = 3; // a missed case comes back after so many others
const ACK_MS = 4000; // how long a kernel may take to say that it has saved
const DAY_MS = 86400000;
const BOX_DAYS = [0, 1, 3, 7, 21]; // Leitner's boxes: after how many days each is due
const RETEST_DAYS = 28;

const casesOf = (payload) => new Map(payload.cases.map((kase) => [kase.id, kase]));

const reactionTo = (kase, attempt) => {
  const { reactions } = kase.replies[attempt.answer];
  return kase.reactions[reactions[attempt.passage ?? 0] ?? reactions[0]];
};

// What a table holds under an answer that may come from a file: nothing but its own entries.
const { hasOwnProperty } = Object.prototype;
const own = (table, name) =>
  typeof name === "string" && hasOwnProperty.call(table, name) ? table[name] : undefined;

const lastOf = (list) => list[list.length - 1];

const verdictOn = (kase, attempt) => own(kase.replies, attempt.answer)?.verdict;

// The option that an attempt at a situation took: its answer is "turn/option".
const optionOf = (kase, attempt) => {
  if (typeof attempt.answer !== "string") return undefined;
  const [turn, ...id] = attempt.answer.split("/");
  return own(kase.turns, turn)?.options.find((option) => option.id === id.join("/"));
};

// What one attempt does to its case: "done", "again" (it comes back), or undefined (more to come).
const closes = (payload, kase, attempt) => {
  if (attempt.skipped) return "done";
  switch (payload.type) {
    case "compare":
      return attempt.part === "difference" ? "done" : undefined;
    case "place":
      return attempt.part === "whole" ? "done" : undefined;
    case "ask":
      return partOf(attempt) === "" ? "done" : undefined;
    case "decide":
      return optionOf(kase, attempt)?.next ? undefined : "done";
    case "match":
      return verdictOn(kase, attempt) === "look-again" ? "again" : "done";
    default:
      if (payload.feedback !== "each" || verdictOn(kase, attempt) === "fits") return "done";
      return "again";
  }
};

// A test has two forms: one for the first run, the other for the run after it.
const formOf = (payload, work, run) => {
  const names = Object.keys(payload.forms);
  const first = Math.max(0, names.indexOf(work.form));
  return names[(first + run - 1) % names.length];
};

// What two spellings of one code have in common. Python's `whosegroup.work.codes` derives the same.
const sameCode = (code) => {
  const seen = code.normalize("NFKC").replace(/[\p{Z}\p{Cc}\p{Cf}]/gu, "");
  const kept = seen.replace(/[\p{Pd}\u30fc\u2212\u02d7\u2043\u2053\u2500\u2501\u23af\u2796~_]/gu, "") || seen;
  return kept.toLowerCase().normalize("NFKC");
};

// Half of the codes begin with each form; without a code, the work's own name is taken. The sum
// begins with a hyphen, so that codes such as S-017 keep the form which they had when it counted.
const firstForm = (payload, code, earlier) => {
  const names = Object.keys(payload.forms);
  if (earlier?.form) return names.find((name) => name !== earlier.form);
  const sum = [...`-${sameCode(code)}`].reduce((total, letter) => total + letter.codePointAt(0), 0);
  return names[(sum + (payload.begins ? 1 : 0)) % names.length];
};

const listOf = (payload, work, run) =>
  payload.forms ? payload.forms[formOf(payload, work, run)] : payload.cases.map((kase) => kase.id);

// What is left in a run: a missed case waits behind a few others until it fits. `reopened` holds the
// skipped cases to which the reader has gone back.
const queueOf = (payload, work, run, reopened = new Set()) => {
  const cases = casesOf(payload);
  const queue = [...listOf(payload, work, run)];
  for (const attempt of work.attempts) {
    const id = unitOf(attempt);
    const place = queue.indexOf(id);
    if (attempt.run !== run || place < 0 || (attempt.skipped && reopened.has(id))) continue;
    const outcome = closes(payload, cases.get(id), attempt);
    if (!outcome) continue;
    queue.splice(place, 1);
    if (outcome === "again") queue.splice(Math.min(GAP, queue.length), 0, id);
  }
  return queue;
};

// Leitner's boxes: a case that fits moves one box on and waits longer, one that does not goes back
// to the first. `attempts` are of all exercises that are drawn from, `now` is in milliseconds.
const schedule = (payload, attempts, now, notes) => {
  const cases = casesOf(payload);
  const cards = new Map();
  for (const attempt of merge(attempts, [])) {
    const kase = cases.get(attempt.vignette);
    if (!kase || attempt.part !== undefined) continue;
    // What is skipped keeps its box and is left alone until the day after.
    if (attempt.skipped && cards.has(kase.id)) cards.get(kase.id).skipped = Date.parse(attempt.at);
    if (attempt.skipped) continue;
    const verdict = verdictOn(kase, attempt);
    if (!verdict) continue;
    const box = cards.get(kase.id)?.box ?? 0;
    const last = BOX_DAYS.length - 1;
    cards.set(kase.id, {
      id: kase.id,
      box: verdict === "fits" ? Math.min(box + 1, last) : 0,
      seen: Date.parse(attempt.at),
      skipped: -Infinity,
    });
  }
  const open = (kase) => notes || !kase.note;
  const met = [...cards.values()].filter((card) => open(cases.get(card.id)));
  for (const card of met) card.due = Math.max(card.seen + BOX_DAYS[card.box] * DAY_MS, card.skipped + DAY_MS);
  met.sort((a, b) => a.box - b.box || a.seen - b.seen);
  return {
    due: met.filter((card) => card.due <= now).map((card) => card.id),
    later: met.filter((card) => card.due > now).sort((a, b) => Math.max(a.seen, a.skipped) - Math.max(b.seen, b.skipped)),
    unmet: payload.cases.filter((kase) => open(kase) && !cards.has(kase.id)).length,
    noted: payload.cases.filter((kase) => kase.note).length,
  };
};

const firstAnswers = (payload, attempts, run = 1) => {
  const kinds = payload.answers.map((answer) => answer.id);
  const first = new Map();
  for (const a of merge(attempts, [])) {
    const counts = a.run === run && a.part === undefined && !a.skipped && kinds.includes(a.answer);
    if (counts && !first.has(a.vignette)) first.set(a.vignette, a);
  }
  return first;
};

// The same measures as Python's whosegroup.work.measures.summarise.
const summarise = (payload, attempts, run = 1) => {
  const kinds = payload.answers.map((answer) => answer.id);
  const zero = () => Object.fromEntries(kinds.map((kind) => [kind, 0]));
  const table = Object.fromEntries(kinds.map((kind) => [kind, zero()]));
  const misled = {};
  const readAgain = {};
  let [fits, wrongReason, sureAndWrong] = [0, 0, 0];
  const cases = casesOf(payload);
  for (const [id, attempt] of firstAnswers(payload, attempts, run)) {
    const kase = cases.get(id);
    if (!kase?.kind) continue; // unknown, or shipped without its key
    table[kase.kind][attempt.answer] += 1;
    const reaction = reactionTo(kase, attempt);
    if (verdictOn(kase, attempt) === "fits") {
      fits += 1;
      if (reaction.reason) wrongReason += 1;
      continue;
    }
    if (attempt.confidence === "sure") sureAndWrong += 1;
    readAgain[kase.decides] = (readAgain[kase.decides] ?? 0) + 1;
    if (reaction.misled) misled[reaction.misled] = (misled[reaction.misled] ?? 0) + 1;
  }
  const of = (kind) => Object.values(table[kind]).reduce((sum, n) => sum + n, 0);
  return {
    answered: of("self-help") + of("support"),
    fits,
    table,
    conflation: { count: table.support["self-help"], of: of("support") },
    mirror: { count: table["self-help"].support, of: of("self-help") },
    wrong_reason: wrongReason,
    sure_and_wrong: sureAndWrong,
    misled,
    read_again: readAgain,
  };
};

// What was given together with an attempt, at the same moment and to the same unit, under a part.
const besides = (attempts, attempt, unit, part) =>
  attempts.find((a) => a.at === attempt.at && a.run === attempt.run && unitOf(a) === unit && partOf(a) === part);

// The reply to an attempt in the exercises beside sorting; undefined where it is no answer by itself.
const replyTo = (payload, kase, attempt, attempts) => {
  switch (payload.type) {
    case "compare": {
      if (attempt.part !== "difference") return undefined;
      const given = kase.halves.map((half) => besides(attempts, attempt, half.id, "")?.answer);
      const reply = given.every((answer) => typeof answer === "string") ? own(kase.replies, given.join("|")) : undefined;
      const { reason } = kase.differences.find((_, index) => String(index + 1) === attempt.answer) ?? {};
      return reply && { ...reply, reason: reply.verdict === "fits" ? reason : undefined };
    }
    case "place": {
      if (attempt.part !== "whole") return undefined;
      const verdict = own(kase.parts.find((part) => part.id === "whole").replies, attempt.answer);
      return verdict && { verdict };
    }
    case "ask": {
      if (partOf(attempt) !== "") return undefined;
      const asked = besides(attempts, attempt, kase.id, "question")?.answer ?? [];
      const settled = kase.settling.some((question) => asked.includes(question));
      return own(kase.replies[settled ? "settled" : "open"], attempt.answer);
    }
    case "decide":
      return attempt.part === "option" ? optionOf(kase, attempt) : undefined;
    default:
      return attempt.part === "bin" ? own(kase.replies, attempt.answer) : undefined;
  }
};

// The same as Python's whosegroup.work.measures.outcomes: first replies, counted by verdict.
const outcomes = (payload, attempts) => {
  const cases = casesOf(payload);
  const verdicts = { fits: 0, defensible: 0, "look-again": 0 };
  const first = new Map();
  let [wrongReason, use] = [0, 0];
  const ordered = merge(attempts, []).filter((a) => a.run === 1 && !a.skipped);
  for (const attempt of ordered) {
    const kase = cases.get(unitOf(attempt));
    const reply = kase && replyTo(payload, kase, attempt, ordered);
    // Of a situation each turn counts, of all else each case.
    const about = payload.type === "decide" ? `${kase?.id}/${String(attempt.answer).split("/")[0]}` : kase?.id;
    if (!reply || first.has(about)) continue;
    first.set(about, reply.verdict);
    verdicts[reply.verdict] += 1;
    if (reply.reason) wrongReason += 1;
    if (reply.use) use += 1;
  }
  return { answered: first.size, verdicts, wrong_reason: wrongReason, use, first: Object.fromEntries(first) };
};
