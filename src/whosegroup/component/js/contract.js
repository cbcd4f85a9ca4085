// @ts-check
// The contract of a work: how it is read, brought up and merged. Python's `whosegroup.work.contract`
// does the same, tests/fixtures/works.json binds both, and docs/contracts.md says it in words.

/**
 * One answer, or one case skipped. What nobody knows beside these fields is kept; null is none.
 * @typedef {object} Attempt
 * @property {string} at when: UTC, "2026-04-13T09:30:12.345Z"
 * @property {number} run 1, and one more each time the reader starts again
 * @property {string | string[]} [answer] the id of what was chosen; absent only where skipped
 * @property {boolean} [skipped] true where the reader went on without an answer
 * @property {string} [vignette] the case that it is about, by its id
 * @property {string} [item] or, where there is none, what else: a statement, a situation
 * @property {string} [part] of the case, where it has several; none is the whole
 * @property {string} [confidence] "sure" or "unsure"
 * @property {number} [passage] the line of the prose that was tapped, from 1
 * @property {string} [words] what the reader wrote, where an answer is a text of their own
 * @property {string} [text] a short digest of that line, which tells whether it is still the same
 * @property {string} [payload] the digest of what was shown
 * @property {string} [exercise] where the case is at home, if in another exercise
 */

/**
 * One reader's attempts at one exercise. What nobody knows beside these fields is kept.
 * @typedef {object} Work
 * @property {string} format FORMAT
 * @property {number} version VERSION
 * @property {string} work its own name; attempts merge only under one name
 * @property {string} exercise
 * @property {Attempt[]} attempts
 * @property {string} [lang] in which language the exercise was met
 * @property {string} [reader] the code that the reader typed
 * @property {number} [run] the run that has begun, before there is an attempt in it
 * @property {string} [form] with which form of a test the reader began
 * @property {boolean} [notes] whether mixed practice shows cases with a note
 */

/**
 * A work, or why there is none.
 * @typedef {{ work: Work, problem?: undefined } | { work?: undefined, problem: "damaged" | "version" | "exercise" }} Read
 */

const FORMAT = "whosegroup-work";
const VERSION = 1;
const MOST_RUNS = 999999999;
const LEVELS = 40; // of tables and lists in one another; what is read must also be written again

/**
 * By version: what makes a work of it one of the next version. Python has the same steps.
 * @type {Map<unknown, (work: any) => object>}
 */
const UPGRADES = new Map();

/**
 * The case or item that an attempt is about.
 * @type {(attempt: Attempt) => any}
 */
const unitOf = (attempt) => attempt.vignette ?? attempt.item;

/** @type {(attempt: Attempt) => string} */
const partOf = (attempt) => attempt.part ?? "";

/**
 * What makes an attempt one and the same within a work.
 * @type {(attempt: Attempt) => string}
 */
const keyOf = (attempt) =>
  [attempt.at, unitOf(attempt), partOf(attempt)].map((part) => part.replace(/[\\|]/g, "\\$&")).join("|");

/** @type {(x: string, y: string) => number} */
const order = (x, y) => (x < y ? -1 : x > y ? 1 : 0);

/**
 * Both lists, of one work, as one: each attempt once, in the order of time; the first list's stands.
 * @type {(attempts: Attempt[], more: Attempt[]) => Attempt[]}
 */
const merge = (attempts, more) => {
  const together = new Map();
  for (const attempt of [...more, ...attempts]) together.set(keyOf(attempt), attempt);
  return [...together.values()].sort(
    (a, b) => order(a.at, b.at) || order(unitOf(a), unitOf(b)) || order(partOf(a), partOf(b)),
  );
};

/** @type {(run: any) => run is number} */
const isRun = (run) => Number.isInteger(run) && run >= 1 && run <= MOST_RUNS;

/** @type {(a: any) => boolean} */
const isAttempt = (a) =>
  !!a && isRun(a.run) &&
  [a.at, unitOf(a), partOf(a)].every((part) => typeof part === "string") &&
  (typeof a.answer === "string" || Array.isArray(a.answer) || a.skipped === true);

/**
 * The run that the reader is in.
 * @type {(work: Work) => number}
 */
const runOf = (work) => work.attempts.reduce((run, a) => Math.max(run, a.run), isRun(work.run) ? work.run : 1);

/**
 * The work of a reader who has not begun.
 * @type {(payload: { exercise: string, lang: string }) => Work}
 */
const newWork = (payload) => {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  const id = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const { exercise, lang } = payload;
  return { format: FORMAT, version: VERSION, work: id, exercise, lang, attempts: [] };
};

/**
 * A work of an older version as one of this, step by step; where no step leads here, as it is.
 * @type {(work: any, steps?: Map<unknown, (work: any) => object>) => any}
 */
const upgrade = (work, steps = UPGRADES) => {
  const step = work.version < VERSION && steps.get(work.version);
  return step ? upgrade({ ...step(work), version: work.version + 1 }, steps) : work;
};

/**
 * Whether data can be written again: not too deep, and without numbers that JSON does not have.
 * @type {(data: any, levels?: number) => boolean}
 */
const isWritable = (data, levels = LEVELS) =>
  levels > 0 &&
  (Object(data) === data
    ? Object.values(data).every((part) => isWritable(part, levels - 1))
    : typeof data !== "number" || Number.isFinite(data));

/**
 * What JSON holds, or nothing.
 * @type {(text: string) => any}
 */
const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * What was read, as a work of an exercise. Fields that nobody knows are kept.
 * @type {(read: any, exercise: string, steps?: Map<unknown, (work: any) => object>) => Read}
 */
const asWork = (read, exercise, steps) => {
  try {
    if (read.format === FORMAT && isWritable(read)) {
      const work = upgrade(read, steps);
      if (work.version !== VERSION) return { problem: "version" };
      if (typeof work.work === "string" && work.attempts.every(isAttempt))
        return work.exercise === exercise ? { work } : { problem: "exercise" };
    }
  } catch {
    // Nothing, no table, no list of attempts, or not what an upgrade expects.
  }
  return { problem: "damaged" };
};

/**
 * Reads the text of a work.
 * @type {(text: string, payload: { exercise: string }, steps?: Map<unknown, (work: any) => object>) => Read}
 */
const readWork = (text, { exercise }, steps) => asWork(parsed(text), exercise, steps);
