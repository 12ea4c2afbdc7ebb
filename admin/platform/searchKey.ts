/** The key `/` leads to the search field; who is disturbed by single keys, as with speech input, can turn it off. */
import { useEffect } from "react";
import { useStore } from "react-admin";
import { useNavigate } from "react-router-dom";
import { routes } from "../routes.ts";

export const useSearchKey = (): [boolean, (on: boolean) => void] => useStore("searchKey", true);

const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input, textarea, select, [role=combobox]"));

/** What a page is told that is opened in order to search. */
const inOrderToSearch = { search: true };

export const isOpenedToSearch = (state: unknown): boolean =>
  typeof state === "object" && state !== null && Reflect.get(state, "search") === true;

/** Listens for the key on every page: it goes to the page's own search field, or else to that of the organisations. */
export const useSearchKeyListener = (): void => {
  const [on] = useSearchKey();
  const navigate = useNavigate();
  useEffect(() => {
    if (!on) return;
    const listen = (event: KeyboardEvent): void => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || takesText(event.target)) return;
      // A dialog keeps the keyboard to itself.
      if (document.querySelector("[role=dialog]") !== null) return;
      event.preventDefault();
      const field = document.querySelector<HTMLInputElement>("main input[type=search]");
      if (field === null) void navigate(routes.organisations, { state: inOrderToSearch });
      else field.select();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [on, navigate]);
};
