// @ts-check
// Looking back before the end: a button that opens the list of what was answered so far.

// The cases that were answered so far; in mixed practice they have no order of their own.
/** @param {Board} board */
const answeredSoFar = (board) => {
  const ids = board.payload.draws ? [...board.cases.keys()] : idsIn(board);
  return ids.filter((id) => runsIn(board).some((run) => turnsAt(board, board.cases.get(id), run).length));
};

// The button that opens the list before the end, at which the list stands by itself.
/** @param {Board} board @returns {LookingBack} */
const lookingBack = (board) => {
  const { words, stage, store } = board;
  const place = el("div", { class: "wg-look-back" });
  let drawn = "";
  const drawList = () => {
    drawn = drawnFrom(board);
    put(place, el("p", { class: "wg-part" }, words.cases), caseList(board, answeredSoFar(board)));
  };
  const close = () => {
    put(place);
    drawn = "";
    opens.setAttribute("aria-expanded", "false");
  };
  const opens = action(words.look_back, "look-back", () => {
    if (drawn) return close();
    drawList();
    opens.setAttribute("aria-expanded", "true");
  }, "wg-tool");
  opens.setAttribute("aria-expanded", "false");
  return {
    button: opens,
    place,
    draw() {
      const atEnd = Boolean(one(stage, ".wg-case-list"));
      opens.hidden = atEnd;
      opens.disabled = !store.work().attempts.some((a) => !a.skipped);
      if (drawn && (atEnd || opens.disabled)) close();
      // What is being read there stays as it is.
      else if (drawn && drawn !== drawnFrom(board) && !place.contains(document.activeElement)) drawList();
    },
  };
};
