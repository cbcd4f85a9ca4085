// @ts-check
// What stands in the place of a case: before a test what the answers mean, and the reader's code, which
// chooses the form where there are two; between two parts of a test, what comes.

/** @param {string} prefix @param {Words} words */
const readerField = (prefix, words) => {
  const id = `${prefix}-reader`;
  const reader = el("input", {
    class: "wg-reader",
    id,
    maxlength: "40",
    autocomplete: "off",
    autocapitalize: "none",
    autocorrect: "off",
    spellcheck: "false",
  });
  const readerLink = el("a", { hidden: true }, words.reader_mine);
  return {
    reader,
    readerLink,
    readerLabel: el("label", { class: "wg-reader-label", for: id }, words.reader),
    readerMore: el("p", { class: "wg-reader-more" }, words.reader_whole, " ", readerLink),
  };
};

// On a page a code goes for the whole course: once there is one, it is changed on "My course" alone, which
// asks whose the answers are that lie here.
/** @param {Board} board */
const fixedCode = ({ payload, store }) => {
  const { attempts, reader } = store.work();
  return store.where === "page" ? (attempts.length && reader) || courseCode(payload) : "";
};

/** @param {Board} board */
const codeIn = (board) => fixedCode(board) || board.reader.value.trim();

// The code is asked for below the case; at the end of what is handed in, on the card itself.
/** @param {Board} board */
const drawReader = (board) => {
  const { reader, readerLabel, readerMore, readerLink, store, stage, tools } = board;
  const fixed = fixedCode(board);
  reader.readOnly = Boolean(fixed);
  // What is typed before a test waits there for its button.
  if (fixed || (document.activeElement !== reader && !opening(board))) reader.value = fixed || (store.work().reader ?? "");
  const { mine } = Reflect.get(window, "whoseGroupCourse") ?? {};
  readerMore.hidden = store.where !== "page";
  readerLink.hidden = !mine;
  if (mine) readerLink.href = mine;
  const place = one(stage, ".wg-reader-place") ?? one(tools, ".wg-reader-place");
  if (!opening(board) && !place?.contains(reader)) place?.append(readerLabel, reader, readerMore);
};

// What the second home has under a code is said, and opened on "My course". Tells whether there is something.
/** @param {Board} board @param {string} code */
const sayCopies = async (board, code) => {
  const { payload, store } = board;
  if (store.where !== "page" || !sameCode(code)) return false;
  const found = toldOf(await copiesUnder(payload, code), payload.lang);
  if (found.count) notify(board, { name: found.count === 1 ? "code_found_one" : "code_found", ...found });
  return found.count > 0;
};

/** @param {Board} board */
const hearReader = (board) => {
  const { reader, readerLink, payload, store } = board;
  reader.addEventListener("change", () => {
    if (opening(board)) return drawOpening(board);
    const code = reader.value.trim();
    store.update([], { reader: code });
    // A code that comes when the form is chosen already is kept, and changes nothing else.
    if (payload.forms && store.work().form && code) notify(board, { name: "form_fixed" });
    return sayCopies(board, code);
  });
  readerLink.addEventListener("click", () => {
    const code = codeIn(board);
    if (sameCode(code) && !courseCode(payload)) setCourseCode(payload, code);
  });
  addEventListener("whose-group-way", () => drawReader(board), { once: true });
};

/** @param {Board} board */
const opening = (board) => Boolean(board.payload.forms || handsIn(board)) && !board.opened && !begun(board);

/** @param {Board} board */
const openingCard = (board) => {
  const { payload, words, keep, reader, readerLabel, readerMore } = board;
  return el(
    "div",
    { class: "wg-card wg-opening" },
    el("p", { class: "wg-case-title", tabindex: "-1" }, words.opening_title),
    el("p", { class: "wg-what-it-is" }),
    el("p", {}, words.opening),
    // Before a test in parts the kinds are not told yet.
    payload.parts ? null : el("ul", {}, payload.answers.map(({ label, meaning }) => el("li", {}, el("strong", {}, label), ": ", meaning))),
    handsIn(board) ? el("p", {}, words.opening_teacher) : null,
    keep.before(),
    el("div", { class: "wg-opening-code" }, readerLabel, reader, readerMore),
    action(words.begin, "begin", () => beginTest(board), "wg-primary"),
  );
};

