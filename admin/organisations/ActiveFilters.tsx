import { Box, Button, Chip } from "@mui/material";
import type { OrganisationFilter } from "#schema/operations";
import { useText } from "../platform/i18n/index.ts";
import { usePlaces } from "../places/usePlaces.ts";
import { useFilter } from "./useFilter.tsx";
import { useVocabulary } from "./useVocabulary.ts";

type ListFilter = Exclude<keyof OrganisationFilter, "search" | "reachable" | "inVoluntaryRegister">;

/** What the list is narrowed by just now, each with a way to let go of it. */
export const ActiveFilters = () => {
  const text = useText();
  const { filter, change, clear } = useFilter();
  const { municipalityName, countyChoices } = usePlaces();
  const { icnpo } = useVocabulary();
  const nameIn = (choices: readonly { readonly id: string; readonly name: string }[], id: string): string =>
    choices.find((choice) => choice.id === id)?.name ?? id;

  const chipsOf = <Code extends string>(
    field: ListFilter,
    codes: readonly Code[] | null | undefined,
    nameOf: (code: Code) => string,
  ) =>
    (codes ?? []).map((code) => ({
      key: `${field} ${code}`,
      label: nameOf(code),
      remove: () => change({ [field]: (codes ?? []).filter((each) => each !== code) }),
    }));

  const chips = [
    ...chipsOf("municipalities", filter.municipalities, municipalityName),
    ...chipsOf("counties", filter.counties, (number) => nameIn(countyChoices, number)),
    ...chipsOf("icnpo", filter.icnpo, (code) => nameIn(icnpo, code)),
    ...chipsOf("capabilities", filter.capabilities, (code) => text(`capability.${code}`)),
    ...chipsOf("profileStates", filter.profileStates, (state) => text(`profileState.${state}`)),
    ...chipsOf("kinds", filter.kinds, (kind) => text(`kind.${kind}`)),
    ...chipsOf("tags", filter.tags, (tag) => tag),
    ...chipsOf("forms", filter.forms, (code) => text.orElse("form", code, code)),
    ...chipsOf("statuses", filter.statuses, (status) => text(`status.${status}`)),
    ...(filter.reachable == null
      ? []
      : [
          {
            key: "reachable",
            label: `${text("field.reachable")}: ${text(`reachable.${filter.reachable}`).toLocaleLowerCase()}`,
            remove: () => change({ reachable: null }),
          },
        ]),
    ...(filter.inVoluntaryRegister === null || filter.inVoluntaryRegister === undefined
      ? []
      : [
          {
            key: "inVoluntaryRegister",
            label: `${text("field.inVoluntaryRegister")}: ${text(filter.inVoluntaryRegister ? "common.yes" : "common.no")}`,
            remove: () => change({ inVoluntaryRegister: null }),
          },
        ]),
  ];
  if (chips.length === 0) return null;
  return (
    <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
      <Box component="ul" aria-label={text("list.active")} sx={{ display: "contents", listStyle: "none" }}>
        {chips.map(({ key, label, remove }) => (
          <li key={key}>
            {/* A chip that is a button as a whole is easier to hit, and to reach by key, than the cross within it. */}
            <Chip
              size="small"
              label={label}
              onClick={remove}
              onDelete={remove}
              aria-label={text("list.letGo", { name: label })}
              sx={{ minHeight: 28 }}
            />
          </li>
        ))}
      </Box>
      <Button size="small" onClick={clear} sx={{ minHeight: 28 }}>
        {text("list.clear")}
      </Button>
    </Box>
  );
};

/** How many things the list is narrowed by, words to search for not counted. */
export const countFilters = (filter: OrganisationFilter): number => {
  const { search: _, ...rest } = filter;
  return Object.values(rest).reduce(
    (count: number, value) => count + (Array.isArray(value) ? value.length : value === null ? 0 : 1),
    0,
  );
};
