// @ts-check
// In class: one case at a time over the whole page, large, its answer hidden, hands counted.
// A script of its own, which a page asks for only where its address has ?class. It keeps nothing.

/** @typedef {string | [string, string, string, string]} ClassLine a sentence; or what is before, in and after its mark, and for what */
/**
 * @typedef {object} Slide
 * @property {string} id
 * @property {string} [title]
 * @property {string} [note]
 * @property {{ head: string, document: boolean, lines: ClassLine[] }[]} texts
 * @property {string} [before]
 * @property {string} asks
 * @property {string} [hint]
 * @property {string[]} boxes
 * @property {number[]} fits
 * @property {[string, string][]} told what a line is called, and what it says
 * @property {number} [choose] how many of the boxes, which are questions, can be put
 * @property {[string, string][]} [answers] what is told to each question, and what that is worth
 */
/** @typedef {{ exercise: string, title: string, discuss: string[], slides: Slide[] }} ClassExercise */
/**
 * @typedef {object} ClassTold
 * @property {string} style
 * @property {Record<string, string>} words
 * @property {[string, string][]} pages the title of each page that has cases, and its address from the top of the site
 */

/** @param {string} tag @param {Record<string, string>} attributes @param {(Node | string)[]} inside */
const make = (tag, attributes, ...inside) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
};
/** @param {string} text @param {() => void} act @param {Record<string, string>} [attributes] */
const buttonFor = (text, act, attributes = {}) => {
  const made = make("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", act);
  return made;
};

/** @param {ClassLine} line @param {boolean} shown @returns {(Node | string)[]} */
const lineShown = (line, shown) => {
  if (typeof line === "string") return [line];
  if (!shown) return [line.slice(0, 3).join("")];
  return [line[0], make("mark", {}, line[1]), line[2], " ", make("small", {}, line[3])];
};

// As large as there is room for it without scrolling.
/** @param {HTMLElement} element @param {number} largest @param {number} smallest */
const fitOne = (element, largest, smallest) => {
  const small = innerWidth < 800;
  for (let size = small ? 20 : largest; size >= smallest; size -= 1) {
    element.style.fontSize = `${size / 16}rem`;
    if (small || element.offsetTop + element.offsetHeight <= innerHeight - 16) return;
  }
};

