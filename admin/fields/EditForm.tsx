import type { ReactNode } from "react";
import { Box, Button } from "@mui/material";
import { Form } from "react-admin";
import type { FieldValues } from "react-hook-form";
import { Link, useLocation } from "react-router-dom";
import { useText } from "../platform/i18n/index.ts";
import { Draft } from "./Draft.tsx";

type EditFormProps<Values> = {
  /** What the form began with; a later change of it would wipe out what the person has written. */
  readonly values: Values;
  /** Resolves to problems by field, or undefined when the change is made. */
  readonly onSubmit: (values: Values) => Promise<Record<string, unknown> | undefined>;
  /** Where cancelling leads. */
  readonly back: string;
  readonly submit: ReactNode;
  readonly children: ReactNode;
};

/** A form that warns before unsaved changes are left and keeps them over a new sign-in, with its buttons always in sight. */
export const EditForm = <Values extends object>({
  values,
  onSubmit,
  back,
  submit,
  children,
}: EditFormProps<Values>) => {
  const text = useText();
  const { pathname, search } = useLocation();
  return (
    // The inputs fill what the values began, so that what is sent has their shape.
    <Form
      defaultValues={values}
      onSubmit={(data: FieldValues) => onSubmit(data as Values)}
      warnWhenUnsavedChanges
      noValidate
    >
      <Box
        sx={{
          display: "grid",
          gap: 2.5,
          maxWidth: 900,
          "& section": { display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 2 },
          // The grid keeps the inputs apart; some of react-admin's have a margin of their own besides.
          "& .MuiFormControl-root": { my: 0 },
          "& section > div:first-of-type": { mb: 0 },
          "& legend.MuiFormLabel-root": { transform: "none", typography: "body2" },
        }}
      >
        {/* One that begins as a copy of something is another form than an empty one. */}
        <Draft address={`${pathname}${search}`} />
        {children}
      </Box>
      <Box
        sx={{
          // On a phone the buttons would take too much of the screen.
          position: { xs: "static", sm: "sticky" },
          bottom: 0,
          zIndex: 2,
          mt: 2.5,
          py: 1.5,
          maxWidth: 900,
          display: "flex",
          flexWrap: "wrap",
          gap: 1.5,
          alignItems: "center",
          bgcolor: "background.default",
          borderTop: 1,
          borderColor: "divider",
        }}
      >
        {submit}
        <Button component={Link} to={back}>
          {text("common.cancel")}
        </Button>
      </Box>
    </Form>
  );
};
