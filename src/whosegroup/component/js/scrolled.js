// @ts-check
// On pages with tables: keys come to what is wider than its place, and scroll it; it has a name then.
// What does not scroll is no stop on their way. A script of its own.

/** @param {{ name: string }} told */
const letScroll = ({ name }) => {
  const said = { tabindex: "0", role: "group", "aria-label": name };
  /** @param {Element} one */
  const look = (one) => {
    const wide = one.scrollWidth > one.clientWidth;
    for (const [fact, value] of Object.entries(said)) {
      if (wide) one.setAttribute(fact, value);
      else one.removeAttribute(fact);
    }
  };
  const looks = new ResizeObserver((seen) => seen.forEach(({ target }) => look(target)));
  document.querySelectorAll(".table-wrapper, .output.text_html").forEach((one) => looks.observe(one));
};
