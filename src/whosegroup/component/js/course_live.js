// @ts-check
// "My course" in a live notebook.

// In a live notebook: what the kernel has read of the reader's works, and no way to change it.
/** @param {{ get(trait: string): any }} model @param {HTMLElement} place */
const liveCourse = (model, place) => {
  /** @type {[Course, Record<string, Work>]} */
  const [course, works] = [model.get("course"), model.get("works")];
  /** @param {string} id */
  const workOf = (id) => (own(works, id)?.attempts.length ? works[id] : null);
  const parts = courseParts(course, workOf, null);
  const frame = el("section", { class: "wg wg-course", lang: course.lang, "aria-label": course.words.title });
  put(frame, parts.whole(), el("p", { class: "wg-next" }, parts.next()), parts.way(), courseSorts(course, workOf)(), parts.mixed());
  const unread = model.get("unread") ?? [];
  frame.append(
    el("p", { class: "wg-kept" }, course.words.kept_kernel),
    ...unread.map((/** @type {string} */ name) => el("p", { class: "wg-notice wg-trouble" }, fill(course.words.unread_file, { name }))),
  );
  const root = el("whose-group-course", { "data-state": "ready" }, frame);
  place.append(root);
  return () => root.remove();
};
