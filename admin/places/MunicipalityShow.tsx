import { Box, Button, Link, Typography } from "@mui/material";
import { ShowMunicipalityDocument, type OrganisationFilter, type ShowMunicipalityQuery } from "#schema/operations";
import { Link as RouterLink, useParams } from "react-router-dom";
import { Attribution } from "../fields/Attribution.tsx";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Section } from "../fields/Section.tsx";
import { useNames } from "../organisations/choices.ts";
import { listAddress } from "../organisations/listing.ts";
import { useFormat } from "../platform/format.ts";
import { useLanguage, useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { publicMunicipality, publicPoster } from "../platform/publicPages.ts";
import { useOperation } from "../platform/useOperation.ts";
import { routes } from "../routes.ts";
import { Counted } from "./Counted.tsx";
import { CountyMap } from "./CountyMap.tsx";
import { Figures } from "./Figures.tsx";
import { GroupChart } from "./GroupChart.tsx";
import { Reachable } from "./Reachable.tsx";

type Municipality = NonNullable<ShowMunicipalityQuery["municipality"]>;

/** «Know the voluntary sector in your municipality»: who there is, what is confirmed, and what nobody has answered for. */
export const MunicipalityShow = () => {
  const text = useText();
  const { number = "" } = useParams();
  const isNumber = /^\d{4}$/.test(number);
  const { data, error, refetch } = useOperation(ShowMunicipalityDocument, isNumber ? { number } : null);
  if (error) return <Refusal error={error} retry={() => void refetch()} />;
  if (isNumber && data === undefined) return <Loading lines={10} />;
  if (data === undefined || data.municipality === null)
    return (
      <>
        <PageHead
          title={text("municipality.notFound")}
          crumbs={[{ label: text("municipality.listTitle"), to: routes.municipalities }]}
        />
        <Empty title={text("municipality.notFoundHelp")}>
          <Button variant="outlined" component={RouterLink} to={routes.municipalities}>
            {text("municipality.listTitle")}
          </Button>
        </Empty>
      </>
    );
  return <Page municipality={data.municipality} />;
};

const Page = ({ municipality }: { municipality: Municipality }) => {
  const text = useText();
  const [language] = useLanguage();
  const names = useNames();
  const { number: format } = useFormat();
  const { number, name, county, sector } = municipality;
  /** The list behind a figure has what the figure counts. */
  const here = (filter?: OrganisationFilter): string =>
    listAddress({ municipalities: [number], ...(filter && { statuses: ["ACTIVE"], ...filter }) });
  const gaps = sector.capabilities.filter(({ confirmed }) => confirmed === 0);
  const covered = sector.capabilities.filter(({ confirmed }) => confirmed > 0);
  const isEmpty = sector.byKind.length === 0;
  return (
    <>
      <PageHead
        title={text("municipality.title", { name })}
        lead={[
          text("municipality.county", { county: county.name }),
          ...municipality.names.filter((other) => other !== name),
        ].join(" · ")}
        crumbs={[{ label: text("municipality.listTitle"), to: routes.municipalities }]}
      >
        <Button variant="outlined" href={publicMunicipality(language, number)}>
          {text("publicPage.open")}
        </Button>
        <Button variant="outlined" href={publicPoster(language, number)}>
          {text("publicPage.print")}
        </Button>
        <Button variant="contained" component={RouterLink} to={here()}>
          {text("municipality.all", { name })}
        </Button>
      </PageHead>
      {!isEmpty && (
        <Box sx={{ mb: 2.5 }}>
          <Figures
            figures={[
              {
                label: text("municipality.inRegister"),
                count: sector.inVoluntaryRegister,
                to: here({ inVoluntaryRegister: true }),
              },
              {
                label: text("municipality.confirmed"),
                count: sector.confirmedProfiles,
                to: here({ profileStates: ["CONFIRMED"] }),
              },
              {
                label: text("municipality.again"),
                count: sector.mustBeConfirmedAgain,
                to: here({ profileStates: ["MUST_BE_CONFIRMED_AGAIN"] }),
              },
              {
                label: text("municipality.unconfirmed"),
                count: sector.unconfirmedProfiles,
                to: here({ profileStates: ["UNCONFIRMED"] }),
              },
            ]}
          />
        </Box>
      )}
      <Box
        sx={{
          display: "grid",
          gap: 2.5,
          gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "minmax(0, 8fr) minmax(18rem, 5fr)" },
          alignItems: "start",
        }}
      >
        <Box sx={{ display: "grid", gap: 2.5 }}>
          {isEmpty ? (
            <Empty title={text("municipality.empty")} help={text("municipality.emptyHelp")} />
          ) : (
            <Section title={text("municipality.chart")} help={text("municipality.chartHelp")}>
              <GroupChart
                title={text("municipality.chart")}
                bars={sector.byIcnpoGroup.map(({ category, count }) => ({
                  key: category.code,
                  label: names.icnpo(category),
                  count,
                  to: here({ icnpo: [category.code], inVoluntaryRegister: true }),
                }))}
              />
            </Section>
          )}
          <Section title={text("municipality.gaps")} {...(gaps.length > 0 && { help: text("municipality.gapsHelp") })}>
            {gaps.length === 0 ? (
              <Typography>{text("municipality.noGaps")}</Typography>
            ) : (
              <Box component="ul" sx={{ m: 0, pl: 2.5, columns: { xs: 1, sm: 2 } }}>
                {gaps.map(({ capability }) => (
                  <li key={capability}>
                    <Link
                      component={RouterLink}
                      to={here({
                        capabilities: [capability],
                        profileStates: ["UNCONFIRMED", "MUST_BE_CONFIRMED_AGAIN"],
                      })}
                    >
                      {text(`capability.${capability}`)}
                    </Link>
                  </li>
                ))}
              </Box>
            )}
          </Section>
          {covered.length > 0 && (
            <Section title={text("municipality.covered")}>
              <Counted
                columns={2}
                counts={covered.map(({ capability, confirmed }) => ({
                  key: capability,
                  label: text(`capability.${capability}`),
                  count: text("municipality.coveredBy", { smart_count: confirmed }),
                  to: here({ capabilities: [capability], profileStates: ["CONFIRMED"] }),
                }))}
              />
            </Section>
          )}
        </Box>
        <Box sx={{ display: "grid", gap: 2.5 }}>
          <Section title={text("organisation.map")}>
            <CountyMap municipality={municipality} />
          </Section>
          <Reachable municipality={number} />
          {!isEmpty && (
            <Section title={text("municipality.kinds")}>
              <Counted
                counts={sector.byKind.map(({ kind, count }) => ({
                  key: kind,
                  label: text(`kind.${kind}`),
                  count: format(count),
                  to: here({ kinds: [kind] }),
                }))}
              />
            </Section>
          )}
        </Box>
      </Box>
      <Attribution />
    </>
  );
};
