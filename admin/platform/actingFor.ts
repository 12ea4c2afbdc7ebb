/** Which of their bodies a person acts for. Who has one only need not say; who has several says it with every request. */
const kept = "samspill.actingFor";

/** Identity of the body; null where the person has not chosen. */
export const actingFor = (): string | null => localStorage.getItem(kept);

export const actFor = (bodyId: string | null): void => {
  if (bodyId === null) localStorage.removeItem(kept);
  else localStorage.setItem(kept, bodyId);
};
