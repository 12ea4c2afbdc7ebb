import { Chip } from "@mui/material";
import type { ProfileState } from "#schema/operations";
import { useText } from "../platform/i18n/index.ts";

type Tone = "good" | "wait" | "idle";

/** A small label whose colour repeats, never carries, what its words say. */
export const ToneChip = ({ tone, label }: { tone: Tone; label: string }) => (
  <Chip size="small" label={label} sx={{ color: `shades.${tone}.ink`, bgcolor: `shades.${tone}.ground` }} />
);

const tones = { UNCONFIRMED: "idle", CONFIRMED: "good", MUST_BE_CONFIRMED_AGAIN: "wait" } as const;

export const ProfileChip = ({ state }: { state: ProfileState }) => {
  const text = useText();
  return <ToneChip tone={tones[state]} label={text(`profileState.${state}`)} />;
};
