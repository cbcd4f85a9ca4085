// @ts-check
// On every page of a book that a learning platform holds, before all else: the page that was opened there
// (platform.js) keeps the works. A page that stands alone, as in a tab of its own, goes there.
(() => {
  const root = /** @type {HTMLScriptElement} */ (document.currentScript).src.replace(/_static\/[^/]*$/, "");
  try {
    if (window.parent !== window && window.parent.whoseGroupPlatform) window.whoseGroupPlatform = window.parent.whoseGroupPlatform;
  } catch {
    // It stands in a page of somebody else.
  }
  if (!window.whoseGroupPlatform) location.replace(`${root}platform.html#${location.href.slice(root.length).split("?")[0].split("#")[0]}${location.hash}`);
  // Other sites often refuse to be shown in a frame, and the session would end with the page.
  addEventListener("click", ({ target }) => {
    const link = target instanceof Element && target.closest("a[href]");
    if (link instanceof HTMLAnchorElement && !link.href.startsWith(root)) [link.target, link.rel] = ["_blank", "noopener"];
  });
})();