/** @param {ClassTold} told */
const inClass = ({ style, words, pages }) => {
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  /** @type {Map<string, ClassExercise>} */
  const came = new Map();
  /** @type {{ exercise: ClassExercise, slide: Slide, hands: number[], chosen: number[], shown: boolean, asked: number, text: number }[]} */
  const turns = [];
  let at = 0;
  // A case with a note is shown once somebody has asked for it.
  /** @type {Set<string>} */
  const opened = new Set();
  // Of a pair one text is in sight at a time, as large as it can be; its buttons, in their order.
  /** @type {HTMLElement[]} */
  let texts = [];
  /** @type {HTMLElement[]} */
  let picks = [];

  /** @param {string} key @param {Record<string, string | number>} [values] */
  const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  const [reading, counting, said] = [
    make("section", { class: "wg-class-reading" }),
    make("section", { class: "wg-class-counting" }),
    make("div", {}),
  ];
  // The one place that is read aloud: the count as it grows, and what is shown on a key.
  const counted = make("p", {});
  const status = make("div", { role: "status", "aria-atomic": "false" }, counted, said);
  const where = make("p", { class: "wg-class-where" });
  const [show, discuss] = [buttonFor("", () => toggle()), buttonFor(say("discuss"), () => ask())];
  const [previous, next] = [buttonFor(say("previous"), () => go(at - 1)), buttonFor(say("next"), () => go(at + 1))];
  const body = make(
    "div",
    { class: "wg-class-body" },
    reading,
    make(
      "div",
      { class: "wg-class-side" },
      counting,
      make("div", { class: "wg-class-ways" }, show, discuss),
      status,
      make("details", {}, make("summary", {}, say("keys_title")), make("p", {}, say("keys"))),
    ),
  );
  const view = make(
    "main",
    { class: "wg-class" },
    make("header", {}, where, make("div", { class: "wg-class-ways" }, previous, next, buttonFor(say("leave"), () => leave()))),
    body,
  );

  const noted = () => Boolean(turns[at].slide.note) && !opened.has(turns[at].slide.id);

  // The note alone, which nobody reads with the text already before them.
  const warn = () => {
    const { exercise, slide } = turns[at];
    const another = turns.findIndex((turn, place) => place > at && turn.slide.id !== slide.id);
    const skip = another < 0 ? [] : [buttonFor(say("next_case"), () => go(another))];
    [texts, picks] = [[], []];
    reading.replaceChildren(
      make("h1", { tabindex: "-1" }, slide.title ?? exercise.title),
      make("p", { class: "wg-class-note" }, slide.note ?? ""),
      make("div", { class: "wg-class-ways" }, buttonFor(say("open"), open), ...skip),
    );
    body.dataset.shape = "";
    fit();
  };

  const open = () => {
    if (!noted()) return;
    opened.add(turns[at].slide.id);
    go(at);
  };

  const read = () => {
    const { slide, shown } = turns[at];
    if (noted()) return warn();
    const several = slide.texts.length > 1;
    texts = slide.texts.map(({ head, document: lined, lines }) => {
      const text = make("p", lined ? { class: "wg-class-document" } : {});
      for (const line of lines) text.append(...lineShown(line, shown), lined ? "\n" : " ");
      if (several) return make("div", { role: "group", "aria-label": head }, text);
      return make("div", {}, ...(head ? [make("h2", {}, head)] : []), text);
    });
    picks = several ? slide.texts.map(({ head }, place) => buttonFor(head, () => pick(place))) : [];
    const title = make("h1", { tabindex: "-1" }, slide.title ?? turns[at].exercise.title);
    reading.replaceChildren(
      title,
      ...(slide.note ? [make("p", { class: "wg-class-note" }, slide.note)] : []),
      ...(several ? [make("div", { class: "wg-class-ways" }, ...picks)] : []),
      ...texts,
      ...(slide.before ? [make("p", {}, slide.before)] : []),
      ...answered(),
    );
    body.dataset.shown = String(shown);
    body.dataset.shape = several ? "pair" : slide.boxes.some((box) => box.length > 40) ? "long" : "";
    pick(turns[at].text);
  };

  // Where questions were put to a group, what it answered; it stays as its kind is asked for.
  const answered = () => {
    const { exercise, slide, shown } = turns[at];
    const put = turns.find((turn) => turn.exercise === exercise && turn.slide.id === slide.id && turn.slide.choose);
    if (!put?.shown || !put.chosen.length) return [];
    const rows = put.chosen.flatMap((box) => {
      const [answer, worth] = put.slide.answers?.[box] ?? ["", ""];
      const valued = shown && turns[at] !== put ? [" ", make("small", {}, worth)] : [];
      return [make("dt", {}, put.slide.boxes[box]), make("dd", {}, answer, ...valued)];
    });
    return [make("dl", { class: "wg-class-told" }, ...rows)];
  };

  /** @param {number} place */
  const pick = (place) => {
    turns[at].text = place;
    for (const [one, text] of texts.entries()) text.hidden = one !== place;
    for (const [one, chosen] of picks.entries()) chosen.setAttribute("aria-pressed", String(one === place));
    fit();
    texts[place]?.querySelector("mark")?.scrollIntoView({ block: "nearest" });
  };

  const turnOver = () => {
    if (!picks.length) return;
    pick((turns[at].text + 1) % picks.length);
    picks[turns[at].text].focus();
  };

  // As large as the wall lets it be read without scrolling: the text, and what is said of it beside.
  const fit = () => {
    fitOne(reading, 34, 17);
    fitOne(status, 20, 15);
  };

  /** @param {number} box @param {number} hands */
  const count = (box, hands) => {
    turns[at].hands[box] = Math.max(0, Math.min(999, Math.round(hands) || 0));
    bars();
  };

  // A question is put, or taken back; no more than a reader can put.
  /** @param {number} box */
  const choose = (box) => {
    const { chosen, slide } = turns[at];
    const there = chosen.indexOf(box);
    if (there >= 0) chosen.splice(there, 1);
    else if (chosen.length < (slide.choose ?? 0)) chosen.push(box);
    else return sayChosen("chosen_all");
    if (turns[at].shown) read();
    sayChosen();
  };

  /** @param {string} [key] */
  const sayChosen = (key = "chosen") => {
    const { chosen, shown, slide } = turns[at];
    for (const [box, one] of [...counting.querySelectorAll("button")].entries()) {
      one.setAttribute("aria-pressed", String(chosen.includes(box)));
    }
    const told = shown ? [say(chosen.length ? "told_there" : "told_none")] : [];
    counted.textContent = [say(key, { count: chosen.length, choose: slide.choose ?? 0 }), ...told].join(" ");
  };

  const questions = () => {
    const { slide } = turns[at];
    const rows = slide.boxes.map((text, box) => make("li", {}, buttonFor(`${box + 1}. ${text}`, () => choose(box))));
    counting.replaceChildren(make("h2", {}, slide.asks), make("ul", { class: "wg-class-questions" }, ...rows));
    sayChosen();
  };

  const bars = () => {
    const { hands } = turns[at];
    const total = hands.reduce((sum, one) => sum + one, 0);
    for (const [box, field] of [...counting.querySelectorAll("input")].entries()) {
      if (Number(field.value) !== hands[box] || document.activeElement !== field) field.value = String(hands[box]);
    }
    for (const [box, bar] of /** @type {NodeListOf<HTMLElement>} */ (counting.querySelectorAll(".wg-class-bar span")).entries()) {
      bar.style.width = `${total ? (100 * hands[box]) / total : 0}%`;
    }
    const each = turns[at].slide.boxes.map((answer, box) => say("share", { answer, count: hands[box] })).filter((_, box) => hands[box]);
    counted.textContent = say(total ? "counted" : "counted_none", { count: total, shares: each.join(", ") });
  };

  const answers = () => {
    const { slide, shown } = turns[at];
    counting.hidden = status.hidden = noted();
    if (noted()) return counting.replaceChildren();
    if (slide.choose) return questions();
    const rows = slide.boxes.map((answer, box) => {
      const field = /** @type {HTMLInputElement} */ (
        make("input", { type: "number", min: "0", max: "999", inputmode: "numeric", "aria-label": say("hands", { answer }) })
      );
      field.addEventListener("input", () => count(box, Number(field.value)));
      const holds = shown && slide.fits.includes(box);
      // Once what is right is shown nobody counts, and there is room for what is said of it.
      const counts = shown
        ? [make("strong", { class: "wg-class-count" }, String(turns[at].hands[box]))]
        : [
            buttonFor("−", () => count(box, turns[at].hands[box] - 1), { "aria-label": say("fewer", { answer }) }),
            field,
            buttonFor("+", () => count(box, turns[at].hands[box] + 1), { "aria-label": say("more", { answer }) }),
          ];
      return make(
        "li",
        holds ? { class: "wg-class-holds" } : {},
        make("span", { class: "wg-class-answer" }, answer, ...(holds ? [" ", make("strong", {}, `✓ ${say("holds_mark")}`)] : [])),
        make("span", { class: "wg-class-hands" }, ...counts),
        make("span", { class: "wg-class-bar", "aria-hidden": "true" }, make("span", {})),
      );
    });
    counting.replaceChildren(
      make("h2", {}, slide.asks),
      ...(slide.hint ? [make("p", {}, slide.hint)] : []),
      make("ul", {}, ...rows),
    );
    bars();
  };

  const tell = () => {
    const { exercise, slide, shown, asked } = turns[at];
    const holding = slide.fits.map((box) => slide.boxes[box]).join(", ");
    said.replaceChildren(
      ...(asked ? [make("p", { class: "wg-class-question" }, `${say("chapter")} ${exercise.discuss[(asked - 1) % exercise.discuss.length]}`)] : []),
      ...(shown && holding ? [make("p", {}, make("strong", {}, say("holds", { answers: holding })))] : []),
      ...(shown ? slide.told.map(([name, text]) => make("p", {}, ...(name ? [make("strong", {}, name), " "] : []), text)) : []),
    );
    show.textContent = say(shown ? "hide" : slide.choose ? "show_answers" : "show");
    show.hidden = noted();
    discuss.hidden = noted() || !exercise.discuss.length;
  };

  const toggle = () => {
    if (noted()) return;
    turns[at].shown = !turns[at].shown;
    answers();
    tell();
    read();
    const told = turns[at].slide.choose ? reading.querySelector(".wg-class-told") : said;
    if (turns[at].shown) told?.scrollIntoView({ block: "nearest" });
  };

  const ask = () => {
    if (noted() || !turns[at].exercise.discuss.length) return;
    turns[at].asked += 1;
    tell();
  };

  /** @param {string} search */
  const address = (search) => {
    try {
      history.replaceState(history.state, "", location.pathname + search + location.hash);
    } catch {
      // A page from disk may keep the address that it has.
    }
  };

  /** @param {number} to */
  const go = (to) => {
    if (!turns[to]) return;
    at = to;
    const { exercise, slide } = turns[at];
    const number = exercise.slides.indexOf(slide) + 1;
    where.textContent = say("where", { exercise: exercise.title, number, total: exercise.slides.length });
    // The button at an end stays where it is, and in focus.
    previous.setAttribute("aria-disabled", String(at === 0));
    next.setAttribute("aria-disabled", String(at === turns.length - 1));
    answers();
    tell();
    read();
    scrollTo(0, 0);
    reading.querySelector("h1")?.focus();
    address(`?class=${encodeURIComponent(slide.id)}`);
  };

  const leave = () => {
    removeEventListener("keydown", keys, true);
    removeEventListener("resize", fit);
    document.documentElement.classList.remove("wg-in-class");
    view.remove();
    address("");
    document.getElementById(`exercise_${turns[at].exercise.exercise}`)?.scrollIntoView();
  };

  /** @param {KeyboardEvent} event */
  const keys = (event) => {
    event.stopPropagation(); // a theme may turn pages by these keys
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target instanceof HTMLInputElement;
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    /** @type {Record<string, () => void>} */
    const acts = {
      Escape: leave,
      PageDown: () => go(at + 1),
      PageUp: () => go(at - 1),
      ...(typing ? {} : { ArrowRight: () => go(at + 1), ArrowLeft: () => go(at - 1) }),
      d: toggle,
      q: ask,
      s: open,
      t: turnOver,
    };
    const box = digit && !typing ? Number(digit[1]) - 1 : -1;
    if (noted() && box >= 0) return;
    if (turns[at].slide.boxes[box] !== undefined && turns[at].slide.choose) choose(box);
    else if (turns[at].slide.boxes[box] !== undefined) count(box, turns[at].hands[box] + (event.shiftKey ? -1 : 1));
    else if (acts[key]) acts[key]();
    else return;
    event.preventDefault();
  };

  /** @param {string[]} names */
  const begin = (names) => {
    for (const name of names) {
      const exercise = came.get(name);
      for (const slide of exercise?.slides ?? []) {
        turns.push({ exercise: /** @type {ClassExercise} */ (exercise), slide, hands: slide.boxes.map(() => 0), chosen: [], shown: false, asked: 0, text: 0 });
      }
    }
    const wanted = new URLSearchParams(location.search).get("class") ?? "";
    const first = wanted ? turns.findIndex(({ exercise, slide }) => [slide.id, exercise.exercise].includes(wanted)) : 0;
    document.head.append(make("style", {}, style));
    if (!turns[first]) return miss(wanted);
    document.documentElement.classList.add("wg-in-class");
    document.body.append(view);
    addEventListener("keydown", keys, true);
    addEventListener("resize", fit);
    go(first);
  };

  // Nothing to show by this address: say so above the page, and what there is.
  /** @param {string} asked */
  const miss = (asked) => {
    const top = here.replace(/_static\/in-class\.js.*/, "");
    const exercises = new Set(turns.map(({ exercise }) => exercise));
    const there = exercises.size
      ? [...exercises].map((one) => [one.title, `?class=${encodeURIComponent(one.exercise)}`])
      : pages.map(([title, file]) => [title, `${top}${file}?class`]);
    const links = there.map(([title, href]) => make("a", { href }, title));
    const line = make("p", { class: "wg-class-none", tabindex: "-1" }, say(asked ? "none_such" : "none", { asked }));
    if (links.length) line.append(" ", say("there_is"), ...links.flatMap((link) => [" ", link]));
    (document.querySelector('main, [role="main"]') ?? document.body).prepend(line);
    line.focus();
    line.scrollIntoView({ block: "center" });
  };

  // What is shown of an exercise comes in a file of its own, as a page from disk can load it.
  const load = () => {
    const elements = [...document.querySelectorAll('whose-group[feedback="each"]:not([graded])')];
    const names = [...new Set(elements.map((one) => `${one.getAttribute("exercise")}-${one.getAttribute("lang")}`))];
    const waits = names.map(
      (name) =>
        new Promise((done) => {
          const script = make("script", { src: here.replace(/in-class\.js/, `in-class/${name}.js`) });
          script.addEventListener("load", done);
          script.addEventListener("error", done);
          document.head.append(script);
        }),
    );
    void Promise.all(waits).then(() => begin(names));
  };

  window.whoseGroupInClass = (name, exercise) => came.set(name, exercise);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", load);
  else load();
};
