/** An address as the browser itself would take it; the server looks again. */
export const isAddress = (value: string): boolean => /^\S+@\S+\.\S+$/.test(value);
