// @ts-check
// An extra for those who like it: pull the card to one of two sides. Buttons and keys do the same. A
// thumb that scrolls or brushes by must not answer: it takes half the card's width, and a level stroke.

/** @param {HTMLElement} shown @param {Answer[]} sides @param {(id: string) => void} chosen */
const draggable = (shown, sides, chosen) => {
  if (sides.length !== 2) return;
  /** @type {PointerEvent | null} */
  let from = null;
  shown.classList.add("wg-draggable");
  /** @param {number} x @param {number} y */
  const level = (x, y) => Math.abs(y) <= Math.abs(x) / 3;
  /** @param {number} x */
  const shift = (x) => {
    shown.style.transform = x ? `translateX(${x}px) rotate(${x / 60}deg)` : "";
    const side = Math.abs(x) < shown.clientWidth / 2 ? -1 : x < 0 ? 0 : 1;
    const around = /** @type {HTMLElement} */ (shown.parentElement);
    all(around, "[data-answer]").forEach((b, i) => b.classList.toggle("wg-near", i === side));
    return side;
  };
  shown.addEventListener("pointerdown", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (shown.dataset.step !== "answer") return; // it was answered
    const handle = event.pointerType !== "mouse" || target.closest(".wg-case-head");
    if (handle && event.isPrimary && !target.closest("button, a")) from = event;
  });
  shown.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [x, y] = [event.clientX - from.clientX, event.clientY - from.clientY];
    if (!shown.hasPointerCapture(event.pointerId)) {
      if (Math.abs(x) < 14 || !level(x, y)) return;
      shown.setPointerCapture(event.pointerId);
    }
    shift(level(x, y) ? x : 0);
  });
  /** @param {PointerEvent} event */
  const end = (event) => {
    if (!from) return;
    const [x, y] = [event.clientX - from.clientX, event.clientY - from.clientY];
    const held = shown.hasPointerCapture(event.pointerId);
    from = null;
    const side = shift(held && event.type === "pointerup" && level(x, y) ? x : 0);
    shown.style.transform = "";
    if (side >= 0) chosen(sides[side].id);
  };
  shown.addEventListener("pointerup", end);
  shown.addEventListener("pointercancel", end);
};
