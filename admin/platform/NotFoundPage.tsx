import { Button } from "@mui/material";
import { Link } from "react-router-dom";
import { Empty } from "../fields/Empty.tsx";
import { routes } from "../routes.ts";
import { useText } from "./i18n/index.ts";
import { PageHead } from "./PageHead.tsx";

/** An address that leads nowhere. */
export const NotFoundPage = () => {
  const text = useText();
  return (
    <>
      <PageHead title={text("notFound.title")} />
      <Empty title={text("notFound.help")}>
        <Button variant="contained" component={Link} to={routes.start}>
          {text("nav.start")}
        </Button>
      </Empty>
    </>
  );
};
