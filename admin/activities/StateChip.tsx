import type { ActivityState } from "#schema/operations";
import { ToneChip } from "../fields/ToneChip.tsx";
import { useText } from "../platform/i18n/index.ts";

const tones = { DRAFT: "idle", PUBLISHED: "good", TO_BE_CONFIRMED: "wait", HIDDEN: "wait", ENDED: "idle" } as const;

export const StateChip = ({ state }: { state: ActivityState }) => {
  const text = useText();
  return <ToneChip tone={tones[state]} label={text(`activityState.${state}`)} />;
};
