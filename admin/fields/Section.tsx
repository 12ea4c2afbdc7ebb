import { useId, type ReactNode } from "react";
import { Box, Card, Typography } from "@mui/material";

type SectionProps = {
  readonly title: string;
  readonly help?: ReactNode;
  readonly icon?: ReactNode;
  readonly actions?: ReactNode;
  /** A coloured edge tells at a glance whose knowledge this is. */
  readonly edge?: "register" | "local";
  readonly children: ReactNode;
};

/** A card with a heading, which is also the name of the region. */
export const Section = ({ title, help, icon, actions, edge, children }: SectionProps) => {
  const id = useId();
  return (
    <Card
      component="section"
      aria-labelledby={id}
      sx={{
        p: { xs: 2, sm: 2.5 },
        ...(edge === "register" && { borderTop: "4px solid", borderTopColor: "primary.main" }),
        ...(edge === "local" && { borderTop: "4px solid", borderTopColor: "secondary.main" }),
      }}
    >
      <Box
        sx={{
          display: "flex",
          flexWrap: "wrap",
          columnGap: 1,
          rowGap: 2,
          justifyContent: "space-between",
          mb: 2,
        }}
      >
        <Box sx={{ flex: help === undefined ? "1 1 auto" : "1 1 14rem" }}>
          <Typography variant="h2" id={id} sx={{ display: "flex", alignItems: "center", gap: 1 }}>
            {icon}
            {title}
          </Typography>
          {help !== undefined && (
            <Typography variant="body2" color="textSecondary" component="div" sx={{ mt: 0.5 }}>
              {help}
            </Typography>
          )}
        </Box>
        {actions !== undefined && (
          // Taller than the heading, and yet level with it.
          <Box sx={{ display: "flex", gap: 1, my: -0.75, alignItems: "flex-start", flexWrap: "wrap" }}>{actions}</Box>
        )}
      </Box>
      {children}
    </Card>
  );
};
