// @ts-check
// The host of "My course", and of what comes next, on a page of the book.

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
        this.leave = mountCourse(this, course, courseReading(course), this.getAttribute("base") ?? "", this.getAttribute("view") ?? "whole");
      }
      disconnectedCallback() {
        this.leave?.();
        this.leave = undefined;
      }
    },
  );
}
