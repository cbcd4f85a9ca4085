// @ts-check
// Keys. A type takes those that fit what it shows; each of these tells whether it had something to do.

/** @param {KeyboardEvent} event @param {HTMLElement[]} buttons @param {number} index */
const press = (event, buttons, index) => {
  if (!buttons[index]) return;
  event.preventDefault();
  buttons[index].click();
};

/** @param {KeyboardEvent} event @param {HTMLElement[]} buttons @param {number} index */
const focusAt = (event, buttons, index) => {
  const target = buttons[Math.min(Math.max(index, 0), buttons.length - 1)];
  if (!target) return;
  event.preventDefault();
  focusOn(target);
};

/** @param {KeyboardEvent} event @param {HTMLElement[]} buttons @param {number} by */
const focusBy = (event, buttons, by) =>
  focusAt(event, buttons, buttons.findIndex((each) => each === document.activeElement) + by);

/** @param {KeyboardEvent} event */
const downwards = ({ key }) => Number(key === "ArrowDown") - Number(key === "ArrowUp");

/** @param {KeyboardEvent} event */
const sideways = ({ key }) => Number(key === "ArrowRight") - Number(key === "ArrowLeft");

// Sentences to tap: arrows and numbers lead to them, and Enter, which is the button's own, taps.
/** @param {KeyboardEvent} event @param {HTMLElement} stage */
const keysOfPassages = (event, stage) => {
  const passages = all(stage, "button[data-passage]");
  const number = Number(event.key);
  if (downwards(event)) focusBy(event, passages, downwards(event));
  else if (number && passages[number - 1]) focusAt(event, passages, number - 1);
  return passages.length > 0;
};

/** @param {KeyboardEvent} event @param {HTMLElement} stage */
const keysOfAnswers = (event, stage) => {
  const buttons = all(stage, ".wg-answer, .wg-choice");
  if (sideways(event) && buttons.length === 2) press(event, buttons, sideways(event) > 0 ? 1 : 0);
  else if (downwards(event) && buttons.length > 2) focusBy(event, buttons, downwards(event));
  else press(event, buttons, Number(event.key) - 1);
  return buttons.length > 0;
};

const [AT_ONCE_MS, NEAR_PX] = [400, 40];

// A second tap at the place of the first, which has put something else there, was meant for the first.
/** @param {HTMLElement} frame */
const takeTapsOnce = (frame) => {
  let [x, y, at] = [0, 0, -Infinity];
  let target = /** @type {Element} */ (frame);
  /** @param {MouseEvent} event */
  const onclick = (event) => {
    const near = Math.hypot(event.clientX - x, event.clientY - y) < NEAR_PX;
    if (byPointer(event) && near && !target.isConnected && event.timeStamp - at < AT_ONCE_MS) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    [x, y, at, target] = [event.clientX, event.clientY, event.timeStamp, /** @type {Element} */ (event.target)];
  };
  frame.addEventListener("click", onclick, true);
};

/** @param {Board} board @param {KeyboardEvent} event */
const keydown = ({ store, stage, type, turn }, event) => {
  // Saving a notebook, finding on a page and the like are the host's.
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  // In a live notebook arrow keys would leave the cell, and `m` would destroy the sorter.
  if (store.where === "kernel" || event.key.startsWith("Arrow")) event.stopPropagation();
  const target = /** @type {Element} */ (event.target);
  // A key that is held answers once: the next question would take it for its own.
  if (event.repeat && /^(Enter| |\d)$/.test(event.key) && !target.closest("input, textarea")) return event.preventDefault();
  if (!turn || turn.step === "verdict" || target.closest("input, textarea, a")) return;
  if (turn.note) keysOfAnswers(event, stage);
  else type.keys(event, stage);
};
