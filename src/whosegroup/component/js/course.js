// @ts-check
// The page "My course": how far the reader is, what comes next, and the ways to keep and to leave it all.

/**
 * @param {HTMLElement} root @param {Course} course @param {CourseStore} store
 * @param {string} base the way to the book's root @param {string} [view] "next" for no more than what comes next
 */
const mountCourse = (root, course, store, base, view = "whole") => {
  const { words } = course;
  const prefix = `wg-${(mounted += 1)}`;
  const status = el("p", { role: "status", class: "wg-notice", tabindex: "-1" });
  const frame = el("section", { class: "wg wg-course", lang: course.lang, "aria-label": words.title });
  const paper = el("div", { class: "wg-course-paper" });
  const parts = courseParts(course, store.work, (address, exercise) => `${base}${address}${exercise ? `#${anchorOf(exercise)}` : ""}`);

  // Where the reader was stays in focus, in what is drawn anew.
  /** @param {Element | null} focused */
  const sameAs = (focused) => {
    if (!(focused instanceof HTMLElement) || !frame.contains(focused)) return "";
    const { action: does } = focused.dataset;
    return does ? `[data-action="${does}"]` : `a[href="${CSS.escape(focused.getAttribute("href") ?? "")}"]`;
  };
  // Who has not begun meets the first question of the course instead.
  const drawNext = () => {
    root.hidden = !parts.any();
    put(frame, root.hidden ? [] : [el("p", { class: "wg-part" }, words.next), parts.whole(), el("p", { class: "wg-next" }, parts.next())]);
  };
  const drawAll = () => {
    const trouble = store.trouble();
    put(
      frame,
      trouble ? el("p", { class: "wg-notice wg-trouble" }, words[trouble.name]) : null,
      parts.whole(),
      el("p", { class: "wg-next" }, parts.next()),
      status,
      parts.way(),
      parts.sorts(),
      parts.mixed(),
      twins(),
      keeps(),
      code.draw(),
      papers(),
      empties(),
      el("p", { class: "wg-kept" }, fromDisk ? words.from_disk : trouble ? words.kept_not : words.kept_page),
      paper,
    );
  };
  /** @param {string} [focus] */
  const draw = (focus) => {
    const focused = /** @type {HTMLElement} */ (document.activeElement ?? document.body);
    const [to, here] = [focus ?? sameAs(focused), frame.contains(focused)];
    if (view === "next") drawNext();
    else drawAll();
    // Fields and what is said are drawn once, and only put back.
    if (!focus && here && frame.contains(focused)) focused.focus({ preventScroll: true });
    else if (to) one(frame, to)?.focus({ preventScroll: !focus });
  };
  /** @type {CourseDesk} */
  const desk = {
    course,
    store,
    parts,
    frame,
    prefix,
    draw,
    say(...said) {
      status.textContent = said.filter(Boolean).join(words.between);
    },
  };
  const code = codePart(desk);
  const [keeps, twins, papers, empties] = [filePart(desk, code), besidePart(desk), paperPart(desk, paper), emptyPart(desk, code)];
  draw();
  root.append(frame);
  root.dataset.state = "ready";
  const unlisten = store.listen(() => draw());
  return () => {
    unlisten();
    frame.remove();
    delete root.dataset.state;
  };
};

// In a live notebook: what the kernel has read of the reader's works, and no way to change it.
/** @param {{ get(trait: string): any }} model @param {HTMLElement} place */
const liveCourse = (model, place) => {
  /** @type {[Course, Record<string, Work>]} */
  const [course, works] = [model.get("course"), model.get("works")];
  const parts = courseParts(course, (id) => (own(works, id)?.attempts.length ? works[id] : null), null);
  const frame = el("section", { class: "wg wg-course", lang: course.lang, "aria-label": course.words.title });
  put(frame, parts.whole(), el("p", { class: "wg-next" }, parts.next()), parts.way(), parts.sorts(), parts.mixed());
  frame.append(el("p", { class: "wg-kept" }, course.words.kept_kernel));
  const root = el("whose-group-course", { "data-state": "ready" }, frame);
  place.append(root);
  return () => root.remove();
};

if (document.currentScript && !customElements.get("whose-group-course")) {
  customElements.define(
    "whose-group-course",
    class extends HTMLElement {
      connectedCallback() {
        const data = this.querySelector(':scope > script[type="application/json"]');
        if (!data || (!data.nextSibling && document.readyState === "loading")) {
          document.addEventListener("readystatechange", () => this.isConnected && this.connectedCallback(), { once: true });
          return;
        }
        if (this.leave) return;
        const course = JSON.parse(String(data.textContent));
        Object.assign(course.words, platform?.said.course);
        this.leave = mountCourse(this, course, courseStore(course), this.getAttribute("base") ?? "", this.getAttribute("view") ?? "whole");
      }
      disconnectedCallback() {
        this.leave?.();
        this.leave = undefined;
      }
    },
  );
}
