import { Empty } from "../fields/Empty.tsx";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { routes } from "../routes.ts";

/** A venue that is not there. */
export const VenueMissing = () => {
  const text = useText();
  return (
    <>
      <PageHead title={text("venue.missing")} crumbs={[{ label: text("venue.listTitle"), to: routes.venues }]} />
      <Empty title={text("venue.missing")} help={text("venue.missingHelp")} />
    </>
  );
};
