import { useState } from "react";
import { draftAt, dropDraft, keepDraft } from "./draft.ts";

/** What was kept of a form, for the note that says so and for the button that wants none of it. */
export type Kept = { readonly isBack: boolean; readonly drop: () => void };

const openedAt = <Values extends object>(address: string, beginning: Values) => {
  const kept = draftAt(address);
  return { address, beginning, values: { ...beginning, ...kept }, isBack: kept !== null };
};

/**
 * What is written in a form that has no page of its own. The address says which form it is and what it is about. `drop` when
 * it is sent, and for who cancels; who only closes it finds the words again, also over a sign-in that came in between.
 */
export const useDraft = <Values extends object>(address: string, beginning: Values) => {
  const [opened, setOpened] = useState(() => openedAt(address, beginning));
  let current = opened;
  if (opened.address !== address) {
    current = openedAt(address, beginning);
    setOpened(current);
  }
  const write = (more: Partial<Values>): void => {
    const values = { ...current.values, ...more };
    keepDraft(address, values);
    setOpened({ ...current, values });
  };
  /** What is to be used again may stay in sight. */
  const drop = (again: Partial<Values> = {}): void => {
    dropDraft(address);
    setOpened({ ...current, values: { ...current.beginning, ...again }, isBack: false });
  };
  const kept: Kept = { isBack: current.isBack, drop: () => drop() };
  return { values: current.values, write, drop, kept };
};
