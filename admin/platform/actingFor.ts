/** Which of their bodies a person acts for in this tab. Who has one only need not say; who has several says it with every request. */
const kept = "samspill.actingFor";

/** Identity of the body; null where the person has not chosen. */
export const actingFor = (): string | null => sessionStorage.getItem(kept);

export const actFor = (bodyId: string | null): void => {
  if (bodyId === null) sessionStorage.removeItem(kept);
  else sessionStorage.setItem(kept, bodyId);
};
