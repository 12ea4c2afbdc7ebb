import { OrganisationTrailDocument } from "#schema/operations";
import { usePermissions } from "react-admin";
import { useParams } from "react-router-dom";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Section } from "../fields/Section.tsx";
import { OrganisationMissing } from "../organisations/OrganisationMissing.tsx";
import type { Role } from "../platform/authProvider.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { usePagedOperation } from "../platform/useOperation.ts";
import { addressOf, routes } from "../routes.ts";
import { Trail } from "./Trail.tsx";
import { maySearch } from "./words.ts";

/** What people have done to an organisation here, for those whose work it is to know. */
export const OrganisationTrail = () => {
  const text = useText();
  const { id = "" } = useParams();
  const { permissions } = usePermissions<readonly Role[]>();
  const { data, ...read } = usePagedOperation(
    OrganisationTrailDocument,
    (after) => ({ id, after }),
    (page) => page.organisation?.auditTrail?.pageInfo,
  );
  const first = data?.pages[0]?.organisation;
  if (read.error) return <Refusal error={read.error} retry={() => void read.refetch()} />;
  if (first === undefined) return <Loading lines={8} />;
  if (first === null) return <OrganisationMissing />;
  return (
    <>
      <PageHead
        title={text("audit.title", { name: first.name })}
        lead={text("audit.lead")}
        crumbs={[
          { label: text("list.title"), to: routes.organisations },
          { label: first.name, to: addressOf("organisation", { id }) },
        ]}
      />
      {first.auditTrail === null ? (
        <Empty title={text("audit.notYours")} help={text("audit.notYoursHelp")} />
      ) : (
        <Section title={text("audit.list")}>
          <Trail
            {...read}
            entries={data?.pages.flatMap((page) => page.organisation?.auditTrail?.nodes ?? [])}
            empty="audit.empty"
            searches={maySearch(permissions)}
          />
        </Section>
      )}
    </>
  );
};
