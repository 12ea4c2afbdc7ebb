import type { ReactNode } from "react";
import type { AuditEntryFragment } from "#schema/operations";
import { usePermissions } from "react-admin";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Section } from "../fields/Section.tsx";
import type { Role } from "../platform/authProvider.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { Trail, type Read } from "./Trail.tsx";
import { maySearch } from "./words.ts";

/** Something that has a trail, as a page of its entries tells of it; the trail is null for who may not read it. */
type Told = { readonly auditTrail: { readonly nodes: readonly AuditEntryFragment[] } | null };

type TrailPageProps<Of extends Told> = Omit<Read, "entries"> & {
  /** As each page told of it; null where there is no such thing. */
  readonly pages: readonly (Of | null)[] | undefined;
  readonly nameOf: (of: Of) => string;
  readonly crumbsOf: (of: Of) => readonly { readonly label: string; readonly to: string }[];
  readonly lead?: string;
  /** For whom the trail is. */
  readonly readers?: string;
  /** What stands where there is no such thing. */
  readonly missing: ReactNode;
};

/** What people have done to something, on a page of its own, for those whose work it is to know. */
export const TrailPage = <Of extends Told>({
  pages,
  nameOf,
  crumbsOf,
  missing,
  lead,
  readers,
  ...read
}: TrailPageProps<Of>) => {
  const text = useText();
  const { permissions } = usePermissions<readonly Role[]>();
  const first = pages?.[0];
  if (read.error !== null)
    return (
      <>
        <PageHead title={text("audit.open")} />
        <Refusal error={read.error} retry={() => void read.refetch()} />
      </>
    );
  if (first === undefined) return <Loading lines={8} />;
  if (first === null) return missing;
  return (
    <>
      <PageHead
        title={text("audit.title", { name: nameOf(first) })}
        lead={lead ?? text("audit.lead")}
        crumbs={crumbsOf(first)}
      />
      {first.auditTrail === null ? (
        <Empty title={text("audit.notYours")} help={readers ?? text("audit.notYoursHelp")} />
      ) : (
        <Section title={text("audit.list")}>
          <Trail
            {...read}
            entries={pages?.flatMap((page) => page?.auditTrail?.nodes ?? [])}
            empty="audit.empty"
            searches={maySearch(permissions)}
          />
        </Section>
      )}
    </>
  );
};
