import { Typography } from "@mui/material";
import { useText } from "../platform/i18n/index.ts";

/** Says whose data are shown, as their licences ask: NLOD for the registers, CC BY 4.0 for the outlines. */
export const Attribution = ({ of = "attribution" }: { of?: "attribution" | "mapAttribution" }) => {
  const text = useText();
  return (
    <Typography variant="body2" color="textSecondary" sx={{ mt: 2 }}>
      {text(`app.${of}`)}
    </Typography>
  );
};
