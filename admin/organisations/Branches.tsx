import BranchesIcon from "@mui/icons-material/AccountTreeOutlined";
import { Box, Typography } from "@mui/material";
import { OrganisationBranchesDocument } from "#schema/operations";
import { Refusal } from "../fields/Refusal.tsx";
import { More } from "../fields/More.tsx";
import { Section } from "../fields/Section.tsx";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { usePagedOperation } from "../platform/useOperation.ts";
import { OrganisationLink } from "./columns.tsx";

/** Units and branches below an organisation; nothing where it has none. */
export const Branches = ({ id }: { id: string }) => {
  const text = useText();
  const { number } = useFormat();
  const paged = usePagedOperation(
    OrganisationBranchesDocument,
    (after) => ({ id, after }),
    (page) => page.organisation?.branches.pageInfo,
  );
  const { data, error, refetch } = paged;
  const pages = data?.pages.flatMap(({ organisation }) => (organisation === null ? [] : [organisation.branches])) ?? [];
  const total = pages[0]?.totalCount ?? 0;
  if (error === null && total === 0) return null;
  return (
    <Section
      title={`${text("organisation.branches")}${total > 0 ? ` (${number(total)})` : ""}`}
      icon={<BranchesIcon aria-hidden fontSize="small" />}
    >
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 1 }}>
        {pages.flatMap(({ nodes }) =>
          nodes.map((branch) => (
            <li key={branch.id}>
              <OrganisationLink {...branch} />
              <Typography component="span" variant="body2" color="textSecondary">
                {branch.municipality === null ? "" : ` · ${branch.municipality.name}`}
              </Typography>
            </li>
          )),
        )}
      </Box>
      <More of={paged} />
    </Section>
  );
};
