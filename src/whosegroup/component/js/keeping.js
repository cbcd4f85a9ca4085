// @ts-check
// Keeping a work beyond this page, and the ways back: buttons, a field for the text, what is said.
// Whether a file has come no page can know: it says where the file should be, and shows the text.

/** @param {Board} board @returns {Keeping} */
const keeping = (board) => {
  const { payload, words, store, stage, frame, prefix } = board;
  const shelf = el("div", { class: "wg-keep" });
  const place = el("div", { class: "wg-keep-place" });
  const kept = el("p", { class: "wg-kept" });
  const fold = el("details", { class: "wg-work" });
  let called = false; // there is trouble, or work beside this one, so that the fold was opened
  const area = textField(prefix);

  // Where the card itself asks to save or to open, it is answered there, and asked once.
  /** @param {string} name */
  const onCard = (name) => one(stage, `[data-action="${name}"]`);
  /** @param {string} name */
  const home = (name) => {
    const around = onCard(name)?.parentElement;
    return (around && one(around, ".wg-keep-place")) ?? place;
  };

  /** @type {"save" | "other" | "load" | null} */
  let shown = null; // the work, or what was set aside, is shown as text, or a text is asked for
  const close = () => {
    shown = null;
    shelf.remove();
  };
  /** @param {"save" | "other" | "load"} what @param {string} label @param {HTMLElement[]} ways */
  const show = (what, label, ...ways) => {
    shown = what;
    put(
      shelf,
      el("label", { for: area.id }, label),
      area,
      el("div", { class: "wg-keep-ways" }, ways, action(words.close, "close", close)),
    );
    home(what).append(shelf);
  };

  // What is said stands below the case or the end of it, which may be long.
  /** @param {Notice | null} given */
  const say = (given) => {
    notify(board, given);
    focusOn(null, board.notice);
  };

  const copy = async () => say({ name: (await copyFrom(area)) ? "copied" : "copy_marked" });
  /** @param {string} [other] */
  const showText = (other) => {
    area.readOnly = true;
    area.value = other ?? textOfWork(store.work());
    show(
      other ? "other" : "save",
      words.text_label,
      action(words.copy, "copy", copy),
      action(words.window, "window", () => showInWindow(area.value) || say({ name: "no_window" })),
    );
    shelf.append(el("p", {}, words.text_hand_in ?? words.text_use));
  };

  const save = () => {
    const work = store.work();
    download(textOfWork(work), nameOfFile(work), frame);
    showText();
    const nameless = payload.feedback === "none" && !work.reader;
    say({ name: nameless ? "saved_nameless" : "saved_file" });
  };

  /** @param {string} text */
  const openText = (text) => {
    const { works: saved, problem, exercise = "" } = readSaved(text, payload);
    saved.forEach(openSaved);
    const titles = Reflect.get(window, "whoseGroupCourse")?.titles ?? {};
    if (problem) say({ name: `open_${problem}`, title: own(titles, exercise) ?? exercise });
  };
  /** @param {Work} work */
  const openSaved = (work) => {
    const mine = work.exercise === payload.exercise;
    const target = mine ? store : store.beside(work.exercise);
    if (openWork(target, work)) {
      close();
      board.turn = null;
      board.reopened.clear();
      drawBoard(board);
    } else if (mine) showText(); // what has to be kept elsewhere before this can come
    // A kernel says itself when it has the work.
    const done = store.where === "page" ? { name: mine ? "opened" : "opened_other" } : null;
    say(target.notice() ?? done);
  };

  const chooser = fileChooser((text) => openText(text ?? ""));
  // Not everywhere is there a file to choose: a field for the text is there at the same time.
  const load = () => {
    area.readOnly = false;
    area.value = "";
    show("load", words.paste_label, action(words.open_text, "open-text", () => openText(area.value)));
    chooser.click();
  };

  const saves = action(words.save, "save", save, "wg-tool");
  const loads = action(words.load, "load", load, "wg-tool");
  const works = worksBeside(board, openSaved, showText);
  const firstIsHere = () => runIn(board) > 1 || Boolean(earlierWork(board)?.attempts.length);

  return {
    saves,
    loads,
    chooser,
    place,
    fold,
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
            action(words.load, "load", load),
            el("div", { class: "wg-keep-place" }),
          ),

    draw() {
      const trouble = store.trouble();
      kept.textContent = trouble ? words.kept_not : words[`kept_${store.where}`];
      works.draw();
      const calls = Boolean(trouble || one(works.node, ":scope > :not([hidden])"));
      if (calls && !called) fold.open = true;
      called = calls;
      saves.hidden = Boolean(onCard("save"));
      loads.hidden = Boolean(onCard("load"));
      if (shown && !home(shown).contains(shelf)) close();
      const text = shown === "save" ? textOfWork(store.work()) : area.value;
      if (area.value !== text) area.value = text;
      const missing = one(stage, ".wg-first-missing");
      if (missing) missing.hidden = firstIsHere();
    },
  };
};

// At the end of a test: the next one needs this one, and no browser keeps it for sure.
/** @param {Board} board @returns {Content[]} */
const keepPart = (board) => {
  const { payload, words, store } = board;
  if (payload.feedback !== "end") return [];
  const next = payload.begins ? runIn(board) === 1 && words.keep_last : words.keep_first;
  const needed = payload.forms && next;
  return part(
    words.keep,
    el("p", {}, [needed, words[`lasts_${store.where}`]].filter(Boolean).join(words.between)),
    action(words.save, "save", board.keep.save, "wg-primary"),
    el("div", { class: "wg-keep-place" }),
  );
};
