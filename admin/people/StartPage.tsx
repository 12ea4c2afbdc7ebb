import { useState } from "react";
import HomeIcon from "@mui/icons-material/HomeWorkOutlined";
import SyncIcon from "@mui/icons-material/SyncOutlined";
import WaitIcon from "@mui/icons-material/EventRepeatOutlined";
import GroupIcon from "@mui/icons-material/GroupsOutlined";
import { Alert, Autocomplete, Box, Button, Link, TextField, Typography } from "@mui/material";
import {
  LatestRegisterSyncDocument,
  ListOrganisationsDocument,
  MunicipalitySummaryDocument,
  ViewerDocument,
  type ViewerQuery,
} from "#schema/operations";
import { Link as RouterLink, useNavigate } from "react-router-dom";
import { ToConfirmSection } from "../activities/ToConfirmSection.tsx";
import { Attribution } from "../fields/Attribution.tsx";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { Section } from "../fields/Section.tsx";
import { listAddress } from "../organisations/listing.ts";
import { OrganisationLink } from "../organisations/columns.tsx";
import { Figures } from "../places/Figures.tsx";
import { usePlaces } from "../places/usePlaces.ts";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { useOperation } from "../platform/useOperation.ts";
import { SyncChip } from "../registry/SyncChip.tsx";
import { addressOf, routes } from "../routes.ts";

type Membership = ViewerQuery["viewer"]["memberships"][number];

/** Roles of those who belong to one organisation. */
const isOwn = ({ roles }: Membership): boolean => roles.some((role) => role === "LEADER" || role === "MEMBER");

/** Where the day begins: search, one's own municipality or organisation, and what waits for someone. */
export const StartPage = () => {
  const text = useText();
  const { data, error, refetch } = useOperation(ViewerDocument, {}, { lasting: true });
  if (error) return <Refusal error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={8} />;
  const { name, memberships } = data.viewer;
  const own = memberships.filter(isOwn);
  const home = memberships.find((membership) => !isOwn(membership) && membership.body.municipality !== null)?.body
    .municipality;
  return (
    <>
      <PageHead
        title={name === "" ? text("start.titlePlain") : text("start.title", { name })}
        lead={memberships.map(({ body, roles }) => (
          <div key={body.id}>
            {text("start.roles", { roles: roles.map((role) => text(`role.${role}`)).join(", "), body: body.name })}
          </div>
        ))}
      />
      <Box sx={{ display: "grid", gap: 2.5 }}>
        <Search />
        {memberships.length === 0 && (
          <Alert severity="info">
            <Typography sx={{ fontWeight: 650 }}>{text("start.noMembership")}</Typography>
            {text("start.noMembershipHelp")}
          </Alert>
        )}
        {own.map(({ body }) => (
          <Section key={body.id} title={text("start.myOrganisation")} icon={<GroupIcon aria-hidden fontSize="small" />}>
            <Typography sx={{ mb: 1.5 }}>{body.name}</Typography>
            <Button variant="contained" component={RouterLink} to={addressOf("organisation", { id: body.id })}>
              {text("start.openOrganisation", { name: body.name })}
            </Button>
          </Section>
        ))}
        <ToConfirmSection />
        {home !== undefined && home !== null ? <Home number={home.number} /> : own.length === 0 && <Nationwide />}
        <Box
          sx={{
            display: "grid",
            gap: 2.5,
            gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "3fr 2fr" },
            alignItems: "start",
          }}
        >
          {own.length === 0 && <ToConfirm municipality={home?.number ?? null} />}
          <LatestSync />
        </Box>
      </Box>
      <Attribution />
    </>
  );
};

const Search = () => {
  const text = useText();
  const navigate = useNavigate();
  const [words, setWords] = useState("");
  return (
    <Box
      component="form"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        void navigate(listAddress({ search: words.trim() === "" ? null : words.trim() }));
      }}
      sx={{ display: "flex", gap: 1, maxWidth: 640 }}
    >
      <TextField
        type="search"
        fullWidth
        label={text("start.search")}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        slotProps={{ htmlInput: { autoComplete: "off", maxLength: 200 } }}
      />
      <Button type="submit" variant="contained">
        {text("start.searchButton")}
      </Button>
    </Box>
  );
};

