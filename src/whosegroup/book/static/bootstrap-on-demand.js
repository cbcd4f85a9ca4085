// Bootstrap opens the menu and shows the tooltips of the theme's buttons. It is loaded when a reader
// first points at one of them or focuses it, and then shown what the reader has done until then.
(() => {
  const ASKING = ["pointerenter", "focus", "click"];
  const waiting = document.querySelector("script[data-on-demand]");
  const buttons = waiting ? document.querySelectorAll("[data-bs-toggle]") : [];
  const clicked = new Set();
  let loading = false;

  function ask({ type, currentTarget: button }) {
    if (type === "click" && button.dataset.bsToggle === "dropdown") clicked.add(button);
    if (!loading) load();
  }

  function load() {
    loading = true;
    const script = document.createElement("script");
    script.src = waiting.dataset.onDemand;
    script.onload = catchUp;
    script.onerror = () => {
      script.remove();
      clicked.clear();
      loading = false;
    };
    document.head.append(script);
  }

  function catchUp() {
    for (const button of buttons) {
      for (const type of ASKING) button.removeEventListener(type, ask);
      if (button.matches(":hover")) button.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
      if (button.matches(":focus")) button.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
    }
    for (const button of clicked) button.click();
  }

  for (const button of buttons) for (const type of ASKING) button.addEventListener(type, ask);
})();
