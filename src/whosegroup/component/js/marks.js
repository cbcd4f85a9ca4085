// @ts-check
// On every page of the book: which pages of its list are begun or done, and what comes after an exercise.
// A script of its own, and so small that it reads no work further than to count cases.

/**
 * @typedef {object} Told
 * @property {string} course
 * @property {string} lang
 * @property {number} version up to which works are read
 * @property {{ begun: string, done: string, here: string, page: string, course: string }} words
 * @property {Record<string, { count: number, title: string, open?: Record<string, string[]> }>} exercises
 * @property {Record<string, { exercises: string[], next?: [string, string] }>} pages with where the next one is, and its title
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
      let begun = false;
      for (const a of attempts) {
        const unit = a.vignette ?? a.item;
        if (cases && !cases.includes(unit)) continue;
        begun = true;
        if (a.skipped || cases || !open[unit]?.includes(a.answer)) met.add(unit);
      }
      return { begun, done: count > 0 && met.size >= count };
    } catch {
      return { begun: false, done: false };
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
  // What comes after an exercise: what is left to do on its page, or else the next page.
  /** @param {string} exercise */
  const step = (exercise) => {
    const page = pageOf(location.href);
    if (!told.pages[page]?.exercises.includes(exercise)) return undefined;
    const { exercises, next } = told.pages[page];
    const at = exercises.indexOf(exercise);
    /** @param {string} text @param {string} title */
    const say = (text, title) => text.replace("{title}", () => title);
    if (!told.exercises[exercise].count) return undefined;
    const left = [...exercises.slice(at + 1), ...exercises.slice(0, at)].find((other) => !standing(other).done);
    if (left) return { text: say(told.words.here, told.exercises[left].title), href: `#exercise_${left}` };
    return next && { text: say(told.words.page, next[1]), href: root + next[0] };
  };
  // And how far one is, at the end of each page, as after an exercise that has no end.
  /** @param {string} exercise */
  const steps = (exercise) => {
    const next = step(exercise);
    const mine = told.mine && !next?.href.startsWith("#") && told.pages[pageOf(location.href)]?.exercises.includes(exercise);
    return [next, mine ? { text: told.words.course, href: root + told.mine } : undefined].filter(Boolean);
  };
  Object.assign(window, { whoseGroupSteps: steps });
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
