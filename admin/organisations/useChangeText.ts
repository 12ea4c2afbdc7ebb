import { usePermissions } from "react-admin";
import type { OrganisationPageFragment, Role } from "#schema/operations";
import { useText } from "../platform/i18n/index.ts";

type Change = Pick<OrganisationPageFragment, "changedFields" | "changedBy">;

/** Names of fields as the server knows them, where the texts know them by another. */
const sameAs: Readonly<Record<string, string>> = {
  profile: "capabilityProfile",
  municipalityNumber: "municipality",
  countyNumber: "county",
  parentKey: "parent",
};

/** A change in words: which fields, and who brought it, for those who are told. */
export const useChangeText = () => {
  const text = useText();
  const { permissions = [] } = usePermissions<readonly Role[]>();
  return ({ changedFields, changedBy }: Change): string => {
    if (changedFields.length === 0) return text("organisation.firstPicture");
    const fields = changedFields.map((field) => text.orElse("field", sameAs[field] ?? field, field)).join(", ");
    if (changedBy === null && permissions.length === 0) return `${fields}.`;
    return text("organisation.changedBy", {
      fields,
      who:
        changedBy === null
          ? text("audit.forgotten").toLocaleLowerCase()
          : text.orElse("changedBy", changedBy, changedBy),
    });
  };
};
