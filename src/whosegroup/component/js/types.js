// @ts-check
// The types of exercise: each registers here, under its name, all that is its own. Nothing else
// asks what type an exercise is of.

/** @type {Record<string, ExerciseType>} */
const types = {};

/** @param {Payload} payload */
const typeOf = (payload) => types[payload.type];

/** @param {Payload} payload @returns {Map<string, any>} */
const casesOf = (payload) => new Map(payload.cases.map((kase) => [kase.id, kase]));

/** @template T @param {T[]} list @returns {T | undefined} */
const lastOf = (list) => list[list.length - 1];

// What a table holds under an answer that may come from a file: nothing but its own entries.
const { hasOwnProperty } = Object.prototype;
/** @template T @param {Record<string, T> | undefined} table @param {unknown} name */
const own = (table, name) =>
  table && typeof name === "string" && hasOwnProperty.call(table, name) ? table[name] : undefined;

/** @param {{ replies: Record<string, { verdict: Verdict }> }} kase @param {Attempt} attempt */
const verdictOn = (kase, attempt) => own(kase.replies, attempt.answer)?.verdict;

// The answer that was given together with an attempt, at the same moment, to a unit under a part.
/** @param {Attempt[]} attempts @param {Attempt} attempt @param {string} unit @param {string} part */
const besides = (attempts, attempt, unit, part) =>
  attempts.find((a) => a.at === attempt.at && a.run === attempt.run && unitOf(a) === unit && partOf(a) === part)?.answer;
