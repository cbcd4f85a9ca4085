// @ts-check
// A work as a file, as text, in a window of its own; and the way back: how a text is read, and its work opened.

const PAPER = "wg-course-paper"; // what a record on paper is in, which may be opened by mistake

/** @param {Work} work */
const textOfWork = (work) => JSON.stringify(work, null, 1);

/** @param {Work} work */
const nameOfFile = ({ exercise, reader }) => {
  const name = ["whosegroup", exercise, reader].filter(Boolean).join("-");
  return `${name.replace(/[^\p{L}\p{N}-]+/gu, "_")}.json`;
};

// A browser that knows no downloads opens it elsewhere: it must not take the place of this page.
/** @param {string} text @param {string} name @param {HTMLElement} place @param {string} [type] */
const download = (text, name, place, type = "application/json") => {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = el("a", { href: address, download: name, target: "_blank", rel: "noopener" });
  place.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
};

// Tells whether a window came. What it shows stays there as long as this page does.
/** @param {string} text */
const showInWindow = (text) =>
  open(URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }))) !== null;

// In another site's frame only the older way may be allowed; where neither is, the text is marked.
/** @param {HTMLTextAreaElement} area */
const copyFrom = async (area) => {
  area.focus({ preventScroll: true });
  area.setSelectionRange(0, area.value.length);
  try {
    await navigator.clipboard.writeText(area.value);
    return true;
  } catch {
    return document.execCommand("copy");
  }
};

// Where a text is shown to be copied, or asked for.
/** @param {string} prefix */
const textField = (prefix) =>
  el("textarea", {
    class: "wg-work-text",
    id: `${prefix}-text`,
    rows: "4",
    dir: "ltr",
    autocapitalize: "off",
    autocomplete: "off",
    autocorrect: "off",
    spellcheck: "false",
  });

// Pressed by a button of its own, it hands on the text of the file that was chosen, or null if that is
// larger than `most`.
/** @param {(text: string | null) => void} open @param {number} [most] bytes */
const fileChooser = (open, most = Infinity) => {
  const chooser = el("input", {
    type: "file",
    accept: ".json,.txt,application/json,text/plain",
    hidden: true,
    "aria-hidden": "true",
    tabindex: "-1",
    onchange: async () => {
      const file = chooser.files?.[0];
      if (file) open(file.size > most ? null : await file.text().catch(() => ""));
      chooser.value = "";
    },
  });
  return chooser;
};

// What a note or a mail makes of a copied text: words around it, lines that are marked as quoted,
// round quotation marks, hard spaces.
/** @param {string} text */
const mended = (text) =>
  text
    .slice(text.indexOf("{"), text.lastIndexOf("}") + 1)
    .replace(/^[> \t]+/gm, "")
    .replace(/[\u201c-\u201f]/g, '"')
    .replace(/[\u00a0\u202f]/g, " ");

// Reads a work of this exercise, or of one that it looks into; of a record all of these, its own last.
/** @param {string} text @param {Payload} payload @returns {{ works: Work[], problem?: string, exercise?: string }} */
const readSaved = (text, payload) => {
  if (text.includes(PAPER)) return { works: [], problem: "paper" };
  const wanted = [...othersOf(payload), payload.exercise];
  /** @param {string} given */
  const readOne = (given) =>
    wanted
      .map((exercise) => readWork(given, { exercise }))
      .reduce((found, next) => (found.problem === "exercise" ? next : found));
  /** @param {string} given @returns {{ works: Work[], problem?: string, exercise?: string }} */
  const read = (given) => {
    if (!given.includes(RECORD)) {
      const { work, problem } = readOne(given);
      return { works: work ? [work] : [], problem, ...(problem === "exercise" ? { exercise: parsed(given)?.exercise } : {}) };
    }
    const record = readRecord(given, payload);
    if (record.problem !== undefined) return { works: [], problem: record.problem };
    // Of several at one exercise the first is the one which went on.
    const works = wanted.flatMap((name) => record.works.filter(({ exercise }) => exercise === name).reverse());
    return { works: works.map((work) => ({ reader: record.reader, ...work })), problem: works.length ? undefined : "record" };
  };
  const whole = read(text);
  return whole.problem === "damaged" ? read(mended(text)) : whole;
};

// Opens a saved work: the same one is merged, another one takes its place. Tells whether it could.
/** @param {Store} store @param {Work} given */
const openWork = (store, given) => {
  const work = platform ? { ...given, attempts: platform.timed([], given.attempts) } : given;
  const held = store.work();
  if (work.work !== held.work) return store.replace(work);
  const run = Math.max(runOf(held), runOf(work));
  store.update(work.attempts, runOf(work) > 1 ? { run } : {});
  return true;
};
