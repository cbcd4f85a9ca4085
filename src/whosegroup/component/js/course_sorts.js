// @ts-check
// "My course": the first and the second sort beside each other. Chapters do not show them.

/** @param {Course} course @param {WorkOf} workOf @returns {CoursePart} */
const courseSorts = (course, workOf) => {
  const { words, answers: kinds } = course;
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
      ? [el("p", {}, countedIn(words, "sort_label", label.left, label)), use.of ? el("p", {}, fill(words.sort_use, use)) : null]
      : el("p", {}, fill(words.sort_counts, { ...counts, ...shares }));
    return el("div", {}, el("div", { class: "wg-scroll" }, drawn), said);
  };
  /** @returns {Content[]} */
  return () => {
    const second = Object.keys(course.exercises).find((id) => course.exercises[id].begins);
    if (!second) return [];
    const first = String(course.exercises[second].begins);
    const [then, now] = [first, second].map((id) => picturedOf(course, id, workOf(id)));
    /** @param {Pictured} pictured */
    const missed = ({ conflation, mirror }) => ({ count: conflation.count + mirror.count, of: conflation.of + mirror.of });
    const [before, after] = [then && missed(then), now && missed(now)];
    // On a phone they stand under each other.
    const change = before && after
      ? fill(words.sorts_changed, { first: before.count, first_of: before.of, second: after.count, second_of: after.of })
      : null;
    return section(words.sorts, change ? el("p", {}, change) : null, el("div", { class: "wg-sorts" }, pictured(first, words.first), pictured(second, words.second)));
  };
};
