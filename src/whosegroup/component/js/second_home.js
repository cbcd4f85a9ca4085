// @ts-check
// A second home: copies of a reader's works in the browser's database, under the code that the reader
// typed. They are shown to nobody who does not type that code, and deleted with the rest.

/** @typedef {{ name: string, text: string }} Copy */

const secondHome = (() => {
  const STORE = "works";
  /** @type {Promise<IDBDatabase | null> | null} */
  let opened = null;

  // Null where the browser has no database, or forbids it: then there is no second home.
  /** @returns {Promise<IDBDatabase | null>} */
  const open = () =>
    (opened ??= new Promise((resolve) => {
      try {
        const asked = indexedDB.open("whosegroup", 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = asked.onblocked = () => resolve(null);
      } catch {
        resolve(null);
      }
    }));
  /**
   * Does one thing with the copies; null where that cannot be.
   * @template T
   * @param {IDBTransactionMode} mode @param {(copies: IDBObjectStore) => IDBRequest<T>} what
   * @returns {Promise<T | null>}
   */
  const ask = async (mode, what) => {
    const database = await open();
    if (!database) return null;
    return new Promise((resolve) => {
      try {
        const request = what(database.transaction(STORE, mode).objectStore(STORE));
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => resolve(null);
      } catch {
        resolve(null);
      }
    });
  };
  // The name of a copy is that under which the page keeps the work, below the reader's code.
  /** @param {string} code @param {string} name */
  const keyFor = (code, name) => `${sameCode(code)}\n${name}`;
  /** @param {string} code @param {string} prefix */
  const under = (code, prefix) => IDBKeyRange.bound(keyFor(code, prefix), `${keyFor(code, prefix)}\uffff`);

  return {
    /** @param {string} code @param {string} name @param {string} text */
    keep: (code, name, text) => ask("readwrite", (copies) => copies.put({ name, text }, keyFor(code, name))),
    /** @param {string} code @param {string} prefix @returns {Promise<Copy[]>} */
    of: async (code, prefix) => (await ask("readonly", (copies) => copies.getAll(under(code, prefix)))) ?? [],
    /** @param {string} code @param {string} prefix */
    forget: (code, prefix) => ask("readwrite", (copies) => copies.delete(under(code, prefix))),
  };
})();
