import BalanceIcon from "@mui/icons-material/BalanceOutlined";
import { Box, Button, Typography } from "@mui/material";
import type { Impartiality } from "#schema/operations";
import { Link } from "react-router-dom";
import { Section } from "../fields/Section.tsx";
import { ToneChip } from "../fields/ToneChip.tsx";
import { useText } from "../platform/i18n/index.ts";
import { routes } from "../routes.ts";
import { DeclareInterest } from "./DeclareInterest.tsx";

type ImpartialitySectionProps = {
  readonly organisation: { readonly id: string; readonly name: string };
  readonly impartiality: Impartiality;
};

/** Whether the person may take part in an organisation's cases, by what is known, and where to say what is not. */
export const ImpartialitySection = ({ organisation, impartiality }: ImpartialitySectionProps) => {
  const text = useText();
  return (
    <Section title={text("interest.yours")} icon={<BalanceIcon aria-hidden fontSize="small" />}>
      <Box sx={{ display: "grid", gap: 1.5, justifyItems: "start" }}>
        <ToneChip tone={impartiality === "IMPARTIAL" ? "good" : "wait"} label={text(`impartiality.${impartiality}`)} />
        <Typography variant="body2">{text(`impartialityMeans.${impartiality}`)}</Typography>
        <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1 }}>
          <DeclareInterest organisation={organisation} />
          <Button size="small" component={Link} to={routes.impartiality}>
            {text("interest.own")}
          </Button>
        </Box>
      </Box>
    </Section>
  );
};
