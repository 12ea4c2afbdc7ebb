import { useState } from "react";
import BalanceIcon from "@mui/icons-material/BalanceOutlined";
import { Box, Button, Typography } from "@mui/material";
import { ListColleaguesDocument, ListOthersInterestsDocument } from "#schema/operations";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Section } from "../fields/Section.tsx";
import { useText } from "../platform/i18n/index.ts";
import { useAllPages } from "../platform/useAllPages.ts";
import { useOperation } from "../platform/useOperation.ts";
import { InterestFacts } from "./InterestFacts.tsx";

type OthersInterestsProps = { readonly bodyId: string; readonly isAuditing: boolean };

/** What others of the body have declared, for their superior and for auditors; asked for when the person says so, since it is noted. */
export const OthersInterests = ({ bodyId, isAuditing }: OthersInterestsProps) => {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const { data } = useOperation(ListColleaguesDocument, { organisationId: bodyId });
  const hasSubordinates = data?.members.nodes.some(({ superior }) => superior?.isViewer === true) === true;
  if (!isAuditing && !hasSubordinates) return null;
  return (
    <Section
      title={text("interest.others")}
      help={text("interest.othersHelp")}
      icon={<BalanceIcon aria-hidden fontSize="small" />}
    >
      {isOpen ? (
        <Shown bodyId={bodyId} />
      ) : (
        <Button variant="outlined" onClick={() => setOpen(true)}>
          {text("interest.showOthers")}
        </Button>
      )}
    </Section>
  );
};

/** More people than any body has who handle its cases. */
const mostPages = 40;

const Shown = ({ bodyId }: { bodyId: string }) => {
  const text = useText();
  const { pages, error, refetch, isLoading } = useAllPages(
    ListOthersInterestsDocument,
    (after) => ({ organisationId: bodyId, after }),
    ({ members }) => members.pageInfo,
    mostPages,
    { noted: true },
  );
  if (error !== null) return <Refusal error={error} retry={() => void refetch()} />;
  if (isLoading) return <Loading lines={4} />;
  const tied = pages
    .flatMap(({ members }) => members.nodes)
    .filter(({ isViewer, interests }) => !isViewer && (interests?.length ?? 0) > 0);
  if (tied.length === 0) return <Empty title={text("interest.nobodyHas")} />;
  return (
    <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 2 }}>
      {tied.map(({ id, name, interests }) => (
        <li key={id}>
          <Typography sx={{ fontWeight: 650, overflowWrap: "anywhere" }}>{name}</Typography>
          <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, pl: 2, display: "grid", gap: 1 }}>
            {interests?.map((interest) => (
              <li key={interest.id}>
                <InterestFacts interest={interest} />
              </li>
            ))}
          </Box>
        </li>
      ))}
    </Box>
  );
};
