// Bootstrap opens the menu and shows the tooltips of the theme's buttons. It is loaded when a reader
// first points at one of them or focuses it, and then shown what the reader has done until then.
(() => {
  const BUTTONS = "[data-bs-toggle]";
  const MENU = "[data-bs-toggle=dropdown]";
  const ASKING = ["pointerover", "focusin", "click"];
  const waiting = document.querySelector("script[data-on-demand]");
  const asked = new Set();
  const clicked = new Set();

  function ask({ target, type }) {
    const button = target instanceof Element && target.closest(BUTTONS);
    if (!button) return;
    if (asked.size === 0) load();
    asked.add(button);
    if (type === "click" && button.matches(MENU)) clicked.add(button);
  }

  function load() {
    const script = document.createElement("script");
    script.src = waiting.dataset.onDemand;
    script.onload = showWhatWasDone;
    script.onerror = () => {
      script.remove();
      asked.clear();
      clicked.clear();
    };
    document.head.append(script);
  }

  function showWhatWasDone() {
    for (const type of ASKING) document.removeEventListener(type, ask);
    for (const button of asked) {
      if (button.matches(":hover")) button.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
      if (button === document.activeElement) button.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
    }
    for (const button of clicked) button.click();
  }

  if (waiting) for (const type of ASKING) document.addEventListener(type, ask);
})();
