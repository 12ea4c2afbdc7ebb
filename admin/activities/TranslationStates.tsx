import type { ReactNode } from "react";
import { Box } from "@mui/material";
import { useFormat } from "../platform/format.ts";

type TranslationStatesProps = {
  readonly languages: readonly string[];
  /** How it stands in a language. */
  readonly children: (language: string) => ReactNode;
};

/** Languages, and beside each how an activity stands in it; two columns on any screen. */
export const TranslationStates = ({ languages, children }: TranslationStatesProps) => {
  const { language: nameOf } = useFormat();
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: "grid",
        gridTemplateColumns: "minmax(8rem, max-content) minmax(0, 1fr)",
        columnGap: 2,
        rowGap: 0.5,
        alignItems: "baseline",
        "& dd": { m: 0 },
      }}
    >
      {languages.map((language) => (
        <Box key={language} sx={{ display: "contents" }}>
          <dt>{nameOf(language)}</dt>
          <dd>{children(language)}</dd>
        </Box>
      ))}
    </Box>
  );
};
