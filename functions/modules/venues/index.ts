export { bookingId, bookingKey } from "./booking.ts";
export { packVenues } from "./catalogue.ts";
export { createVenue } from "./commands.ts";
export { followLender } from "./follow.ts";
export { maySeeBooking, venueActionsFor } from "./policy.ts";
export { find as findVenue, findBooking, retentions } from "./store.ts";
export { venueId, venueKey } from "./venue.ts";
export { resolvers } from "./resolvers.ts";
