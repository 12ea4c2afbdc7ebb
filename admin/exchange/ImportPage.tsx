import { useState } from "react";
import { Box } from "@mui/material";
import { type ImportDefaultsInput, ShowPrimaryPlatformDocument } from "#schema/operations";
import { DraftKept } from "../fields/DraftKept.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Section } from "../fields/Section.tsx";
import { type Found, OrganisationField } from "../organisations/OrganisationField.tsx";
import { useActing } from "../people/useActing.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useDraft } from "../platform/useDraft.ts";
import { useOperation } from "../platform/useOperation.ts";
import { routes } from "../routes.ts";
import { ImportDefaults } from "./ImportDefaults.tsx";
import { ImportPreview, type Mended, nothingMended } from "./ImportPreview.tsx";
import { type Done, ImportResult } from "./ImportResult.tsx";
import { ImportSource, ImportTemplate } from "./ImportSource.tsx";

type Written = Mended & {
  readonly organiser: Found | null;
  readonly pasted: string;
  readonly file: { readonly name: string; readonly content: string } | null;
  readonly said: ImportDefaultsInput;
};

/** Where activities come in from a file or a calendar, in the name of the body acted for or of one that is looked after. */
export const ImportPage = () => {
  const { home, isLoading } = useActing();
  if (isLoading) return <Loading lines={8} />;
  return <Import body={home ?? null} municipality={home?.municipality?.number ?? null} />;
};

const Import = ({ body, municipality }: { body: Found | null; municipality: string | null }) => {
  const text = useText();
  const { values, write, drop, kept } = useDraft<Written>(`import by ${body?.id ?? "nobody"}`, {
    ...nothingMended,
    organiser: body && { id: body.id, name: body.name },
    pasted: "",
    file: null,
    said: { municipality },
  });
  const { organiser, file, said } = values;
  const organiserId = organiser?.id ?? null;
  const [done, setDone] = useState<Done | null>(null);
  const platform = useOperation(ShowPrimaryPlatformDocument, organiserId === null ? null : { id: organiserId });
  const primary = platform.data?.organisation?.capabilityProfile.primaryPlatform ?? null;
  const defaults = { ...said, registeredAt: said.registeredAt === undefined ? primary : said.registeredAt };
  return (
    <>
      <PageHead
        title={text("exchange.title")}
        lead={text("exchange.lead")}
        crumbs={[{ label: text("activity.listTitle"), to: routes.activities }]}
      />
      <Box sx={{ display: "grid", gap: 2.5, maxWidth: 900 }}>
        {done ? (
          <ImportResult done={done} again={() => setDone(null)} />
        ) : (
          <>
            <DraftKept {...kept} />
            <Section title={text("exchange.file")} actions={<ImportTemplate />}>
              <Box sx={{ display: "grid", gap: 2 }}>
                <OrganisationField
                  key={String(kept.isBack)}
                  label={text("activity.organiser")}
                  help={text("activity.organiserHelp")}
                  initial={organiser}
                  isRequired
                  onChange={(chosen) => write({ ...nothingMended, organiser: chosen })}
                />
                <ImportSource
                  file={file}
                  pasted={values.pasted}
                  onPaste={(pasted) => write({ pasted })}
                  onFile={(chosen) => write({ ...nothingMended, file: chosen })}
                />
              </Box>
            </Section>
            <Section title={text("exchange.defaults")} help={text("exchange.defaultsHelp")}>
              <ImportDefaults value={defaults} onChange={(more) => write({ said: more })} />
            </Section>
            {file !== null && organiserId !== null && (
              <ImportPreview
                key={`${organiserId} ${file.content}`}
                organiserId={organiserId}
                file={file.content}
                defaults={defaults}
                mended={values}
                onMend={write}
                onDone={(finished) => {
                  drop({ organiser, said });
                  setDone(finished);
                }}
              />
            )}
          </>
        )}
      </Box>
    </>
  );
};
