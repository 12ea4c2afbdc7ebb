import PreviousIcon from "@mui/icons-material/ChevronLeft";
import NextIcon from "@mui/icons-material/ChevronRight";
import TodayIcon from "@mui/icons-material/TodayOutlined";
import { Box, Button, IconButton, Typography, useMediaQuery } from "@mui/material";

type Step = { readonly label: string; readonly go: () => void };

type PeriodStepsProps = {
  readonly id?: string;
  readonly title: string;
  /** Left out where a heading above says what the period is of. */
  readonly isHeading?: boolean;
  readonly before: Step;
  readonly after: Step;
  /** Left out where it is shown already. */
  readonly now: Step | undefined;
};

/** Which period is shown, and the way to those beside it, on one line on a phone too. */
export const PeriodSteps = ({ id, title, isHeading = false, before, after, now }: PeriodStepsProps) => {
  const isWide = useMediaQuery((theme) => theme.breakpoints.up("sm"));
  return (
    <Box sx={{ display: "flex", gap: { xs: 0.5, sm: 1 }, alignItems: "center", mb: 1 }}>
      <IconButton edge="start" aria-label={before.label} onClick={before.go}>
        <PreviousIcon />
      </IconButton>
      <Typography
        component={isHeading ? "h2" : "p"}
        id={id}
        aria-live="polite"
        sx={{
          typography: isHeading ? { xs: "h3", sm: "h2" } : "h3",
          "&::first-letter": { textTransform: "uppercase" },
        }}
      >
        {title}
      </Typography>
      <IconButton aria-label={after.label} onClick={after.go}>
        <NextIcon />
      </IconButton>
      {now &&
        (isWide ? (
          <Button size="small" onClick={now.go}>
            {now.label}
          </Button>
        ) : (
          <IconButton color="primary" aria-label={now.label} onClick={now.go}>
            <TodayIcon />
          </IconButton>
        ))}
    </Box>
  );
};
