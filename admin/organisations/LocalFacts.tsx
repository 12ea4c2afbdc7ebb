import LocalIcon from "@mui/icons-material/EditNoteOutlined";
import { Box, Button, Link } from "@mui/material";
import type { OrganisationPageFragment } from "#schema/operations";
import { Link as RouterLink } from "react-router-dom";
import { Empty } from "../fields/Empty.tsx";
import { Facts, type Fact } from "../fields/Facts.tsx";
import { Section } from "../fields/Section.tsx";
import { ToneChip } from "../fields/ToneChip.tsx";
import { useText } from "../platform/i18n/index.ts";
import { addressOf } from "../routes.ts";

type Local = OrganisationPageFragment["local"];

export const useLocalFacts = () => {
  const text = useText();
  return ({ knownAs, tags, servesMunicipalities, note }: Local): Fact[] => [
    { label: text("field.knownAs"), value: knownAs },
    {
      label: text("field.tags"),
      value: tags.length > 0 && (
        <Box component="span" sx={{ display: "flex", flexWrap: "wrap", gap: 0.75 }}>
          {tags.map((tag) => (
            <ToneChip key={tag} tone="idle" label={tag} />
          ))}
        </Box>
      ),
    },
    {
      label: text("field.servesMunicipalities"),
      value:
        servesMunicipalities.length > 0 &&
        servesMunicipalities.map(({ number, name }, n) => (
          <span key={number}>
            {n > 0 && ", "}
            <Link component={RouterLink} to={addressOf("municipality", { number })}>
              {name}
            </Link>
          </span>
        )),
    },
    { label: text("field.note"), value: note },
  ];
};

export const isEmptyLocal = ({ knownAs, tags, servesMunicipalities, note }: Local): boolean =>
  knownAs === null && note === null && tags.length === 0 && servesMunicipalities.length === 0;

/** What those who work with an organisation know of it, which no register has. */
export const LocalFacts = ({ organisation: { id, local, viewerMay } }: { organisation: OrganisationPageFragment }) => {
  const text = useText();
  const factsOf = useLocalFacts();
  const edit = viewerMay.includes("EDIT_LOCAL_KNOWLEDGE") && (
    <Button size="small" variant="outlined" component={RouterLink} to={addressOf("organisationLocal", { id })}>
      {text("organisation.editLocal")}
    </Button>
  );
  return (
    <Section
      title={text("organisation.localKnowledge")}
      help={text("organisation.localKnowledgeHelp")}
      icon={<LocalIcon aria-hidden fontSize="small" />}
      edge="local"
      actions={!isEmptyLocal(local) && edit}
    >
      {isEmptyLocal(local) ? (
        <Empty
          title={text(edit ? "organisation.noLocal" : "organisation.noLocalReadOnly")}
          {...(edit && { help: text("organisation.noLocalHelp") })}
        >
          {edit}
        </Empty>
      ) : (
        <Facts facts={factsOf(local)} />
      )}
    </Section>
  );
};
