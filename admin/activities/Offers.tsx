import { Box, Link } from "@mui/material";
import { Link as RouterLink } from "react-router-dom";
import type { Refused } from "../platform/client.ts";
import { addressOf } from "../routes.ts";

/** What the voluntary sector offers near by of what a public body arranges. */
export type Offer = { readonly id: string; readonly title: string; readonly organiser: string };

const isOffer = (one: unknown): one is Offer =>
  typeof one === "object" && one !== null && "id" in one && "title" in one && "organiser" in one;

/** What a refusal says is offered already (SAY_WHY). */
export const offersIn = ({ details: { nearby } }: Refused): Offer[] =>
  Array.isArray(nearby) ? nearby.filter(isOffer) : [];

export const Offers = ({ offers }: { offers: readonly Offer[] }) => (
  <Box component="ul" sx={{ my: 0.5, pl: 2.5 }}>
    {offers.map(({ id, title, organiser }) => (
      <li key={id}>
        <Link component={RouterLink} to={addressOf("activity", { id })}>
          {title}
        </Link>
        {` · ${organiser}`}
      </li>
    ))}
  </Box>
);
