// Appendices and pages for instructors come after the chapters, however well they fit.
{
  const last = LAST;
  Scorer.score = ([page, , , , score]) => score - (last.some((start) => page.startsWith(start)) ? 100 : 0);
}

// Sphinx takes numbers out of what is looked for, although the index has them.
{
  const parse = Search._parseQuery;
  Search._parseQuery = (query) => {
    const parsed = parse(query);
    const [, terms, , highlighted] = parsed;
    for (const number of splitQuery(query).filter((word) => /^\d+$/.test(word))) {
      terms.add(number);
      highlighted.add(number);
    }
    return parsed;
  };
}
