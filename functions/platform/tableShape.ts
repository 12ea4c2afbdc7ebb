/**
 * The shape of the one table: its keys, indexes, stream and expiry, read by the mapper, by CDK and by the laptop's database.
 * An index is named by the question it answers.
 */
export const tableShape = {
  partitionKey: { name: "pk", type: "string" },
  sortKey: { name: "sk", type: "string" },
  indexes: {
    /** Which events have not been published yet? Sparse: the attribute goes when the event is out. */
    unsentEvents: {
      type: "global",
      partitionKey: { name: "unsentShard", type: "string" },
      sortKey: { name: "sk", type: "string" },
    },
    /** What was done on a day, by whom and to what? */
    auditOfDay: {
      type: "global",
      partitionKey: { name: "auditDay", type: "string" },
      sortKey: { name: "auditAt", type: "string" },
    },
    /** What has an actor done? */
    auditOfActor: {
      type: "global",
      partitionKey: { name: "actor", type: "string" },
      sortKey: { name: "auditAt", type: "string" },
    },
    /** Who has asked to represent a body, and waits? Sparse; sorted by municipality, then by body. */
    waitingRequests: {
      type: "global",
      partitionKey: { name: "waiting", type: "string" },
      sortKey: { name: "waitingAt", type: "string" },
    },
    /** Which items of a kind run out when? Sparse, and keys alone: whoever asks counts them, or takes them away. */
    expiring: {
      type: "global",
      partitionKey: { name: "_et", type: "string" },
      sortKey: { name: "expiresAt", type: "number" },
      projection: "KEYS_ONLY",
    },
  },
  /** Seconds since 1970; the database removes the item some days later, and readers ignore it at once. */
  expiryAttribute: "expiresAt",
  stream: "NEW_AND_OLD_IMAGES",
} as const;
