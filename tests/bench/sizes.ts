/** One in a hundred of Frivillighetsregisteret's 72,837 organisations of September 2026, and all of them. */
export const sizes = { "1×": 728, "100×": 72_837 } as const;
export type SizeName = keyof typeof sizes;
