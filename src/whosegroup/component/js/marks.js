// @ts-check
// On every page of the book: which pages of its list are begun or done, and what comes after an exercise.
// A script of its own, and so small that it reads no work further than to count cases.

/**
 * @typedef {object} Told
 * @property {string} course
 * @property {string} lang
 * @property {number} version up to which works are read
 * @property {{ begun: string, done: string, here: string, again: string, fresh: string, chapter: string, page: string, course: string }} words
 * @property {Record<string, { count: number, title: string, minutes?: number, test?: boolean, open?: Record<string, string[]> }>} exercises
 * @property {Record<string, { exercises: string[], at: string, read?: [string, string], next?: [string, string] }>} pages in the order of
 * the book, with where they are, and where the chapter and the page after them are, and what these are called
 * @property {Record<string, string[]>} chapters and the practice pages below them
 * @property {{ exercise: string, chapters: Record<string, string[]> }} [tries] the cases that chapters have in their prose
 * @property {string} [mine] where "My course" is
 */

/** @param {Told} told */
const mark = (told) => {
  const root = /** @type {HTMLScriptElement} */ (document.currentScript).src.replace(/_static\/[^/]*$/, "");
  // The name of a page, whatever a server makes of its address.
  /** @param {string} address */
  const pageOf = (address) => {
    const path = address.split(/[?#]/)[0];
    return path.startsWith(root) ? path.slice(root.length).replace(/(\/index)?(\.html|\/)$/, "") : "";
  };
  // After some answers there is more of a case to come, or it comes back. With `cases` these alone
  // count: a small try never comes back.
  /** @param {string} exercise @param {string[]} [cases] */
  const standing = (exercise, cases) => {
    const { count: all, open = {} } = told.exercises[exercise];
    const count = cases ? cases.length : all;
    try {
      const text = (window.whoseGroupPlatform?.shelf ?? localStorage).getItem(["whosegroup/1", told.course, told.lang, exercise].join("/"));
      const { version, attempts: given } = JSON.parse(text ?? "{}");
      const attempts = version <= told.version ? given : []; // a newer one is not read anywhere here
      const met = new Set();
      let [begun, answered] = [false, false];
      for (const a of attempts) {
        const unit = a.vignette ?? a.item;
        if (cases && !cases.includes(unit)) continue;
        begun = true;
        answered = answered || !a.skipped;
        if (a.skipped || cases || !open[unit]?.includes(a.answer)) met.add(unit);
      }
      const closed = count > 0 && met.size >= count;
      // What was skipped as a whole is left.
      return { begun, done: closed && answered, skipped: closed && !answered };
    } catch {
      return { begun: false, done: false, skipped: false };
    }
  };
  const draw = () => {
    for (const old of document.querySelectorAll(".wg-way-mark")) old.remove();
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("nav a[href], .sidebar-tree a[href]"))) {
      const page = link.hash ? "" : pageOf(link.href);
      const below = [page, ...(told.chapters[page] ?? [])].flatMap((name) => told.pages[name]?.exercises ?? []);
      const counted = below.filter((exercise) => told.exercises[exercise].count).map((exercise) => standing(exercise));
      const tried = told.tries?.chapters[page];
      if (told.tries && tried) counted.push(standing(told.tries.exercise, tried));
      if (!counted.some(({ begun }) => begun)) continue;
      const state = counted.every(({ done }) => done) ? "done" : "begun";
      const [sign, said] = [document.createElement("span"), document.createElement("span")];
      sign.className = "wg-way-mark";
      sign.dataset.state = state;
      said.className = "wg-way-said";
      said.textContent = ` (${told.words[state]})`;
      sign.append(said);
      link.append(sign);
    }
  };
  // As on "My course": what was begun comes before what is new, and what was skipped as a whole is last.
  /** @param {string[]} ids */
  const firstLeft = (ids) => {
    const left = ids.filter((id) => told.exercises[id].count).map((id) => ({ id, ...standing(id) })).filter(({ done }) => !done);
    return left.find(({ begun, skipped }) => begun && !skipped) ?? left.find(({ begun }) => !begun) ?? left[0];
  };
  // The chapter is read first, as long as nothing of its practice is begun; a test needs none.
  /** @param {string} id @param {string} page */
  const isToRead = (id, page) => {
    const { read } = told.pages[page];
    const practice = read ? Object.values(told.pages).filter((each) => each.read?.[0] === read[0]).flatMap(({ exercises }) => exercises) : [];
    return !told.exercises[id].test && practice.length > 0 && practice.every((each) => told.exercises[each].test || !standing(each).begun);
  };
  // What comes after an exercise: what is left to do on its page, or else in the whole, or else the next page.
  /** @param {string} exercise */
  const step = (exercise) => {
    const here = pageOf(location.href);
    if (!told.pages[here]?.exercises.includes(exercise) || !told.exercises[exercise].count) return undefined;
    const { exercises, next } = told.pages[here];
    const at = exercises.indexOf(exercise);
    /** @param {string} text @param {Record<string, unknown>} values */
    const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
    const onPage = firstLeft([...exercises.slice(at + 1), ...exercises.slice(0, at)]);
    const elsewhere = firstLeft(Object.values(told.pages).flatMap((page) => page.exercises).filter((id) => id !== exercise));
    const to = onPage && !onPage.skipped ? onPage : elsewhere;
    if (!to) return next && { text: say(told.words.page, { title: next[1] }), href: root + next[0] };
    const [page, { at: address, read }] = /** @type {[string, Told["pages"][string]]} */ (
      Object.entries(told.pages).find(([, { exercises: ids }]) => ids.includes(to.id))
    );
    const { title, minutes = 1 } = told.exercises[to.id];
    if (read && isToRead(to.id, page)) return { text: say(told.words.chapter, { chapter: read[1], title, minutes }), href: root + read[0] };
    if (page === here) return { text: say(told.words.here, { title }), href: `#exercise_${to.id}` };
    return { text: say(to.begun ? told.words.again : told.words.fresh, { title, minutes }), href: `${root}${address}#exercise_${to.id}` };
  };
  // And how far one is, at the end of each page, as after an exercise that has no end.
  /** @param {string} exercise */
  const steps = (exercise) => {
    const next = step(exercise);
    const mine = told.mine && !next?.href.startsWith("#") && told.pages[pageOf(location.href)]?.exercises.includes(exercise);
    return [next, mine ? { text: told.words.course, href: root + told.mine } : undefined].filter(Boolean);
  };
  // And for an exercise: where "My course" is, and what the others are called.
  const titles = Object.fromEntries(Object.entries(told.exercises).map(([id, { title }]) => [id, title]));
  Object.assign(window, { whoseGroupSteps: steps, whoseGroupCourse: { mine: told.mine && root + told.mine, titles } });
  dispatchEvent(new Event("whose-group-way")); // an exercise may have ended before this came

  // Not while an answer is drawn; and much may change at once.
  let waits = 0;
  const soon = () => {
    clearTimeout(waits);
    waits = setTimeout(draw, 100);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", draw);
  else draw();
  for (const name of ["storage", "whose-group-kept", "pageshow"]) addEventListener(name, soon);
};
