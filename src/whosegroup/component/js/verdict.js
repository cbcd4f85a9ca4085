// @ts-check
// What is said: the verdict on an answer, which Python has decided, and notices.

/** @param {string} role @param {Content} content */
const paragraph = (role, content) => el("p", { class: `wg-say wg-say-${role}` }, content);

// The words of fragments; sources become links where they lead somewhere.
/** @param {Board} board @param {number[]} [indices] @returns {HTMLElement[]} */
const told = (board, indices = []) =>
  indices.map((index) => {
    const { role, text, href, page } = board.payload.fragments[index];
    const to = href ?? (page && pageLink(board, page));
    return paragraph(role, to ? el("a", { href: to, rel: "noopener", target: href ? "_blank" : null }, text) : text);
  });

/** @param {Board} board @param {Partial<Reply>} [reply] */
const willComeBack = ({ payload, words }, reply) =>
  reply?.verdict === "look-again" && !payload.draws ? paragraph("later", words.comes_back) : null;

// `go` is where the button leads if not to the next case.
/** @param {Board} board @param {Partial<Reply> | undefined} reply @param {Content[]} said @param {{ label?: string, go?: () => void }} [more] */
const showVerdict = (board, reply, said, { label, go } = {}) => {
  const { words, status, feedback, after } = board;
  drawTurn(board);
  drawProgress(board);
  status.dataset.verdict = reply?.verdict;
  if (reply?.reason) status.dataset.reason = reply.reason;
  else delete status.dataset.reason;
  put(feedback, said);
  const onwards = go ?? (() => advance(board));
  const next = action(label ?? (leftIn(board).length ? words.next : words.finish), "next", onwards, "wg-primary");
  put(after, next);
  // The whole of it with its button where there is room, else from its first line.
  const fits = status.offsetHeight + after.offsetHeight < innerHeight - 120;
  focusOn(next, fits ? after : status, fits ? "nearest" : "start");
};

/** @param {Board} board */
const clearVerdict = ({ status, feedback, after }) => {
  put(feedback);
  delete status.dataset.verdict;
  delete status.dataset.reason;
  put(after);
};

/** @param {Board} board @param {Notice | null} given */
const notify = ({ notice, words }, given) => {
  const text = given ? fill(words[given.name] ?? given.name, given) : "";
  if (notice.textContent !== text) notice.textContent = text;
};
