// @ts-check
// When what was met comes back: in this run, by boxes, and as a retest. How long it waits is the
// course's to say, and comes with the payload.

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
    if (outcome === "again" && !payload.excerpt) queue.splice(Math.min(payload.schedule.gap, queue.length), 0, id);
  }
  return queue;
};

// Leitner's boxes: a case that fits moves one box on and waits longer, one that does not goes back
// to the first. What is skipped keeps its box and is left alone until the day after. A case that was
// missed is a missed one until it fits on another day, too. `attempts` are in the order of time, and
// of cases that are here; `replyOf` tells what an answer was worth, and what was taken for telling.
/**
 * @param {number[]} boxes in days @param {Attempt[]} attempts
 * @param {(attempt: Attempt) => { verdict?: string, cue?: string } | undefined} replyOf
 * @returns {Map<string, Card>}
 */
const boxesOf = (boxes, attempts, replyOf) => {
  const cards = new Map();
  let misses = 0;
  for (const attempt of attempts) {
    const id = unitOf(attempt);
    const [before, now] = [cards.get(id), Date.parse(attempt.at)];
    if (attempt.skipped && before) before.skipped = now;
    const reply = attempt.skipped ? undefined : replyOf(attempt);
    if (!reply?.verdict) continue;
    const fits = reply.verdict === "fits";
    const box = fits ? Math.min((before?.box ?? 0) + 1, boxes.length - 1) : 0;
    if (!fits) misses += 1;
    const miss = fits ? before?.miss : { at: now, number: misses, cue: reply.cue };
    cards.set(id, {
      id,
      box,
      first: before?.first ?? now,
      seen: now,
      skipped: -Infinity,
      miss: box > 1 ? undefined : miss,
    });
  }
  for (const card of cards.values())
    card.due = Math.max(card.seen + boxes[card.box] * DAY_MS, card.skipped + DAY_MS);
  return cards;
};

/** @param {Payload} payload @param {Attempt[]} attempts @returns {Map<string, Card>} */
const cardsOf = (payload, attempts) => {
  const cases = casesOf(payload);
  return boxesOf(payload.schedule.boxes, attempts, (attempt) => {
    const kase = cases.get(unitOf(attempt));
    const reply = typeOf(payload).replyTo(payload, kase, attempt, []);
    return { verdict: reply?.verdict, cue: reply?.misled ?? kase.trap };
  });
};

// When the test of a run is offered once more, in milliseconds.
/** @param {Payload} payload @param {Attempt[]} attempts @param {number} run */
const retestAt = (payload, attempts, run) =>
  Math.max(...attempts.filter((a) => a.run === run).map((a) => Date.parse(a.at))) + payload.schedule.retest * DAY_MS;
