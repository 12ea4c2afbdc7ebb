import { Box, GlobalStyles, Typography } from "@mui/material";
import { en } from "../platform/i18n/en.ts";
import { useText } from "../platform/i18n/index.ts";
import { nb } from "../platform/i18n/nb.ts";
import { nn } from "../platform/i18n/nn.ts";
import { routes } from "../routes.ts";

/** Whoever gets the card chooses the language, and not who prints it. */
const languages = [
  { tag: "nb", words: nb.card },
  { tag: "nn", words: nn.card },
  { tag: "en", words: en.card },
] as const;

/** On paper there is the card and nothing else. */
const onPaper = {
  "@page": { size: "A6 landscape", margin: "6mm" },
  "@media print": {
    "body *": { visibility: "hidden" },
    "#code-card, #code-card *": { visibility: "visible" },
    "#code-card": { position: "fixed", inset: 0, maxWidth: "none !important" },
    "#code-card p:first-of-type": { fontSize: "15mm" },
  },
} as const;

/** What a newcomer takes along: the code in letters that cannot be mistaken, what it is for, and where. */
export const CodeCard = ({ code, issuedBy }: { code: string; issuedBy: string }) => {
  const text = useText();
  return (
    <Box
      component="section"
      id="code-card"
      aria-label={text("codes.card")}
      sx={{
        width: "100%",
        maxWidth: "148mm",
        boxSizing: "border-box",
        p: { xs: 2, sm: 3 },
        borderRadius: 1.5,
        border: "1px solid #1d292d",
        // Paper is white, whatever the screen is.
        bgcolor: "#ffffff",
        color: "#1d292d",
      }}
    >
      <Typography
        component="p"
        sx={{
          fontSize: { xs: "2.2rem", sm: "3.2rem" },
          fontWeight: 700,
          letterSpacing: "0.08em",
          lineHeight: 1.15,
          textAlign: "center",
          whiteSpace: "nowrap",
        }}
      >
        {`${code.slice(0, 4)}-${code.slice(4)}`}
      </Typography>
      <Typography sx={{ textAlign: "center", fontWeight: 650, fontSize: "1.1rem", mb: 1.5, overflowWrap: "anywhere" }}>
        {`${location.host}${routes.ownProfile}`}
      </Typography>
      <Box sx={{ display: "grid", gap: 1 }}>
        {languages.map(({ tag, words }) => (
          <Typography key={tag} lang={tag} variant="body2">
            <strong>{words.title}.</strong> {words.use} {words.where} {words.keep}
          </Typography>
        ))}
      </Box>
      <Typography variant="body2" sx={{ mt: 1.5 }}>
        {issuedBy}
      </Typography>
      <GlobalStyles styles={onPaper} />
    </Box>
  );
};
