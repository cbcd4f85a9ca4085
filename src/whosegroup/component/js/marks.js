// Beside each practice page in the list of pages: whether it is begun or done. A script of its own, on every
// page, and so small that it reads no work further than to count cases.
const mark = (told) => {
  const root = document.currentScript.src.replace(/_static\/[^/]*$/, "");
  /** @param {string} exercise */
  const met = (exercise) => {
    try {
      const work = JSON.parse(localStorage.getItem(["whosegroup/1", told.course, told.lang, exercise].join("/")) || "{}");
      return new Set((work.attempts || []).map((attempt) => attempt.vignette || attempt.item)).size;
    } catch {
      return 0;
    }
  };
  const draw = () => {
    for (const old of document.querySelectorAll(".wg-mark")) old.remove();
    for (const link of document.querySelectorAll("a[href]")) {
      const path = link.href.split("#")[0];
      const page = path.startsWith(root) && path.slice(root.length).replace(/(\/index)?(\.html|\/)$/, "");
      const held = link.closest("nav, aside, .sidebar-tree") && told.pages[page];
      if (!held) continue;
      const counts = Object.entries(held).map(([exercise, count]) => [met(exercise), count]);
      if (!counts.some(([count]) => count)) continue;
      const done = counts.every(([count, of]) => of && count >= of);
      const sign = document.createElement("span");
      const said = document.createElement("span");
      sign.className = "wg-mark";
      said.className = "wg-mark-said";
      said.textContent = ` (${done ? told.done : told.begun})`;
      sign.dataset.state = done ? "done" : "begun";
      sign.append(said);
      link.append(sign);
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", draw);
  else draw();
  addEventListener("storage", draw);
  addEventListener("pageshow", draw);
};
