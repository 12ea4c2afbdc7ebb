import { Empty } from "../fields/Empty.tsx";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { routes } from "../routes.ts";

/** An activity that is not there, or is not for who asks. */
export const ActivityMissing = () => {
  const text = useText();
  return (
    <>
      <PageHead
        title={text("activity.missing")}
        crumbs={[{ label: text("activity.listTitle"), to: routes.activities }]}
      />
      <Empty title={text("activity.missing")} help={text("activity.missingHelp")} />
    </>
  );
};
