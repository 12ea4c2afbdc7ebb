import { Box, Card, Typography } from "@mui/material";
import { ProfileChip, ToneChip } from "../fields/ToneChip.tsx";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { useNames } from "./choices.ts";
import { OrganisationLink, type Row } from "./columns.tsx";
import { SelectBox } from "./OrganisationTable.tsx";

/** The list as cards, for screens too narrow for a table. */
export const OrganisationCards = ({ rows }: { rows: readonly Row[] }) => {
  const text = useText();
  const { icnpo } = useNames();
  const { orgNumber } = useFormat();
  const mayTag = rows.some(({ viewerMay }) => viewerMay.includes("TAG"));
  return (
    <Box
      component="ul"
      aria-label={text("list.table")}
      sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 1.25 }}
    >
      {rows.map((row) => {
        const [main] = row.icnpo;
        const facts = [row.municipality?.name, main && icnpo(main), row.orgNumber && orgNumber(row.orgNumber)];
        return (
          <Card
            key={row.id}
            component="li"
            sx={{ p: 1.5, pl: mayTag ? 0.5 : 1.5, display: "flex", alignItems: "flex-start" }}
          >
            {mayTag && <SelectBox row={row} />}
            <Box sx={{ minWidth: 0, pt: mayTag ? 0.9 : 0, display: "grid", gap: 0.75, overflowWrap: "anywhere" }}>
              <OrganisationLink id={row.id} name={row.name} />
              <Typography variant="body2" color="textSecondary">
                {facts.filter((fact) => fact !== undefined && fact !== null).join(" · ")}
              </Typography>
              <Box sx={{ display: "flex", flexWrap: "wrap", gap: 0.75 }}>
                <ProfileChip state={row.capabilityProfile.state} />
                {row.status !== "ACTIVE" && <ToneChip tone="wait" label={text(`status.${row.status}`)} />}
                {row.local.tags.map((tag) => (
                  <ToneChip key={tag} tone="idle" label={tag} />
                ))}
              </Box>
            </Box>
          </Card>
        );
      })}
    </Box>
  );
};
