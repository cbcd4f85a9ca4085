// Two hosts: a live notebook, and a page of the book.

// In a live notebook: a plain element, because a page keeps the first definition of a custom one.
const live = (model, place) => {
  const payload = model.get("payload");
  const { exercise, type, feedback, graded } = payload;
  const root = el("whose-group", { exercise, type, feedback, graded });
  place.append(root);
  return mount(root, payload, kernelStore(model, payload));
};

// What is read without scripts and on paper waits beside the page while the sorter works: with
// hundreds of cases it would hold up every click. In a page that is saved it is there.
const shelve = (host) => {
  const plain = host.querySelector(":scope > .wg-plain");
  if (!plain) return () => {};
  const [shelf, print, ended] = [el("template"), matchMedia("print"), new AbortController()];
  const show = () => shelf.after(plain);
  const hide = () => shelf.content.append(plain);
  plain.before(shelf);
  if (!print.matches) hide();
  const { signal } = ended;
  addEventListener("beforeprint", show, { signal });
  addEventListener("afterprint", hide, { signal });
  print.addEventListener("change", () => (print.matches ? show() : hide()), { signal });
  return () => {
    ended.abort();
    shelf.replaceWith(plain);
  };
};

// A page that was saved while the sorter worked: back to how it was sent.
const unshelve = (host) => {
  const shelf = host.querySelector(":scope > template");
  if (!shelf) return;
  shelf.replaceWith(shelf.content);
  host.querySelector(":scope > .wg").remove();
  delete host.dataset.state;
};

if (document.currentScript && !customElements.get("whose-group")) {
  customElements.define(
    "whose-group",
    class extends HTMLElement {
      connectedCallback() {
        const data = this.querySelector(':scope > script[type="application/json"]');
        const closed = this.lastChild?.nodeType === Node.COMMENT_NODE;
        const whole = closed || document.readyState !== "loading";
        // An `async` script may run before the parser has closed the element, or before a heavy
        // payload, which is a script of its own, has come.
        if (!whole || this.querySelector(":scope > script[src]")) return this.awaitChildren();
        this.waiting?.disconnect();
        if (!data || this.whoseGroupUnmount) return;
        unshelve(this);
        const payload = JSON.parse(data.textContent);
        for (const part of this.querySelectorAll(":scope .wg-plain-case > script")) {
          const { case: unit, fragments } = JSON.parse(part.textContent);
          payload.cases.push(unit);
          Object.assign(payload.fragments, fragments);
        }
        const unmount = mount(this, payload, pageStore(payload));
        const takeBack = shelve(this);
        this.leave = () => {
          unmount();
          takeBack();
        };
      }
      awaitChildren() {
        if (this.waiting) return;
        const again = () => this.isConnected && this.connectedCallback();
        this.waiting = new MutationObserver(again);
        this.waiting.observe(this, { childList: true });
        document.addEventListener("readystatechange", again, { once: true });
      }
      disconnectedCallback() {
        this.leave?.();
      }
    },
  );
}
