import { useState } from "react";
import { Box, Link, Typography } from "@mui/material";
import { Link as RouterLink, useLocation } from "react-router-dom";
import { Attribution } from "../fields/Attribution.tsx";
import { Empty } from "../fields/Empty.tsx";
import { Loading } from "../fields/Loading.tsx";
import { Refusal } from "../fields/Refusal.tsx";
import { SearchField } from "../fields/SearchField.tsx";
import { Section } from "../fields/Section.tsx";
import { useText } from "../platform/i18n/index.ts";
import { PageHead } from "../platform/PageHead.tsx";
import { isOpenedToSearch } from "../platform/searchKey.ts";
import { addressOf } from "../routes.ts";
import { usePlaces } from "./usePlaces.ts";

/** Without accents: few have the keys for Kárášjohka. */
const folded = (words: string): string =>
  words
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLocaleLowerCase("nb");

/** The 357 municipalities by county, to be found by any of their official names. */
export const MunicipalityList = () => {
  const text = useText();
  const { state } = useLocation();
  const { counties, isLoading, error, refetch } = usePlaces();
  const [search, setSearch] = useState("");
  const wanted = folded(search.trim());
  const found = counties
    .map((county) => ({
      ...county,
      municipalities: county.municipalities.filter(({ number, names }) =>
        [...names, number].some((name) => folded(name).includes(wanted)),
      ),
    }))
    .filter(({ municipalities }) => municipalities.length > 0);
  return (
    <>
      <PageHead title={text("municipality.listTitle")} />
      <Box sx={{ maxWidth: 480, mb: 3 }}>
        <SearchField
          label={text("municipality.find")}
          value={search}
          onSearch={setSearch}
          autoFocus={isOpenedToSearch(state)}
        />
      </Box>
      {error !== null && <Refusal error={error} retry={() => void refetch()} />}
      {isLoading && <Loading lines={10} />}
      <Box role="status">
        {!isLoading && error === null && found.length === 0 && <Empty title={text("municipality.none", { search })} />}
      </Box>
      <Box sx={{ columns: "22rem", columnGap: 2, "& > section": { breakInside: "avoid", mb: 2 } }}>
        {found.map(({ number, name, municipalities }) => (
          <Section key={number} title={name}>
            <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, columns: 2, columnGap: 2 }}>
              {municipalities.map((municipality) => (
                <Box component="li" key={municipality.number} sx={{ breakInside: "avoid", py: 0.4 }}>
                  <Link component={RouterLink} to={addressOf("municipality", { number: municipality.number })}>
                    {municipality.name}
                  </Link>
                  {municipality.names.length > 1 && (
                    <Typography component="span" variant="body2" color="textSecondary" sx={{ display: "block" }}>
                      {municipality.names.filter((other) => other !== municipality.name).join(" · ")}
                    </Typography>
                  )}
                </Box>
              ))}
            </Box>
          </Section>
        ))}
      </Box>
      <Attribution of="mapAttribution" />
    </>
  );
};
