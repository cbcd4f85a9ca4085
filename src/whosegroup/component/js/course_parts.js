// @ts-check
// What is drawn of the way through the course: the same on a page and in a live notebook.

// Where there is one, another sentence.
/** @param {Words} words @param {string} name @param {number} count @param {Record<string, any>} [values] */
const countedIn = (words, name, count, values = { count }) => fill(words[count === 1 ? `${name}_one` : name], values);

// A part of the page under a heading, by which a screen reader finds its way.
/** @param {string} title @param {Content[]} content @returns {Content[]} */
const section = (title, ...content) => [el("h2", { class: "wg-course-head" }, title), ...content];

/**
 * The parts of "My course" that only show. Without a link, pages are named.
 * @param {Course} course @param {WorkOf} workOf @param {((address: string, exercise?: string) => string) | null} link
 * @param {(exercise: string) => boolean} [longer] whether another work of it, with more answers, waits to be chosen
 */
const courseParts = (course, workOf, link, longer = () => false) => {
  const { words } = course;
  /** @param {string} address @param {string} said @param {string} [exercise] @param {string} [look] */
  const leading = (address, said, exercise, look) =>
    link ? el("a", { class: look, href: link(address, exercise) }, said) : el("span", { class: look ? "wg-part" : null }, said);
  /** @param {string} id */
  const titleOf = (id) => course.exercises[id]?.title ?? id;
  // The same count as above the case: answered, to come back, skipped.
  /** @param {ReturnType<typeof standingOf>} stop */
  const stateOf = (stop) =>
    [words[`state_${stop.state}`], stop.back ? words.state_back : "", stop.skipped && stop.count ? words.state_gone_past : ""]
      .filter(Boolean)
      .map((said) => fill(said, stop))
      .join(words.between);
  /** @type {Stop[] | null} */
  let known = null;
  // Several parts ask in one go, and each work is long to read.
  const stopsNow = () => {
    if (!known) queueMicrotask(() => (known = null));
    known = known ?? stopsOf(course, workOf);
    return known;
  };
  const any = () => countedOf(course, workOf, stopsNow()).some(({ state }) => state !== "new");

  // Whether what comes next is led to by its first question, which was answered on this page.
  const isHere = () => {
    const to = nextOf(stopsNow());
    return to?.state === "begun" && one(document, `whose-group[excerpt][exercise="${to.id}"] a.wg-primary`) !== null;
  };
  // Whether of what comes next another work holds more.
  const isToChoose = () => {
    const to = nextOf(stopsNow());
    return to !== null && longer(to.id);
  };
  const next = () => {
    const stops = stopsNow();
    const to = nextOf(stops);
    if (!to) {
      const plan = dueOf(course, workOf, Date.now());
      const said = !plan?.page ? words.next_all : plan.due ? countedIn(words, "next_due", plan.due) : words.next_done;
      return plan?.page ? leading(plan.page.address, said, plan.mixed, "wg-button wg-primary") : el("p", {}, said);
    }
    const { page, state, back } = to;
    const { minutes = 1 } = course.exercises[to.id];
    const values = { ...to, title: titleOf(to.id), minutes, chapter: page.chapter };
    /** @param {string} name */
    const said = (name) => fill(words[name], values);
    if (course.mine && isToChoose()) return leading(course.mine, said("next_beside"), undefined, "wg-button wg-primary");
    if (isToRead(course, stops, to)) return leading(String(page.read_address), said("next_chapter"), undefined, "wg-button wg-primary");
    const fresh = stops.some((stop) => stop.state !== "new") ? "next_new" : "next_first";
    const text = state === "new" ? said(fresh) : [said(`next_${state}`), back ? said("next_back") : ""].filter(Boolean).join(words.between);
    return leading(page.address, text, to.id, "wg-button wg-primary");
  };

  const whole = () => {
    const stops = countedOf(course, workOf, stopsNow());
    const done = stops.filter(({ state }) => state === "done").length;
    const value = stops.reduce((sum, { state, count, skipped, back, of }) => sum + (of && state !== "skipped" ? (count + skipped - back) / of : 0), 0);
    return el(
      "div",
      { class: "wg-progress" },
      el("progress", { class: "wg-bar", max: stops.length || 1, value, "aria-label": words.bar }),
      el("p", { class: "wg-count" }, fill(words.counted, { done, total: stops.length })),
    );
  };

  /** @param {string} address @param {Omit<Stop, "page">} stop @param {string} name */
  const standing = (address, stop, name) =>
    el(
      "li",
      { [name]: stop.id, "data-state": stop.state },
      el("span", { class: "wg-way-sign", "aria-hidden": "true" }, words[`sign_${stop.state}`]),
      el("span", {}, leading(address, titleOf(stop.id), stop.id), ": ", stateOf(stop)),
    );
  /** @param {CoursePage} page @param {Stop[]} stops */
  const practice = ({ address, title, minutes }, stops) => [
    el("div", {}, leading(address, title), " ", el("span", { class: "wg-way-minutes" }, fill(words.minutes, { minutes }))),
    el("ul", {}, stops.map((stop) => standing(address, stop, "data-exercise"))),
  ];
  const way = () => {
    const stops = stopsNow();
    const pages = [...new Set(stops.map(({ page }) => page))];
    const chapters = [...new Set(pages.map(({ read, page }) => read ?? page))];
    const lines = chapters.map((place) => {
      const here = pages.filter(({ read, page }) => (read ?? page) === place);
      const { chapter, read, read_address: address } = here[0];
      const head = chapter && read ? el("div", { class: "wg-way-chapter" }, leading(String(address), chapter)) : null;
      const tried = triesOf(course, workOf, place);
      const small = tried && read ? el("ul", {}, standing(String(address), tried, "data-try")) : null;
      return el("li", {}, head, small, here.map((page) => practice(page, stops.filter((stop) => stop.page === page))));
    });
    return section(words.way, el("ol", { class: "wg-way" }, lines));
  };

  /** @returns {Content[]} */
  const mixed = () => {
    const plan = dueOf(course, workOf, Date.now());
    if (!plan?.page) return [];
    const said = plan.due ? countedIn(words, "mixed_due", plan.due) : plan.met ? words.mixed_later : words.mixed_none;
    return section(words.mixed, el("p", {}, said), el("p", {}, leading(plan.page.address, words.mixed_go, plan.mixed)));
  };
  return { next, isHere, isToChoose, whole, way, mixed, any, titleOf, stateOf };
};
