import { ActivityTrailDocument } from "#schema/operations";
import { useParams } from "react-router-dom";
import { ActivityMissing } from "../activities/ActivityMissing.tsx";
import { useText } from "../platform/i18n/index.ts";
import { usePagedOperation } from "../platform/useOperation.ts";
import { addressOf, routes } from "../routes.ts";
import { TrailPage } from "./TrailPage.tsx";

/** What people have done to an activity: who wrote, published, moved, confirmed and ended it. */
export const ActivityTrail = () => {
  const text = useText();
  const { id = "" } = useParams();
  const { data, ...read } = usePagedOperation(
    ActivityTrailDocument,
    (after) => ({ id, after }),
    (page) => page.activity?.auditTrail?.pageInfo,
    { noted: true },
  );
  return (
    <TrailPage
      {...read}
      pages={data?.pages.map(({ activity }) => activity)}
      nameOf={({ title }) => title}
      crumbsOf={({ title }) => [
        { label: text("activity.listTitle"), to: routes.activities },
        { label: title, to: addressOf("activity", { id }) },
      ]}
      missing={<ActivityMissing />}
    />
  );
};