// What it is depends on the test before, which may be opened while this card is in front.
/** @param {Board} board */
const drawOpening = (board) => {
  const place = one(board.stage, ".wg-what-it-is");
  if (!place) return;
  const what = whatItIs(board);
  place.hidden = !what;
  if (place.textContent !== what) place.textContent = what;
};

const LOOKED_MS = 1000; // the longest that a test waits for what this browser keeps under a code

/** @param {number} ms @returns {Promise<undefined>} */
const passed = (ms) => new Promise((done) => setTimeout(done, ms));

// A code that was just typed is looked up before an empty test takes the place of what was begun.
/** @param {Board} board */
const beginTest = async (board) => {
  const { payload, store } = board;
  const code = codeIn(board);
  if (code && code !== fixedCode(board) && code !== board.looked) {
    board.looked = code;
    // A browser may never answer: that must keep nobody from a test.
    if (await Promise.race([sayCopies(board, code), passed(LOOKED_MS)])) return focusOn(board.readerLink, board.notice);
    if (board.opened) return undefined; // it was pressed once more meanwhile
  }
  const work = store.work();
  const form = payload.forms && (work.form ?? firstForm(payload, code || work.work, earlierWork(board)));
  board.opened = true;
  store.update([], { ...(form ? { form } : {}), ...(code ? { reader: code } : {}) });
  drawBoard(board);
  return toTop(board);
};

/** @param {Board} board @param {string} name */
const idsOfPart = (board, name) => idsIn(board).filter((id) => board.cases.get(id)?.part === name);

// The part that is to be said before its first case: not the first one, and none that was begun.
/** @param {Board} board @param {Case | undefined} kase */
const announced = (board, kase) => {
  const { whole, entered } = board;
  const here = partOfCase(whole, kase);
  if (!here || here.id === entered || here === whole.parts?.[0]) return undefined;
  const ids = idsOfPart(board, here.id);
  return attemptsIn(board).some((a) => ids.includes(unitOf(a))) ? undefined : here;
};

// Between two parts: what comes, and where the reader may rest.
/** @param {Board} board @param {PayloadPart} here */
const partCard = (board, here) => {
  const { whole, words, store } = board;
  const parts = whole.parts ?? [];
  const place = { number: parts.indexOf(here) + 1, of: parts.length, title: here.title };
  const meanings = here.defined ? here.answers.filter(({ meaning }) => meaning) : [];
  return el(
    "div",
    { class: "wg-card wg-opening wg-part-card", "data-part": here.id, "data-rest": here.rest },
    el("p", { class: "wg-case-title", tabindex: "-1" }, fill(words.part_of, place)),
    here.rest ? el("p", { class: "wg-rest" }, words[`rest_${store.where}`]) : null,
    el("p", {}, here.prompt),
    meanings.length ? el("ul", {}, meanings.map(({ label, meaning }) => el("li", {}, el("strong", {}, label), ": ", meaning))) : null,
    action(here.rest ? words.rest_begin : words.part_begin, "begin", () => enterPart(board, here.id), "wg-primary"),
  );
};

/** @param {Board} board @param {string} part */
const enterPart = (board, part) => {
  board.entered = part;
  drawBoard(board);
  toTop(board);
};

/** @param {Board} board @param {Case | undefined} kase */
const cardBefore = (board, kase) => {
  if (opening(board)) return { look: ".wg-opening", card: () => openingCard(board) };
  const here = announced(board, kase);
  return here && { look: ".wg-part-card", card: () => partCard(board, here) };
};
