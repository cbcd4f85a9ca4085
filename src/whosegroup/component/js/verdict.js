// @ts-check
// What is said: the verdict on an answer, which Python has decided, and notices.

/** @param {string} role @param {Content} content */
const paragraph = (role, content) => el("p", { class: `wg-say wg-say-${role}` }, content);

// The words of fragments, after the sentences of a case that they quote; some lines have a name, and
// a source opens what it says.
/** @param {Board} board @param {number[]} [indices] @param {Line[]} [lines] @returns {HTMLElement[]} */
const told = (board, indices = [], lines = []) => {
  const { payload, words } = board;
  return indices.map((index) => {
    const { role, text = "", term, lines: numbers = [] } = payload.fragments[index];
    const quotes = numbers.map((number) => quotedIn(words, lines[number - 1]));
    const said = [...quotes, text].filter(Boolean).join(words.between);
    const name = words[`said_${role}`];
    return paragraph(role, [
      name ? el("strong", {}, `${name}: `) : null,
      !term ? said : role === "source" ? named(said, term) : explained(board, role, term, text),
    ]);
  });
};

// What a criterion says of this group and then what it means; or why something only looks telling.
/** @param {Board} board @param {string} role @param {string} term @param {string} text @returns {Content[]} */
const explained = (board, role, term, text) => {
  const { name, meaning } = termOf(board.payload, term);
  const whole = role === "criterion" ? [text, meaning].filter(Boolean).join(board.words.between) : text || meaning;
  const [before, after] = board.words.explained.split("{name}").map((said) => fill(said, { text: whole }));
  return [before, toGlossary(board, term, name) ?? name, after];
};

// What a power is called, with the numbers of the sentences that show who holds it.
/** @param {Words} words @param {{ id: string, label: string }} power @param {Line[]} lines */
const powerShown = (words, { id, label }, lines) => {
  const numbers = lines.flatMap((line, index) => (typeof line !== "string" && line.power === id ? index + 1 : []));
  const said = numbers.length > 1 ? words.shown_in_many : words.shown_in;
  return numbers.length ? fill(said, { power: label, numbers: numbers.join(", ") }) : label;
};

// Who holds each power of a group, as far as its case shows it: a sign and words.
/** @param {Board} board @param {Record<string, string>} [held] @param {Line[]} [lines] */
const hand = ({ payload: { powers = [], holders = [] }, words }, held, lines = []) => {
  if (!held) return null;
  const rows = powers.map((power) => {
    const { id } = power;
    const by = holders.find((holder) => holder.id === (own(held, id) ?? "unknown"));
    return el(
      "div",
      { "data-power": id, "data-holder": by?.id },
      el("dt", {}, powerShown(words, power, lines)),
      el("dd", {}, el("span", { "aria-hidden": "true" }, by?.sign), " ", by?.label),
    );
  });
  return el("dl", { class: "wg-hand" }, rows);
};

/** @param {Board} board @param {Content[]} said @param {string} [title] */
const folded = ({ words }, said, title = words.more) => el("details", { class: "wg-more" }, el("summary", {}, title), said);

// All that is said of a case that was sorted: first the verdict, if there is one, and the hand.
/** @param {Board} board @param {SortCase} kase @param {Partial<Reply>} reply @param {boolean} lead @param {Content[]} [remarks] */
const glance = (board, kase, { say = [], more = [] }, lead, remarks = []) => {
  const [first, ...rest] = told(board, say, kase.lines);
  return [lead ? first : null, hand(board, kase.hand, kase.lines), rest, remarks, more.length ? folded(board, told(board, more, kase.lines)) : null];
};

// What a reader answered, in words.
/** @param {string} said @param {string | number} [answer] */
const yours = (said, answer) => paragraph("yours", fill(said, { answer }));

/** @param {Board} board @param {Turn} turn */
const willComeBack = ({ payload, words, type }, { kase, given = [] }) =>
  !payload.draws && !payload.excerpt && given.some((a) => type.closes(payload, kase, a) === "again") ? paragraph("later", words.comes_back) : null;

// What Python replies to what was given at one moment.
/** @param {Board} board @param {any} kase @param {Attempt[]} given */
const repliedTo = ({ payload, type }, kase, given) =>
  given.map((attempt) => type.replyTo(payload, kase, attempt, given)).find(Boolean);

// What the button says that leads on.
/** @param {Board} board */
const onwardsLabel = (board) => {
  const { words, payload } = board;
  if (leftIn(board).length) return words.next;
  return payload.excerpt ? words.excerpt_close : words.finish;
};

// Says what there is to say to what was given; a verdict that is shown once more takes no focus.
/** @param {Board} board @param {Turn} turn @param {boolean} [anew] */
const showVerdict = (board, turn, anew = true) => {
  const { status, feedback, after, type } = board;
  // The focus is on what is said: a second Enter must not go past it unread. It comes before anything is
  // drawn, so that the browser need not lay out the page for it.
  if (anew) focusOn(feedback, null);
  const reply = repliedTo(board, turn.kase, turn.given ?? []);
  turn.reply = reply;
  drawCase(board);
  drawAroundSoon(board);
  if (reply?.verdict) status.dataset.verdict = reply.verdict;
  else delete status.dataset.verdict;
  if (reply?.reason) status.dataset.reason = reply.reason;
  else delete status.dataset.reason;
  status.toggleAttribute("data-looks-again", Boolean(type.looksAgain?.(turn)));
  put(feedback, type.said(board, turn, willComeBack(board, turn)), board.view.likeWhat?.(board, turn.why));
  const { label, go } = type.onwards?.(board, turn) ?? { label: onwardsLabel(board), go: () => advance(board) };
  put(after, action(label, "next", go, "wg-primary"));
  if (!anew) return;
  // The whole of it with its button where there is room, else from its first line.
  const fits = status.offsetHeight + after.offsetHeight < innerHeight - 120;
  focusOn(null, fits ? after : status, fits ? "nearest" : "start");
};

/** @param {Board} board */
const clearVerdict = ({ status, feedback, after }) => {
  put(feedback);
  delete status.dataset.verdict;
  delete status.dataset.reason;
  status.removeAttribute("data-looks-again");
  put(after);
};

/** @param {Board} board @param {Notice | null} given */
const notify = ({ notice, words }, given) => {
  const text = given ? fill(words[given.name] ?? given.name, given) : "";
  if (notice.textContent !== text) notice.textContent = text;
};

// What is refused is said in sight, and said anew if it is tried again.
/** @param {Board} board @param {Notice} given */
const refuse = (board, given) => {
  notify(board, null);
  setTimeout(() => {
    notify(board, given);
    focusOn(null, board.notice);
  });
};

// Why answers may not last, as long as it is so.
/** @param {Board} board */
const sayTrouble = ({ store, words, payload, trouble }) => {
  const problem = store.trouble();
  // Some cases alone have no way to save.
  const alone = problem && payload.excerpt && words[`excerpt_${problem.name}`];
  const said = problem ? fill(alone || words[problem.name], problem) : "";
  if (trouble.textContent !== said) trouble.textContent = said;
};
