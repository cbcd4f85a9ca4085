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
 */
const courseParts = (course, workOf, link) => {
  const { words, answers: kinds } = course;
  /** @param {string} address @param {string} said @param {string} [exercise] @param {string} [look] */
  const leading = (address, said, exercise, look) =>
    link ? el("a", { class: look, href: link(address, exercise) }, said) : el("span", { class: look ? "wg-part" : null }, said);
  /** @param {string} id */
  const titleOf = (id) => course.exercises[id]?.title ?? id;
  // The same count as above the case: answered, to come back, skipped.
  /** @param {ReturnType<typeof standingOf>} stop */
  const stateOf = (stop) =>
    [words[`state_${stop.state}`], stop.back ? words.state_back : "", stop.skipped ? words.state_skipped : ""]
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

  const next = () => {
    const stops = stopsNow();
    const to = nextOf(stops);
    if (!to) {
      const plan = dueOf(course, workOf, Date.now());
      const said = plan?.due ? countedIn(words, "next_due", plan.due) : words.next_done;
      return plan?.page ? leading(plan.page.address, said, plan.mixed, "wg-button wg-primary") : el("p", {}, said);
    }
    const name = to.state === "begun" ? "next_begun" : stops.some(({ state }) => state !== "new") ? "next_new" : "next_first";
    const { page } = to;
    const { minutes = 1 } = course.exercises[to.id];
    return leading(page.address, fill(words[name], { ...to, title: titleOf(to.id), minutes, page: page.title }), to.id, "wg-button wg-primary");
  };

  const whole = () => {
    const stops = countedOf(course, workOf, stopsNow());
    const done = stops.filter(({ state }) => state === "done").length;
    const value = stops.reduce((sum, { count, skipped, back, of }) => sum + (of ? (count + skipped - back) / of : 0), 0);
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
      const head = chapter && read ? el("div", { class: "wg-way-chapter" }, leading(address, chapter)) : null;
      const tried = triesOf(course, workOf, place);
      const small = tried && read ? el("ul", {}, standing(address, tried, "data-try")) : null;
      return el("li", {}, head, small, here.map((page) => practice(page, stops.filter((stop) => stop.page === page))));
    });
    return section(words.way, el("ol", { class: "wg-way" }, lines));
  };

  // The picture of a sort: rows are what a group was, columns what it was called.
  /** @param {string} id @param {string} head */
  const pictured = (id, head) => {
    const counts = picturedOf(course, id, workOf(id));
    if (!counts) return el("div", {}, el("p", { class: "wg-part" }, head), el("p", {}, words.sort_none));
    const { table, conflation, mirror, left, use } = counts;
    const shares = { conflation_count: conflation.count, conflation_of: conflation.of, mirror_count: mirror.count, mirror_of: mirror.of };
    const rows = kinds.map(({ label }, was) =>
      el(
        "tr",
        {},
        el("th", { scope: "row" }, fill(words.group_was, { kind: label })),
        kinds.map((_, called) =>
          el(
            "td",
            { class: was === called ? "wg-cell-fits" : `wg-cell-look${table[was][called] ? "" : " wg-cell-none"}` },
            el("span", { class: "wg-number" }, String(table[was][called])),
            " ",
            el("span", { class: "wg-cell-word" }, was === called ? words.cell_fits : words.cell_look_again),
          ),
        ),
      ),
    );
    const drawn = el(
      "table",
      { class: "wg-table" },
      el("caption", {}, head),
      el("thead", {}, el("tr", {}, el("td", {}), kinds.map(({ label }) => el("th", { scope: "col" }, fill(words.you_said, { answer: label }))))),
      el("tbody", {}, rows),
    );
    const label = { count: conflation.count + mirror.count, of: conflation.of + mirror.of, left };
    // Of a test in parts there is no sum: label and use stand apart.
    const said = course.exercises[id].open
      ? [el("p", {}, fill(words.sort_label, label)), use.of ? el("p", {}, fill(words.sort_use, use)) : null]
      : el("p", {}, fill(words.sort_counts, { ...counts, ...shares }));
    return el("div", {}, el("div", { class: "wg-scroll" }, drawn), said);
  };
  /** @returns {Content[]} */
  const sorts = () => {
    const second = Object.keys(course.exercises).find((id) => course.exercises[id].begins);
    if (!second) return [];
    const first = String(course.exercises[second].begins);
    return section(words.sorts, el("div", { class: "wg-sorts" }, pictured(first, words.first), pictured(second, words.second)));
  };

  /** @returns {Content[]} */
  const mixed = () => {
    const plan = dueOf(course, workOf, Date.now());
    if (!plan?.page) return [];
    const said = plan.due ? countedIn(words, "mixed_due", plan.due) : plan.met ? words.mixed_later : words.mixed_none;
    return section(words.mixed, el("p", {}, said), el("p", {}, leading(plan.page.address, words.mixed_go, plan.mixed)));
  };
  return { next, whole, way, sorts, mixed, any, titleOf, stateOf };
};
