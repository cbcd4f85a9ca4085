// @ts-check
// The host of an exercise in a live notebook.

// In a live notebook: a plain element, because a page keeps the first definition of a custom one.
/** @param {Model} model @param {HTMLElement} place */
const live = (model, place) => {
  const payload = model.get("payload");
  const { exercise, type, feedback, graded, words = {} } = payload;
  const root = el("whose-group", { exercise, type, feedback, graded });
  place.append(root);
  try {
    return mount(root, payload, kernelStore(model, payload));
  } catch (error) {
    root.append(el("p", { class: "wg-not-started" }, words.not_started_kernel));
    failed(root, error);
    return () => {};
  }
};
