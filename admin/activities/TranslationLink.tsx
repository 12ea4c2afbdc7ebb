import { Box, Link } from "@mui/material";
import { Link as RouterLink } from "react-router-dom";
import { ToneChip } from "../fields/ToneChip.tsx";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { addressOf } from "../routes.ts";
import type { TranslationState } from "./translation.ts";

const tones = { SOURCE: "idle", DONE: "good", MISSING: "idle", MACHINE: "wait", OUTDATED: "wait" } as const;

type TranslationLinkProps = {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly state: TranslationState;
};

/** How an activity stands in a language, and the way to write it; of the language it is written in there is nothing to do. */
export const TranslationLink = ({ id, title, language, state }: TranslationLinkProps) => {
  const text = useText();
  const { language: nameOf } = useFormat();
  const words = text(`translationState.${state}`);
  if (state === "SOURCE") return <Box sx={{ color: "text.secondary", typography: "body2", px: 1 }}>{words}</Box>;
  return (
    <Link
      component={RouterLink}
      to={addressOf("translation", { id, language })}
      aria-label={`${words}: ${title}, ${nameOf(language)}`}
      sx={{
        display: "inline-block",
        py: 0.5,
        textDecoration: "none",
        "&:hover .MuiChip-label": { textDecoration: "underline" },
      }}
    >
      {state === "MISSING" ? (
        <Box component="span" sx={{ typography: "body2", px: 1, textDecoration: "underline" }}>
          {words}
        </Box>
      ) : (
        <ToneChip tone={tones[state]} label={words} />
      )}
    </Link>
  );
};
