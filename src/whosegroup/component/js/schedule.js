// @ts-check
// When what was met comes back: in this run, in mixed practice, and as a retest. How long it waits
// is the course's to say, and comes with the payload.

const DAY_MS = 86400000;

// What is left in a run: a missed case waits behind a few others until it fits. `reopened` holds the
// skipped cases to which the reader has gone back.
/** @param {Payload} payload @param {Work} work @param {number} run @param {Set<string>} [reopened] */
const queueOf = (payload, work, run, reopened = new Set()) => {
  const cases = casesOf(payload);
  const queue = [...listOf(payload, work, run)];
  for (const attempt of work.attempts) {
    const id = unitOf(attempt);
    const place = queue.indexOf(id);
    if (attempt.run !== run || place < 0 || (attempt.skipped && reopened.has(id))) continue;
    const outcome = attempt.skipped ? "done" : typeOf(payload).closes(payload, cases.get(id), attempt);
    if (!outcome) continue;
    queue.splice(place, 1);
    if (outcome === "again") queue.splice(Math.min(payload.schedule.gap, queue.length), 0, id);
  }
  return queue;
};

// Leitner's boxes: a case that fits moves one box on and waits longer, one that does not goes back
// to the first. What is skipped keeps its box and is left alone until the day after. `verdictOf` tells
// what an answer to a whole case was worth; none where it is no such answer.
/**
 * @param {number[]} boxes in days @param {Attempt[]} attempts
 * @param {(attempt: Attempt) => string | undefined} verdictOf @returns {Map<string, Card>}
 */
const boxesOf = (boxes, attempts, verdictOf) => {
  const cards = new Map();
  for (const attempt of merge(attempts, [])) {
    if (attempt.part !== undefined) continue;
    const id = attempt.vignette ?? "";
    const [before, now] = [cards.get(id), Date.parse(attempt.at)];
    if (attempt.skipped && before) before.skipped = now;
    const verdict = attempt.skipped ? undefined : verdictOf(attempt);
    if (!verdict) continue;
    const box = verdict === "fits" ? Math.min((before?.box ?? 0) + 1, boxes.length - 1) : 0;
    cards.set(id, { id, box, seen: now, skipped: -Infinity });
  }
  for (const card of cards.values())
    card.due = Math.max(card.seen + boxes[card.box] * DAY_MS, card.skipped + DAY_MS);
  return cards;
};

/** @param {Payload} payload @param {Attempt[]} attempts @returns {Map<string, Card>} */
const cardsOf = (payload, attempts) => {
  const cases = casesOf(payload);
  return boxesOf(payload.schedule.boxes, attempts, (attempt) => {
    const kase = cases.get(attempt.vignette ?? "");
    return kase && typeOf(payload).replyTo(payload, kase, attempt, [])?.verdict;
  });
};

// What is due in mixed practice. `attempts` are of all exercises that are drawn from, `now` is in
// milliseconds, and `notes` tells whether cases with a note are wanted.
/** @param {Payload} payload @param {Attempt[]} attempts @param {number} now @param {boolean} notes @returns {Plan} */
const schedule = (payload, attempts, now, notes) => {
  const [cases, cards] = [casesOf(payload), cardsOf(payload, attempts)];
  /** @param {Case} kase */
  const open = (kase) => notes || !kase.note;
  /** @param {Card} card */
  const last = (card) => Math.max(card.seen, card.skipped);
  const met = [...cards.values()].filter((card) => open(cases.get(card.id)));
  met.sort((a, b) => a.box - b.box || a.seen - b.seen);
  return {
    due: met.filter((card) => card.due <= now).map((card) => card.id),
    later: met.filter((card) => card.due > now).sort((a, b) => last(a) - last(b)),
    unmet: payload.cases.filter((kase) => open(kase) && !cards.has(kase.id)).length,
    noted: payload.cases.filter((kase) => kase.note).length,
  };
};

// When the test of a run is offered once more, in milliseconds.
/** @param {Payload} payload @param {Attempt[]} attempts @param {number} run */
const retestAt = (payload, attempts, run) =>
  Math.max(...attempts.filter((a) => a.run === run).map((a) => Date.parse(a.at))) + payload.schedule.retest * DAY_MS;
