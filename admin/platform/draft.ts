/** What a person has written and not sent, kept in this tab while a new sign-in is under way, and for nobody else. */
const prefix = "samspill.draft ";

/** Keeps what is written in the form at an address. */
export const keepDraft = (address: string, values: object): void => {
  try {
    sessionStorage.setItem(prefix + address, JSON.stringify(values));
  } catch {
    // The tab has no room left: better to write on without a draft than not to write.
    dropDraft(address);
  }
};

export const draftAt = (address: string): object | null => {
  const kept: unknown = JSON.parse(sessionStorage.getItem(prefix + address) ?? "null");
  return typeof kept === "object" ? kept : null;
};

export const dropDraft = (address: string): void => sessionStorage.removeItem(prefix + address);

/** When someone has signed out, or another has signed in. */
export const dropAllDrafts = (): void => {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
};
