import { OrganisationTrailDocument } from "#schema/operations";
import { useParams } from "react-router-dom";
import { OrganisationMissing } from "../organisations/OrganisationMissing.tsx";
import { useText } from "../platform/i18n/index.ts";
import { usePagedOperation } from "../platform/useOperation.ts";
import { addressOf, routes } from "../routes.ts";
import { TrailPage } from "./TrailPage.tsx";

/** What people have done to an organisation here; what the registers did stands in its history. */
export const OrganisationTrail = () => {
  const text = useText();
  const { id = "" } = useParams();
  const { data, ...read } = usePagedOperation(
    OrganisationTrailDocument,
    (after) => ({ id, after }),
    (page) => page.organisation?.auditTrail?.pageInfo,
    { noted: true },
  );
  return (
    <TrailPage
      {...read}
      pages={data?.pages.map(({ organisation }) => organisation)}
      nameOf={({ name }) => name}
      crumbsOf={({ name }) => [
        { label: text("list.title"), to: routes.organisations },
        { label: name, to: addressOf("organisation", { id }) },
      ]}
      lead={text("audit.organisationLead")}
      readers={text("audit.organisationReaders")}
      missing={<OrganisationMissing />}
    />
  );
};
