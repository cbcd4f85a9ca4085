// What follows from attempts. Python's `whosegroup.work.measures` derives the same; one fixture binds both.

const FORMAT = "whosegroup-work";
const VERSION = 1;
const ACK_MS = 4000; // how long a kernel may take to say that it has saved

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
