/** A name as the server takes it, which looks again. */
export const isName = (value: string): boolean =>
  value.trim() !== "" && value.trim().length <= 80 && !/[/:@\\]|www\.|\.\p{L}{2}/iu.test(value.normalize("NFKC"));
