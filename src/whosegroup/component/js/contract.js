// The contract of a work. Python's `whosegroup.work.contract` reads and merges the same.

const FORMAT = "whosegroup-work";
const VERSION = 1;

const unitOf = (attempt) => attempt.vignette ?? attempt.item;
const partOf = (attempt) => attempt.part ?? "";
const keyOf = (attempt) => [attempt.at, unitOf(attempt), partOf(attempt)].join("|");

const merge = (attempts, more) => {
  const together = new Map();
  for (const attempt of [...more, ...attempts]) together.set(keyOf(attempt), attempt);
  return [...together.values()].sort((a, b) => {
    const [x, y] = [keyOf(a), keyOf(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  });
};

const isAttempt = (a) =>
  !!a && typeof a === "object" && typeof a.at === "string" && Number.isInteger(a.run) &&
  a.run >= 1 && typeof unitOf(a) === "string" && typeof (a.part ?? "") === "string" &&
  (typeof a.answer === "string" || Array.isArray(a.answer) || a.skipped === true);

const runOf = (work) =>
  work.attempts.reduce((run, a) => Math.max(run, a.run), Number.isInteger(work.run) ? work.run : 1);

const newWork = (payload) => {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  const id = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const { exercise, lang } = payload;
  return { format: FORMAT, version: VERSION, work: id, exercise, lang, attempts: [] };
};

// Returns { work } or { problem: "damaged" | "version" | "exercise" }.
const readWork = (text, payload) => {
  let work;
  try {
    work = JSON.parse(text);
  } catch {
    return { problem: "damaged" };
  }
  if (!work || typeof work !== "object" || work.format !== FORMAT) return { problem: "damaged" };
  if (work.version !== VERSION) return { problem: "version" };
  const sound = typeof work.work === "string" && Array.isArray(work.attempts);
  if (!sound || !work.attempts.every(isAttempt)) return { problem: "damaged" };
  return work.exercise === payload.exercise ? { work } : { problem: "exercise" };
};
