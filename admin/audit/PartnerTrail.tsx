import TrailIcon from "@mui/icons-material/ManageSearchOutlined";
import { PartnerTrailDocument } from "#schema/operations";
import { Section } from "../fields/Section.tsx";
import { useText } from "../platform/i18n/index.ts";
import { usePagedOperation } from "../platform/useOperation.ts";
import { Trail } from "./Trail.tsx";

/** What people have done to a partner: who let it in, on which terms, and who stopped it. */
export const PartnerTrail = ({ orgNumber }: { orgNumber: string }) => {
  const text = useText();
  const { data, ...read } = usePagedOperation(
    PartnerTrailDocument,
    (after) => ({ orgNumber, after }),
    (page) => page.partner?.auditTrail.pageInfo,
    { noted: true },
  );
  return (
    <Section title={text("audit.entries")} icon={<TrailIcon aria-hidden fontSize="small" />}>
      <Trail
        {...read}
        entries={data?.pages.flatMap((page) => page.partner?.auditTrail.nodes ?? [])}
        empty="audit.empty"
        searches
      />
    </Section>
  );
};
