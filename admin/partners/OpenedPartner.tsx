import type { ReactNode } from "react";
import { Button } from "@mui/material";
import { ShowPartnerDocument, type ShowPartnerQuery } from "#schema/operations";
import { Link, useParams } from "react-router-dom";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Refused } from "../platform/client.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useOperation } from "../platform/useOperation.ts";
import { routes } from "../routes.ts";

export type ShownPartner = NonNullable<ShowPartnerQuery["partner"]>;

type OpenedPartnerProps = {
  readonly children: (partner: ShownPartner, readAgain: () => Promise<unknown>) => ReactNode;
};

/** The partner that the address names, once it is here. */
export const OpenedPartner = ({ children }: OpenedPartnerProps) => {
  const text = useText();
  const { orgNumber = "" } = useParams();
  const isNumber = /^\d{9}$/.test(orgNumber);
  const { data, error, refetch } = useOperation(ShowPartnerDocument, isNumber ? { orgNumber } : null);
  const crumbs = [{ label: text("partner.listTitle"), to: routes.partners }];
  // Nine digits that are no organisation's are refused before anything is looked for.
  const isNone = error instanceof Refused && error.code === "BAD_USER_INPUT";
  if (error !== null && !isNone)
    return (
      <>
        <PageHead title={text("partner.one")} crumbs={crumbs} />
        <Refusal error={error} retry={() => void refetch()} />
      </>
    );
  if (isNumber && data === undefined && !isNone) return <Loading lines={8} />;
  if (data?.partner) return children(data.partner, refetch);
  return (
    <>
      <PageHead title={text("partner.notFound")} crumbs={crumbs} />
      <Empty title={text("partner.notFoundHelp")}>
        <Button variant="outlined" component={Link} to={routes.partners}>
          {text("partner.listTitle")}
        </Button>
      </Empty>
    </>
  );
};
