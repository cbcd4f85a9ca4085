// Two hosts: a live notebook, and a page of the book.

// In a live notebook: a plain element, because a page keeps the first definition of a custom one.
const live = (model, place) => {
  const payload = model.get("payload");
  const { exercise, type, feedback, graded } = payload;
  const root = el("whose-group", { exercise, type, feedback, graded });
  place.append(root);
  return mount(root, payload, kernelStore(model, payload));
};

if (document.currentScript && !customElements.get("whose-group")) {
  customElements.define(
    "whose-group",
    class extends HTMLElement {
      connectedCallback() {
        const data = this.querySelector(':scope > script[type="application/json"]');
        // An `async` script may run before the parser has closed the payload.
        if (!data?.nextSibling && document.readyState === "loading") return this.awaitChildren();
        this.waiting?.disconnect();
        if (!data || this.whoseGroupUnmount) return;
        const payload = JSON.parse(data.textContent);
        mount(this, payload, pageStore(payload));
      }
      awaitChildren() {
        if (this.waiting) return;
        const again = () => this.isConnected && this.connectedCallback();
        this.waiting = new MutationObserver(again);
        this.waiting.observe(this, { childList: true });
        document.addEventListener("readystatechange", again, { once: true });
      }
      disconnectedCallback() {
        this.whoseGroupUnmount?.();
      }
    },
  );
}
