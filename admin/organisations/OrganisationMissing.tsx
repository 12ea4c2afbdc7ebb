import { Button } from "@mui/material";
import { Link } from "react-router-dom";
import { Empty } from "../fields/Empty.tsx";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { routes } from "../routes.ts";

/** An organisation that does not exist, or that this person may not know of. */
export const OrganisationMissing = () => {
  const text = useText();
  return (
    <>
      <PageHead
        title={text("organisation.notFound")}
        crumbs={[{ label: text("list.title"), to: routes.organisations }]}
      />
      <Empty title={text("organisation.notFoundHelp")}>
        <Button variant="outlined" component={Link} to={routes.organisations}>
          {text("list.title")}
        </Button>
      </Empty>
    </>
  );
};