/** One's own municipality in four figures. */
const Home = ({ number }: { number: string }) => {
  const text = useText();
  const { data, error, refetch } = useOperation(MunicipalitySummaryDocument, { number });
  const municipality = data?.municipality;
  return (
    <Section title={text("start.municipality")} icon={<HomeIcon aria-hidden fontSize="small" />}>
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={3} />}
      {municipality !== undefined && municipality !== null && (
        <>
          <Figures
            figures={[
              {
                label: text("municipality.inRegister"),
                count: municipality.sector.inVoluntaryRegister,
                to: listAddress({ municipalities: [number], inVoluntaryRegister: true }),
              },
              {
                label: text("municipality.confirmed"),
                count: municipality.sector.confirmedProfiles,
                to: listAddress({ municipalities: [number], profileStates: ["CONFIRMED"] }),
              },
              {
                label: text("municipality.again"),
                count: municipality.sector.mustBeConfirmedAgain,
                to: listAddress({ municipalities: [number], profileStates: ["MUST_BE_CONFIRMED_AGAIN"] }),
              },
              {
                label: text("municipality.unconfirmed"),
                count: municipality.sector.unconfirmedProfiles,
                to: listAddress({ municipalities: [number], profileStates: ["UNCONFIRMED"] }),
              },
            ]}
          />
          <Button variant="outlined" component={RouterLink} to={addressOf("municipality", { number })} sx={{ mt: 2 }}>
            {text("start.openMunicipality", { name: municipality.name })}
          </Button>
        </>
      )}
    </Section>
  );
};

const Nationwide = () => {
  const text = useText();
  const navigate = useNavigate();
  const { municipalities } = usePlaces();
  return (
    <Section
      title={text("start.nationwide")}
      help={text("start.nationwideHelp")}
      icon={<HomeIcon aria-hidden fontSize="small" />}
    >
      <Autocomplete
        options={municipalities}
        groupBy={({ group }) => group}
        getOptionLabel={({ name }) => name}
        getOptionKey={({ id }) => id}
        onChange={(_, chosen) => chosen !== null && void navigate(addressOf("municipality", { number: chosen.id }))}
        renderInput={(params) => <TextField {...params} label={text("start.chooseMunicipality")} />}
        sx={{ maxWidth: 420 }}
      />
    </Section>
  );
};

/** As many as fit on a screen beside the rest. */
const shown = 6;

const ToConfirm = ({ municipality }: { municipality: string | null }) => {
  const text = useText();
  const { day } = useFormat();
  const filter = {
    profileStates: ["MUST_BE_CONFIRMED_AGAIN" as const],
    municipalities: municipality === null ? null : [municipality],
  };
  const { data, error, refetch } = useOperation(ListOrganisationsDocument, {
    filter,
    orderBy: "PROFILE_OLDEST_FIRST",
    first: shown,
  });
  const organisations = data?.organisations;
  return (
    <Section
      title={text("start.toConfirm")}
      help={text("start.toConfirmHelp")}
      icon={<WaitIcon aria-hidden fontSize="small" />}
    >
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={3} />}
      {organisations?.totalCount === 0 && <Empty title={text("start.nothingToConfirm")} />}
      <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 1 }}>
        {organisations?.nodes.map((organisation) => (
          <li key={organisation.id}>
            <OrganisationLink {...organisation} />
            <Typography variant="body2" color="textSecondary">
              {[
                organisation.municipality?.name,
                organisation.capabilityProfile.confirmedAt &&
                  text("start.confirmed", { when: day(organisation.capabilityProfile.confirmedAt) }),
              ]
                .filter(Boolean)
                .join(" · ")}
            </Typography>
          </li>
        ))}
      </Box>
      {organisations !== undefined && organisations.totalCount > shown && (
        <Button component={RouterLink} to={listAddress(filter, "PROFILE_OLDEST_FIRST")} sx={{ mt: 1 }}>
          {text("start.allToConfirm")}
        </Button>
      )}
    </Section>
  );
};

const LatestSync = () => {
  const text = useText();
  const { moment, number } = useFormat();
  const { data, error, refetch } = useOperation(LatestRegisterSyncDocument, {});
  const latest = data?.registerSyncs[0];
  return (
    <Section title={text("start.latestSync")} icon={<SyncIcon aria-hidden fontSize="small" />}>
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={2} />}
      {data !== undefined && latest === undefined && (
        <Empty title={text("start.noSync")} help={text("start.noSyncHelp")} />
      )}
      {latest !== undefined && (
        <Box sx={{ display: "grid", gap: 0.75 }}>
          <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
            <time dateTime={latest.startedAt}>{moment(latest.startedAt)}</time>
            <SyncChip state={latest.state} />
          </Box>
          <Typography variant="body2" color="textSecondary">
            {(["added", "changed", "gone"] as const)
              .map((figure) => `${text(`sync.${figure}`)}: ${number(latest[figure])}`)
              .join(" · ")}
          </Typography>
          <Link component={RouterLink} to={routes.registerSyncs} variant="body2">
            {text("start.allSyncs")}
          </Link>
        </Box>
      )}
    </Section>
  );
};
