/** @jsxImportSource preact */
/** Pictures that say the same as the words beside them, for who reads slowly. */

const circle = "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z";

const lines = {
  LANGUAGE_INCLUSION: "M4 5h16v11H11l-5 4v-4H4zM8 9h8M8 12h5",
  CHILDREN_FAMILY:
    "M8 4a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM2 20c0-4.5 2.5-7 6-7s6 2.5 6 7M18 9a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM15 20c.3-3 1.5-4.5 3-4.5s3.5 1.5 4 4.5",
  SPORT_OUTDOOR: `${circle}M12 8l4 3-1.5 4.5h-5L8 11zM12 3v5M21 11l-5 0M17 19l-2.5-3.5M7 19l2.5-3.5M3 11l5 0`,
  CULTURE: "M9 18V5l11-2v13M9 18a3 3 0 1 1-6 0 3 3 0 0 1 6 0zM20 16a3 3 0 1 1-6 0 3 3 0 0 1 6 0z",
  SOCIAL: "M4 8h12v6a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5zM16 10h2a2.5 2.5 0 0 1 0 5h-2M8 3v2M12 3v2",
  HEALTH: "M9 4h6v5h5v6h-5v5H9v-5H4V9h5z",
  WORK_SKILLS: "M3 8h18v12H3zM9 8V5h6v3M3 13h18",
  RIGHTS_INFO: `${circle}M12 11v6M12 7v.5`,
  PRACTICAL_HELP: "M8 4L3 7l2 5 2-1v9h10v-9l2 1 2-5-5-3a4 4 0 0 1-8 0z",
  PREPAREDNESS: "M12 3l8 3v6c0 4.5-3 7.5-8 9-5-1.5-8-4.5-8-9V6zM12 8v5M12 16v.5",
  VOLUNTEERING: "M12 20S4 15 4 9.5A4 4 0 0 1 12 8a4 4 0 0 1 8 1.5C20 15 12 20 12 20z",
  when: `${circle}M12 7v5l3 2`,
  where: "M12 21s7-6 7-11a7 7 0 1 0-14 0c0 5 7 11 7 11zM12 8a2 2 0 1 1 0 4 2 2 0 0 1 0-4z",
  price: `${circle}M9.5 8v8M15 8l-5.5 4.5L15 16`,
  forWhom: "M12 4a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM4 20c0-4.5 3.5-7 8-7s8 2.5 8 7",
  norwegian: "M4 5h16v11H11l-5 4v-4H4z",
  goodToKnow: "M5 12l5 5L20 7",
  organiser: "M3 20V9l9-5 9 5v11M9 20v-6h6v6",
  calendar: "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
  expect: "M12 3a6 6 0 0 1 3 11v3H9v-3a6 6 0 0 1 3-11zM10 21h4",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  search: "M10 4a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM15 15l5 5",
} as const;

export type IconName = keyof typeof lines;

/** The picture of a family of activities; that of a meeting place where it has none. */
export const iconOf = (family: string | undefined): IconName =>
  family !== undefined && Object.hasOwn(lines, family) ? (family as IconName) : "SOCIAL";

export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
    <path d={lines[name]} />
  </svg>
);
