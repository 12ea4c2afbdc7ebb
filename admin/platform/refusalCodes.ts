/** Codes that mean the same to a person, and the one whose words they share. */
export const sameAs: Readonly<Record<string, string>> = {
  NOT_ALLOWED: "FORBIDDEN",
  BAD_USER_INPUT: "INVALID_INPUT",
  INTERNAL_SERVER_ERROR: "UNEXPECTED",
  // What the console has asked wrongly, and no person can mend.
  BAD_PAGE_SIZE: "UNEXPECTED",
  GRAPHQL_VALIDATION_FAILED: "BAD_REQUEST",
  ONE_OF_ID_OR_NUMBER: "BAD_REQUEST",
  // Two were at it in the same instant: the second try goes through.
  AUDIT_ENTRY_EXISTS: "BUSY",
  CATALOGUE_PACKED: "BUSY",
  CODE_TAKEN: "BUSY",
  EVENT_EXISTS: "BUSY",
  LOG_ENTRY_EXISTS: "BUSY",
  MAIL_CHANGED: "BUSY",
  MAIL_EXISTS: "BUSY",
};
