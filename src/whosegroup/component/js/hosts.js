// @ts-check
// The host of an exercise on a page of the book.

// What is read without scripts and on paper waits beside the page while the sorter works: with
// hundreds of cases it would hold up every click. In a page that is saved it is there. Once all is
// answered, paper holds the reader's answers in its place.
/** @param {HTMLElement} host */
const shelve = (host) => {
  const plain = host.querySelector(":scope > .wg-plain");
  if (!plain) return () => {};
  const shelf = el("template");
  const show = () => host.dataset.paper !== "answers" && shelf.after(plain);
  const hide = () => shelf.content.append(plain);
  plain.before(shelf);
  if (matchMedia("print").matches) show();
  else hide();
  const unpaper = aroundPrint(show, hide);
  return () => {
    unpaper();
    shelf.replaceWith(plain);
  };
};

// Back to how the page was sent, if it was saved while the sorter worked, or the sorter broke off.
/** @param {HTMLElement} host */
const unshelve = (host) => {
  const shelf = /** @type {HTMLTemplateElement | null} */ (host.querySelector(":scope > template"));
  if (shelf) shelf.replaceWith(shelf.content);
  for (const frame of host.querySelectorAll(":scope > .wg")) frame.remove();
  delete host.dataset.state;
  delete host.dataset.paper;
};

/** @param {HTMLElement} host @param {Element} data @returns {Payload} */
const payloadOf = (host, data) => {
  const payload = JSON.parse(String(data.textContent));
  for (const script of host.querySelectorAll(":scope .wg-plain-case > script")) {
    const { case: unit, fragments } = JSON.parse(String(script.textContent));
    payload.cases.push(unit);
    Object.assign(payload.fragments, fragments);
  }
  return payload;
};

// Shows the exercise of a page; returns how to take it back.
/** @param {WhoseGroup} host @param {Element} data */
const start = (host, data) => {
  try {
    unshelve(host);
    const payload = payloadOf(host, data);
    Object.assign(payload.words, platform?.said.sorter);
    const unmount = mount(host, payload, pageStore(payload));
    const takeBack = shelve(host);
    return () => {
      unmount();
      takeBack();
    };
  } catch (error) {
    unshelve(host);
    failed(host, error);
    return () => {};
  }
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
        const host = /** @type {WhoseGroup} */ (this);
        if (data && !host.whoseGroupUnmount) this.leave = start(this, data);
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
