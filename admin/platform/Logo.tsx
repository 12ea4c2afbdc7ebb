import { Box } from "@mui/material";
import { useText } from "./i18n/index.ts";

/** Two arcs that reach for the same point: those who ask and those who help. */
export const Logo = ({ size = 30 }: { size?: number }) => {
  const text = useText();
  return (
    <Box component="span" sx={{ display: "inline-flex", alignItems: "center", gap: 1.25 }}>
      <svg
        width={size}
        height={size}
        viewBox="0 0 32 32"
        aria-hidden="true"
        fill="none"
        strokeWidth="3"
        strokeLinecap="round"
      >
        <path d="M3.500 20.500a12.500 12.500 0 0 1 17-10.800" stroke="#f3c98b" />
        <path d="M28.500 11.500a12.500 12.500 0 0 1-17 10.800" stroke="#9fd3d0" />
        <circle cx="16" cy="16" r="3" fill="currentColor" />
      </svg>
      <Box
        component="span"
        sx={{ fontFamily: "h1.fontFamily", typography: "h1", fontSize: size * 0.75, lineHeight: 1 }}
      >
        {text("app.name")}
      </Box>
    </Box>
  );
};
