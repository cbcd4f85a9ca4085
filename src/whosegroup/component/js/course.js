// @ts-check
// The page "My course": how far the reader is, what comes next, and the ways to keep and to leave it all.

/**
 * What the parts of the page share.
 * @typedef {object} CourseShown
 * @property {Course} course
 * @property {CourseReading} reading
 * @property {ReturnType<typeof courseParts>} parts
 * @property {HTMLElement} root
 * @property {HTMLElement} frame
 * @property {HTMLElement} status
 * @property {string} prefix of the ids on this page
 * @property {(...said: string[]) => void} say
 * @property {(focus?: string) => void} draw all anew, and then the focus is there
 */

/** @typedef {() => Content[]} CoursePart */

// How much of it a page shows. The whole is on one page, and registers there (course_keeping.js).
/** @type {Record<string, (shown: CourseShown) => CoursePart>} */
const courseViews = {
  // Who has not begun meets the first question of the course instead; where that has been answered, it leads on.
  next: ({ course, parts, root }) => () => {
    root.hidden = !parts.any();
    if (root.hidden) return [];
    return [el("p", { class: "wg-part" }, course.words.next), parts.whole(), parts.isHere() ? null : el("p", { class: "wg-next" }, parts.next())];
  },
};

/**
 * @param {HTMLElement} root @param {Course} course @param {CourseReading} reading
 * @param {string} base the way to the book's root @param {string} [view] "next" for no more than what comes next
 */
const mountCourse = (root, course, reading, base, view = "whole") => {
  const { words } = course;
  const prefix = `wg-${(mounted += 1)}`;
  const status = el("p", { role: "status", class: "wg-notice", tabindex: "-1" });
  const frame = el("section", { class: "wg wg-course", lang: course.lang, "aria-label": words.title });
  /** @param {string} address @param {string} [exercise] */
  const link = (address, exercise) => `${base}${address}${exercise ? `#${anchorOf(exercise)}` : ""}`;
  const parts = courseParts(course, reading.work, link, reading.longer);

  // Where the reader was stays in focus, in what is drawn anew.
  /** @param {Element | null} focused */
  const sameAs = (focused) => {
    if (!(focused instanceof HTMLElement) || !frame.contains(focused)) return "";
    const { action: does } = focused.dataset;
    return does ? `[data-action="${does}"]` : `a[href="${CSS.escape(focused.getAttribute("href") ?? "")}"]`;
  };
  /** @param {string} [focus] */
  const draw = (focus) => {
    if (focus) status.textContent = ""; // what was said of the step before
    const focused = /** @type {HTMLElement} */ (document.activeElement ?? document.body);
    const [to, here] = [focus ?? sameAs(focused), frame.contains(focused)];
    put(frame, content());
    // Fields and what is said are drawn once, and only put back.
    if (!focus && here && frame.contains(focused)) focused.focus({ preventScroll: true });
    else if (to) one(frame, to)?.focus({ preventScroll: !focus });
  };
  const content = courseViews[view]({
    course,
    reading,
    parts,
    root,
    frame,
    status,
    prefix,
    draw,
    // Beside what was pressed, wherever on the long page that is; else at the top.
    say(...said) {
      const pressed = document.activeElement?.closest(".wg-keep-ways");
      if (pressed && frame.contains(pressed)) pressed.after(status);
      status.textContent = said.filter(Boolean).join(words.between);
    },
  });
  draw();
  root.append(frame);
  root.dataset.state = "ready";
  const unlisten = reading.listen(() => draw());
  return () => {
    unlisten();
    frame.remove();
    delete root.dataset.state;
  };
};
