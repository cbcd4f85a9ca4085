// Keeping a work beyond this page: as a file, as text, in a window of its own; and the ways back.
// Whether a file has come no page can know: it says where the file should be, and shows the text.

const textOfWork = (work) => JSON.stringify(work, null, 1);

const nameOfFile = ({ exercise, reader }) => {
  const name = ["whosegroup", exercise, reader].filter(Boolean).join("-");
  return `${name.replace(/[^\p{L}\p{N}-]+/gu, "_")}.json`;
};

// A browser that knows no downloads opens it elsewhere: it must not take the place of this page.
const download = (text, name, place) => {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = el("a", { href: address, download: name, target: "_blank", rel: "noopener" });
  place.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
};

// Tells whether a window came. What it shows stays there as long as this page does.
const showInWindow = (text) =>
  open(URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }))) !== null;

// In another site's frame only the older way may be allowed; where neither is, the text is marked.
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

// What a note or a mail makes of a copied text: words around it, lines that are marked as quoted,
// round quotation marks, hard spaces.
const mended = (text) =>
  text
    .slice(text.indexOf("{"), text.lastIndexOf("}") + 1)
    .replace(/^[> \t]+/gm, "")
    .replace(/[\u201c-\u201f]/g, '"')
    .replace(/[\u00a0\u202f]/g, " ");

// Reads a work of this exercise, or of one that it looks into.
const readSaved = (text, payload) => {
  const read = (given) =>
    [payload.exercise, ...othersOf(payload)]
      .map((exercise) => readWork(given, { exercise }))
      .reduce((one, next) => (one.problem === "exercise" ? next : one));
  const found = read(text);
  return found.problem === "damaged" ? read(mended(text)) : found;
};

const keeping = (board, frame) => {
  const { payload, words, store, stage, prefix } = board;
  const panel = el("div", { class: "wg-keep" });
  const place = el("div", { class: "wg-keep-place" });
  const trouble = el("p", { class: "wg-notice wg-trouble" });
  const kept = el("p", { class: "wg-kept" });
  const area = el("textarea", {
    class: "wg-work-text",
    id: `${prefix}-text`,
    rows: "4",
    dir: "ltr",
    autocapitalize: "off",
    autocomplete: "off",
    autocorrect: "off",
    spellcheck: "false",
  });

  // Where the card itself asks to save or to open, it is answered there, and asked once.
  const onCard = (action) => stage.querySelector(`[data-action="${action}"]`);
  const home = (action) => (onCard(action) ? onCard(action).parentNode.querySelector(".wg-keep-place") : place);

  let shown = null; // "save" while the work is shown as text, "other" a text that was set aside, "load" while one is asked for
  const close = () => {
    shown = null;
    panel.remove();
  };
  const tool = (label, action, onclick) => button(label, { "data-action": action, onclick });
  const show = (action, label, ...ways) => {
    shown = action;
    panel.replaceChildren(
      el("label", { for: area.id }, label),
      area,
      el("div", { class: "wg-keep-ways" }, ways, tool(words.close, "close", close)),
    );
    home(action).append(panel);
  };

  // What is said stands below the case or the end of it, which may be long.
  const say = (given) => {
    board.notify(given);
    focusOn(null, frame.querySelector(".wg-notice"));
  };

  const copy = async () => say({ name: (await copyFrom(area)) ? "copied" : "copy_marked" });
  const showText = (other) => {
    area.readOnly = true;
    area.value = other ?? textOfWork(store.work());
    show(
      other ? "other" : "save",
      words.text_label,
      tool(words.copy, "copy", copy),
      tool(words.window, "window", () => showInWindow(area.value) || say({ name: "no_window" })),
    );
    panel.append(el("p", {}, words.text_hand_in ?? words.text_use));
  };

  const save = () => {
    const work = store.work();
    download(textOfWork(work), nameOfFile(work), frame);
    showText();
    const nameless = payload.feedback === "none" && !work.reader;
    say({ name: nameless ? "saved_nameless" : "saved_file" });
  };

  const openText = (text) => {
    const { work, problem } = readSaved(text, payload);
    if (problem) say({ name: `open_${problem}` });
    else openSaved(work);
  };
  const openSaved = (work) => {
    const mine = work.exercise === payload.exercise;
    const target = mine ? store : store.beside(work.exercise);
    if (openWork(target, work)) {
      close();
      board.turn = null;
      board.reopened.clear();
      board.draw();
    } else if (mine) showText(); // what has to be kept elsewhere before this can come
    // A kernel says itself when it has the work.
    const done = store.where === "page" ? { name: mine ? "opened" : "opened_other" } : null;
    say(target.notice() ?? done);
  };

  const chooser = el("input", {
    type: "file",
    accept: ".json,.txt,application/json,text/plain",
    hidden: true,
    "aria-hidden": "true",
    tabindex: "-1",
    onchange: async () => {
      const [file] = chooser.files;
      if (file) openText(await file.text().catch(() => ""));
      chooser.value = "";
    },
  });
  // Not everywhere is there a file to choose: a field for the text is there at the same time.
  const load = () => {
    area.readOnly = false;
    area.value = "";
    show("load", words.paste_label, tool(words.open_text, "open-text", () => openText(area.value)));
    chooser.click();
  };

  const saves = button(words.save, { class: "wg-button wg-tool", "data-action": "save", onclick: save });
  const loads = button(words.load, { class: "wg-button wg-tool", "data-action": "load", onclick: load });
  const works = worksBeside(board, openSaved, showText);
  const firstIsHere = () => board.run() > 1 || board.earlier()?.attempts.length > 0;

  return {
    saves,
    loads,
    chooser,
    place,
    trouble,
    kept,
    works: works.node,
    save,
    close,

    // Before a test of which nothing is here: it may have been begun elsewhere, or be lost.
    before: () =>
      store.work().attempts.length
        ? null
        : el(
            "div",
            { class: "wg-before" },
            payload.begins ? el("p", { class: "wg-first-missing" }, words.first_missing) : null,
            el("p", {}, words.begun_before),
            button(words.load, { "data-action": "load", onclick: load }),
            el("div", { class: "wg-keep-place" }),
          ),

    draw() {
      const problem = store.trouble();
      const said = problem ? fill(words[problem.name], problem) : "";
      if (trouble.textContent !== said) trouble.textContent = said;
      kept.textContent = problem ? words.kept_not : words[`kept_${store.where}`];
      works.draw();
      saves.hidden = Boolean(onCard("save"));
      loads.hidden = Boolean(onCard("load"));
      if (shown && !home(shown).contains(panel)) close();
      const text = shown === "save" ? textOfWork(store.work()) : area.value;
      if (area.value !== text) area.value = text;
      const missing = stage.querySelector(".wg-first-missing");
      if (missing) missing.hidden = firstIsHere();
    },
  };
};

// At the end of a test: the next one needs this one, and no browser keeps it for sure.
const keepPart = (board) => {
  const { payload, words, store } = board;
  if (payload.feedback !== "end") return [];
  const next = payload.begins ? board.run() === 1 && words.keep_last : words.keep_first;
  const needed = payload.forms && next;
  return part(
    words.keep,
    el("p", {}, [needed, words[`lasts_${store.where}`]].filter(Boolean).join(" ")),
    button(words.save, { class: "wg-button wg-primary", "data-action": "save", onclick: board.saveFile }),
    el("div", { class: "wg-keep-place" }),
  );
};
