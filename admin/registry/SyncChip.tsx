import type { RegisterSyncState } from "#schema/operations";
import { ToneChip } from "../fields/ToneChip.tsx";
import { useText } from "../platform/i18n/index.ts";

const tones = { RUNNING: "idle", FINISHED: "good", FAILED: "wait" } as const;

/** How a run of the sync went. */
export const SyncChip = ({ state }: { state: RegisterSyncState }) => {
  const text = useText();
  return <ToneChip tone={tones[state]} label={text(`syncState.${state}`)} />;
};
