// What is typed loses its macrons and accents, as the words of the index have (searching.py).
{
  const split = splitQuery;
  splitQuery = (query) =>
    split(query.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC"));
}
