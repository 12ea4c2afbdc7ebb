import type {
  Accessibility,
  ActivityGroup,
  Commitment,
  EquipmentNeed,
  LanguageLevel,
  PricePeriod,
  RecurrenceFrequency,
  TimeOfDayBand,
} from "#schema/operations";
import type { Role } from "../platform/authProvider.ts";

/** Who may have something to arrange; of whom and where, the server decides. */
export const arrangers: readonly Role[] = ["ADMINISTRATOR", "COORDINATOR", "CENTRE", "HUB", "LEADER", "MEMBER"];

/** Codes of the choices on the pages of activities, in the order they are offered. */
export const groups: readonly ActivityGroup[] = ["EVERYONE", "WOMEN", "MEN", "FAMILIES"];
export const levels: readonly LanguageLevel[] = ["A0", "A1", "A2", "B1", "B2"];
export const periods: readonly PricePeriod[] = ["EACH_TIME", "MONTH", "SEASON", "YEAR"];
export const equipmentNeeds: readonly EquipmentNeed[] = ["NONE", "LENT", "OWN"];
export const commitments: readonly Commitment[] = ["DROP_IN", "TRY", "REGULAR"];
export const accessibilities: readonly Accessibility[] = ["STEP_FREE", "HEARING_LOOP", "QUIET", "COMPANION"];
export const frequencies: readonly RecurrenceFrequency[] = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
export const timesOfDay: readonly TimeOfDayBand[] = ["MORNING", "AFTERNOON", "EVENING"];
