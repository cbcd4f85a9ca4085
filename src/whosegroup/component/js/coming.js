// @ts-check
// What mixed practice brings next, and why. What is due comes first; before a missed case comes back,
// another in which the same thing looks telling or, now and then, the other half of its pair; and a
// few cases a day are new. Nothing is by chance: it all follows from the attempts.
// New are only cases of its own: what waits in a chapter is met there first, and so is the other half of
// each. Until both are met, the half that is known comes for the same reason as the one that is new:
// otherwise whoever knows a story would know that it is of the other kind now.

/**
 * Of what is to come, first what was not there lately. The halves of a pair keep the same distance:
 * of two that are alike in nearly all, the first would give the second away. `lately` begins with
 * what was there last.
 * @param {Payload} payload @param {Coming[]} coming @param {string[]} lately @returns {Coming[]}
 */
const spaced = (payload, coming, lately) => {
  const cases = casesOf(payload);
  /** @param {string} id */
  const twinOf = (id) => cases.get(id).twin;
  /** @param {number} reach @returns {Coming | undefined} */
  const free = (reach) => {
    const near = new Set(lately.slice(0, reach).flatMap((id) => [id, twinOf(id)]));
    return coming.find(({ id }) => !near.has(id)) ?? (reach > 1 ? free(reach - 1) : undefined);
  };
  const first = free(payload.schedule.gap) ?? coming.find(({ id }) => id !== twinOf(lately[0])) ?? coming[0];
  return first ? [first, ...coming.filter((one) => one !== first)] : [];
};

/**
 * What is due in mixed practice, and what comes with it. `attempts` are of all exercises that are
 * drawn from, `now` is in milliseconds, and `notes` tells whether cases with a note are wanted.
 * @param {Payload} payload @param {Attempt[]} attempts @param {number} now @param {boolean} notes @returns {Plan}
 */
const schedule = (payload, attempts, now, notes) => {
  const { gap, fresh: portion, twin: each } = payload.schedule;
  const cases = casesOf(payload);
  const given = merge(attempts, []).filter((a) => cases.has(unitOf(a)) && a.part === undefined);
  const cards = cardsOf(payload, given);
  const today = new Date(now).setHours(0, 0, 0, 0);
  /** @param {number} since */
  const seenSince = (since) => given.filter((a) => Date.parse(a.at) > since).map(unitOf);
  const lately = [...new Set(seenSince(today - 1).reverse())];
  const left = new Set(seenSince(now - DAY_MS)); // what was skipped is left alone for a day

  const open = payload.cases.filter((kase) => notes || !kase.note);
  const met = open.flatMap(({ id }) => cards.get(id) ?? []).sort((a, b) => a.box - b.box || a.seen - b.seen);
  const unmet = open.filter(({ id }) => !cards.has(id));
  const ours = unmet.filter(({ home }) => !home);
  /** @param {string} id */
  const isNew = (id) => !cases.get(id).home && Number(cards.get(id)?.first) >= today;
  const room = Math.max(0, portion - met.filter(({ id }) => isNew(id)).length);
  /** @param {string} twin */
  const waits = (twin) => !cards.has(twin) && cases.get(twin)?.home;
  const fresh = ours.filter(({ id, twin }) => !left.has(id) && !waits(twin)).map(({ id }) => id);
  const due = met.filter((card) => card.due <= now);

  /** @type {Map<string, Coming>} what comes before a missed case, by its id */
  const before = new Map();
  /** @type {Coming[]} */
  const coming = [];
  /** @param {string} id */
  const among = (id) => [...before.values(), ...coming].some((one) => one.id === id);
  const news = () => new Set([...before.values(), ...coming].map(({ id }) => id).filter((id) => !cards.has(id))).size;
  /** @param {string} id */
  const isFree = (id) => fresh.includes(id) && !among(id) && news() < room;
  /** @param {Card} card */
  const isTwinTurn = ({ miss }) => !!miss && miss.number % each === 0;

  // Before a missed case comes another, unless one has come here since.
  /** @param {Card} card @returns {Coming | undefined} */
  const another = (card) => {
    const { id, miss } = card;
    if (!miss) return undefined;
    const { at, cue = "" } = miss;
    const { twin } = cases.get(id);
    const alike = payload.cases.filter((kase) => kase.cues?.includes(cue) && ![id, twin].includes(kase.id)).map((kase) => kase.id);
    const like = [...alike, twin];
    const here = given.filter((a) => a.exercise || !cases.get(unitOf(a)).home);
    if (here.some((a) => Date.parse(a.at) > at && like.includes(unitOf(a))) || like.some(among)) return undefined;
    if (isTwinTurn(card) && isFree(twin)) return { id: twin, why: "twin", of: id };
    const known = met.filter((one) => alike.includes(one.id) && !one.miss && one.seen < today && !left.has(one.id));
    const found = alike.find(isFree) ?? known.sort((a, b) => a.seen - b.seen)[0]?.id;
    return found && { id: found, why: "alike", of: id, cue };
  };
  /** @param {string} id @param {number} seen @returns {Coming} */
  const again = (id, seen) => {
    const { twin } = cases.get(id);
    return twin && !cards.has(twin) ? { id, why: "same", of: id } : { id, why: "longest", seen };
  };
  // What is new on a day is for other halves first.
  for (const card of [...due.filter(isTwinTurn), ...due.filter((one) => !isTwinTurn(one))]) {
    const one = another(card);
    if (one) before.set(card.id, one);
  }
  for (const { id, miss, seen } of due) {
    coming.push(...[before.get(id) ?? []].flat());
    if (!among(id)) coming.push(miss ? { id, why: "missed", seen } : again(id, seen));
  }
  // One new case after so many others, the last one at the end: a miss may call for another. Where
  // its other half is met today, it waits for another day.
  const since = lately.findIndex(isNew);
  let place = Math.max(0, gap - (since < 0 ? lately.length : since));
  for (const id of fresh) {
    const { twin } = cases.get(id);
    if (!isFree(id) || among(twin) || lately.includes(twin)) continue;
    const at = news() + 1 < room ? place : coming.length;
    coming.splice(at, 0, cards.has(twin) ? { id, why: "changed", of: twin } : { id, why: "unmet" });
    place += gap + 1;
  }
  // What was missed just now is tried on another case at once.
  const just = coming.findIndex(({ why, of }) => why === "alike" && of === lately[0]);
  if (just > 0) coming.unshift(...coming.splice(just, 1));

  const later = met.filter(({ id }) => !among(id)).sort((a, b) => Math.max(a.seen, a.skipped) - Math.max(b.seen, b.skipped));
  return {
    coming: spaced(payload, coming, lately),
    ahead: spaced(payload, later.map(({ id, seen }) => again(id, seen)), lately),
    fresh: coming.filter(({ id }) => !cards.has(id)).length,
    later,
    own: ours.length,
    unmet: unmet.length - ours.length,
    noted: payload.cases.filter((kase) => kase.note).length,
  };
};
