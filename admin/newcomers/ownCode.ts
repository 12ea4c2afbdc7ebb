/** The code that was typed, in this tab until the profile is closed or the tab is, and nowhere else. */
const place = "samspill.code";

export const typedCode = (): string | null => sessionStorage.getItem(place);

export const keepCode = (code: string): void => sessionStorage.setItem(place, code);

export const dropCode = (): void => sessionStorage.removeItem(place);
