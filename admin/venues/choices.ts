import type { VenueAudience, VenueEquipment } from "#schema/operations";
import type { Role } from "../platform/authProvider.ts";
import { nb } from "../platform/i18n/nb.ts";
import { keysOf } from "../platform/keysOf.ts";

/** Every code has a text, so the texts are the list: a code that lacks one does not compile. */
export const equipment: readonly VenueEquipment[] = keysOf<VenueEquipment>(nb.venueEquipment);
export const audiences: readonly VenueAudience[] = keysOf<VenueAudience>(nb.venueAudience);

/** Who lends in a body's name, and who asks in it. */
export const lenders: readonly Role[] = ["ADMINISTRATOR", "COORDINATOR", "CENTRE", "HUB", "LEADER"];
export const askers: readonly Role[] = ["COORDINATOR", "CENTRE", "HUB", "LEADER", "MEMBER"];
