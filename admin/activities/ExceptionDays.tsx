import { useId, useState } from "react";
import { Box, Button, Chip, FormHelperText, TextField, Typography } from "@mui/material";
import { useFormContext, useWatch } from "react-hook-form";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { isDay } from "./days.ts";

/** Days on which a rule's times do not take place: added one by one, and let go of by a press. */
export const ExceptionDays = ({ source }: { source: string }) => {
  const text = useText();
  const { weekday, date } = useFormat();
  const titleId = useId();
  const { setValue } = useFormContext();
  const days = (useWatch({ name: source }) ?? []) as readonly string[];
  const [day, setDay] = useState("");
  const put = (next: readonly string[]): void => setValue(source, next, { shouldDirty: true, shouldValidate: true });
  const add = (): void => {
    put([...new Set([...days, day])].toSorted());
    setDay("");
  };
  const nameOf = (one: string): string => `${weekday(one)} ${date(one)}`;
  return (
    <Box role="group" aria-labelledby={titleId} sx={{ display: "grid", gap: 1.5, justifyItems: "start" }}>
      <Box>
        <Typography variant="h3" component="h4" id={titleId}>
          {text("activity.exceptions")}
        </Typography>
        <FormHelperText sx={{ mt: 0.5 }}>{text("activity.exceptionsHelp")}</FormHelperText>
      </Box>
      {days.length > 0 && (
        <Box component="ul" sx={{ display: "flex", flexWrap: "wrap", gap: 1, listStyle: "none", m: 0, p: 0 }}>
          {days.map((one) => {
            const remove = (): void => put(days.filter((other) => other !== one));
            return (
              <li key={one}>
                <Chip
                  label={nameOf(one)}
                  onClick={remove}
                  onDelete={remove}
                  aria-label={text("activity.letExceptionGo", { day: nameOf(one) })}
                />
              </li>
            );
          })}
        </Box>
      )}
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1.5, alignItems: "center" }}>
        <TextField
          type="date"
          size="small"
          label={text("activity.exceptionDay")}
          value={day}
          onChange={(event) => setDay(event.target.value)}
          slotProps={{ inputLabel: { shrink: true } }}
        />
        <Button variant="outlined" disabled={!isDay(day)} onClick={add}>
          {text("activity.addException")}
        </Button>
      </Box>
    </Box>
  );
};
