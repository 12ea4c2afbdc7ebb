/** The look: fjord, linen and lingonberry; a typeface whose letters cannot be mistaken, and a warm one for headings. */
import type { ThemeOptions } from "@mui/material/styles";
import type { RaThemeOptions } from "react-admin";

const body = '"Atkinson Hyperlegible Next Variable", system-ui, sans-serif';
const heading = '"Fraunces Variable", Georgia, serif';

type Tone = { readonly ink: string; readonly ground: string };

/** Colours beyond MUI's own: the rail, and the three states a profile can be in. Every pair meets WCAG 2.2 AA. */
type Shades = {
  readonly rail: Tone & { readonly chosen: string; readonly quiet: string };
  readonly good: Tone;
  readonly wait: Tone;
  readonly idle: Tone;
  readonly bar: string;
  readonly map: { readonly land: string; readonly line: string; readonly here: string; readonly also: string };
};

declare module "@mui/material/styles" {
  interface Palette {
    shades: Shades;
  }
  interface PaletteOptions {
    shades: Shades;
  }
}

const lightShades: Shades = {
  rail: { ink: "#f3efe4", ground: "#153a45", chosen: "#23525f", quiet: "#b9ced0" },
  good: { ink: "#23512f", ground: "#dfeedd" },
  wait: { ink: "#6f4300", ground: "#fbe7c2" },
  idle: { ink: "#4a5254", ground: "#e9e5da" },
  bar: "#2f7280",
  map: { land: "#e6e1d3", line: "#fffdf8", here: "#9c3b3b", also: "#d9a05b" },
};

const darkShades: Shades = {
  rail: { ink: "#ece7dc", ground: "#0a1214", chosen: "#1d3239", quiet: "#a9b8b7" },
  good: { ink: "#b6e0b5", ground: "#1f3a27" },
  wait: { ink: "#f5cf8e", ground: "#44310f" },
  idle: { ink: "#c9cdc9", ground: "#2b383d" },
  bar: "#6db3bd",
  map: { land: "#2b3d44", line: "#17242a", here: "#f0a79a", also: "#c99650" },
};

const themeOf = (mode: "light" | "dark"): RaThemeOptions => {
  const dark = mode === "dark";
  const palette: ThemeOptions["palette"] = {
    mode,
    shades: dark ? darkShades : lightShades,
    primary: { main: dark ? "#8fd0d6" : "#1d5361", contrastText: dark ? "#0e2329" : "#ffffff" },
    secondary: { main: dark ? "#f0a79a" : "#9c3b3b", contrastText: dark ? "#2f1310" : "#ffffff" },
    error: { main: dark ? "#ff9d94" : "#a3262a" },
    warning: { main: dark ? "#f0c070" : "#8a5300" },
    success: { main: dark ? "#9fd6a2" : "#2f6b3d" },
    info: { main: dark ? "#8fd0d6" : "#1d5361" },
    background: { default: dark ? "#10191c" : "#f6f3ec", paper: dark ? "#17242a" : "#fffdf8" },
    text: { primary: dark ? "#ece7dc" : "#1d292d", secondary: dark ? "#b7c0be" : "#4d595c" },
    divider: dark ? "#2f4047" : "#ded7c7",
  };
  const focus = { outline: `3px solid ${dark ? "#f3c98b" : "#b5651d"}`, outlineOffset: 2 };
  return {
    palette,
    shape: { borderRadius: 10 },
    typography: {
      fontFamily: body,
      fontSize: 15,
      h1: { fontFamily: heading, fontSize: "1.9rem", fontWeight: 560, lineHeight: 1.2, letterSpacing: "-0.01em" },
      h2: { fontFamily: heading, fontSize: "1.25rem", fontWeight: 560, lineHeight: 1.3 },
      h3: { fontSize: "1rem", fontWeight: 650, lineHeight: 1.4 },
      button: { textTransform: "none", fontWeight: 600, letterSpacing: 0 },
    },
    components: {
      MuiCssBaseline: {
        styleOverrides: {
          a: { color: "inherit" },
          ":focus-visible": focus,
          "main:focus": { outline: "none" },
          "@media (prefers-reduced-motion: reduce)": {
            "*": { animationDuration: "0.01ms !important", transitionDuration: "0.01ms !important" },
          },
        },
      },
      MuiButtonBase: { defaultProps: { disableRipple: true }, styleOverrides: { root: { "&:focus-visible": focus } } },
      MuiButton: { defaultProps: { disableElevation: true }, styleOverrides: { root: { minHeight: 40 } } },
      MuiCard: {
        defaultProps: { variant: "outlined" },
        styleOverrides: { root: { backgroundImage: "none", borderRadius: 14 } },
      },
      MuiPaper: { styleOverrides: { root: { backgroundImage: "none" } } },
      MuiLink: { defaultProps: { underline: "always" }, styleOverrides: { root: { textUnderlineOffset: "0.18em" } } },
      MuiTextField: { defaultProps: { variant: "outlined", size: "small" } },
      MuiFormControl: { defaultProps: { variant: "outlined", size: "small" } },
      MuiOutlinedInput: { styleOverrides: { root: { backgroundColor: dark ? "#10191c" : "#ffffff" } } },
      MuiTableCell: {
        styleOverrides: {
          head: { fontWeight: 650, color: dark ? "#b7c0be" : "#4d595c", whiteSpace: "nowrap" },
          root: { borderColor: dark ? "#2f4047" : "#e8e2d4" },
        },
      },
      // Above the bar in which a form is saved.
      MuiSnackbar: { styleOverrides: { root: { "&&": { bottom: 84 } } } },
      MuiTooltip: { defaultProps: { arrow: true } },
      MuiChip: { styleOverrides: { root: { fontWeight: 600 } } },
    },
  };
};

export const lightTheme = themeOf("light");
export const darkTheme = themeOf("dark");
