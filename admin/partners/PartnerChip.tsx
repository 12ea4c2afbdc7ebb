import type { PartnerState } from "#schema/operations";
import { ToneChip } from "../fields/ToneChip.tsx";
import { useText } from "../platform/i18n/index.ts";

const tones = { ACTIVE: "good", STOPPED: "wait" } as const;

/** Whether a partner's system is let in. */
export const PartnerChip = ({ state }: { state: PartnerState }) => {
  const text = useText();
  return <ToneChip tone={tones[state]} label={text(`partnerState.${state}`)} />;
};
