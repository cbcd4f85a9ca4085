// @ts-check
// A second home: copies of a reader's works in the browser's database, under the code that the reader
// typed. They are shown to nobody who does not type that code, and deleted with the rest.

/** @typedef {{ name: string, text: string }} Copy */

const secondHome = (() => {
  const STORE = "works";
  /** @type {Promise<IDBDatabase | null> | null} */
  let opened = null;

  // Null where the browser has no database, or forbids it: then there is no second home. Within a learning
  // platform there is none either.
  /** @returns {Promise<IDBDatabase | null>} */
  const open = () => {
    if (platform) return Promise.resolve(null);
    opened = opened ?? new Promise((resolve) => {
      try {
        const asked = indexedDB.open("whosegroup", 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
        asked.onsuccess = () => {
          // The browser may take it away, or another page may want it newer.
          asked.result.onversionchange = () => asked.result.close();
          asked.result.onclose = () => (opened = null);
          resolve(asked.result);
        };
        asked.onerror = asked.onblocked = () => resolve(null);
      } catch {
        resolve(null);
      }
    });
    return opened;
  };
  /**
   * Does one thing with the copies, whole or not at all; null where that cannot be.
   * @template T
   * @param {IDBTransactionMode} mode @param {(copies: IDBObjectStore) => IDBRequest<T>} what
   * @returns {Promise<T | null>}
   */
  const ask = async (mode, what) => {
    const database = await open();
    if (!database) return null;
    return new Promise((resolve) => {
      try {
        const transaction = database.transaction(STORE, mode);
        const request = what(transaction.objectStore(STORE));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () => resolve(null);
      } catch {
        resolve(null);
      }
    });
  };
  // The name of a copy stands below the reader's code.
  /** @param {string} code @param {string} name */
  const keyFor = (code, name) => `${sameCode(code)}\n${name}`;
  /** @param {string} code @param {string} prefix */
  const under = (code, prefix) => IDBKeyRange.bound(keyFor(code, prefix), `${keyFor(code, prefix)}\uffff`);

  return {
    // Keeps what `joined` makes of the copy that is there, in one go: another tab may keep one too.
    // Where it makes null, all stays as it is. Tells whether that could be done.
    /** @param {string} code @param {string} name @param {(before?: string) => string | null} joined */
    keep: async (code, name, joined) => {
      const done = await ask("readwrite", (copies) => {
        const key = keyFor(code, name);
        const known = copies.getKey(key);
        copies.get(key).onsuccess = ({ target }) => {
          const text = joined(/** @type {IDBRequest<Copy | undefined>} */ (target).result?.text);
          if (text !== null) copies.put({ name, text }, key);
        };
        return known;
      });
      return done !== null;
    },
    /** @param {string} code @param {string} prefix @returns {Promise<Copy[]>} */
    of: async (code, prefix) => (await ask("readonly", (copies) => copies.getAll(under(code, prefix)))) ?? [],
    /** @param {string} code @param {string} prefix */
    forget: (code, prefix) => ask("readwrite", (copies) => copies.delete(under(code, prefix))),
  };
})();
