import { useEffect, useRef } from "react";
import { Alert, AlertTitle, Button } from "@mui/material";
import { Link } from "react-router-dom";
import { useText } from "../platform/i18n/index.ts";

type OvertakenProps = {
  /** Where what the other saved can be seen, beside what is written here. */
  readonly see: string;
  readonly startAgain: () => void;
};

/** Somebody else saved first: what to do, without taking from the person what they have written. */
export const Overtaken = ({ see, startAgain }: OvertakenProps) => {
  const text = useText();
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => alert.current?.focus(), []);
  return (
    <Alert
      ref={alert}
      tabIndex={-1}
      severity="warning"
      action={
        <>
          <Button color="inherit" component={Link} to={see} target="_blank">
            {text("overtaken.see")}
          </Button>
          <Button color="inherit" onClick={startAgain}>
            {text("overtaken.startAgain")}
          </Button>
        </>
      }
      sx={{ mb: 2, flexWrap: "wrap" }}
    >
      <AlertTitle>{text("overtaken.title")}</AlertTitle>
      {text("overtaken.help")}
    </Alert>
  );
};
