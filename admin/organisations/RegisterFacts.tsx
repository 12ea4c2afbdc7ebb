import BookIcon from "@mui/icons-material/MenuBookOutlined";
import ContactIcon from "@mui/icons-material/ContactPhoneOutlined";
import { Link, Typography } from "@mui/material";
import type { OrganisationPageFragment, RegisterFactsFragment } from "#schema/operations";
import { Link as RouterLink } from "react-router-dom";
import { Facts } from "../fields/Facts.tsx";
import { SafeLink } from "../fields/SafeLink.tsx";
import { Section } from "../fields/Section.tsx";
import { useFormat } from "../platform/format.ts";
import { useText } from "../platform/i18n/index.ts";
import { addressOf } from "../routes.ts";
import { useNames } from "./choices.ts";
import { OrganisationLink } from "./columns.tsx";

const titles = { REGISTER: "registerFacts", REFERENCE: "referenceFacts", MANUAL: "recordFacts" } as const;

type RegisterFactsProps = {
  readonly organisation: RegisterFactsFragment;
  readonly parent?: OrganisationPageFragment["parent"];
};

/** What the registers, or official lists, or those who wrote it down, say of an organisation. */
export const RegisterFacts = ({ organisation, parent = null }: RegisterFactsProps) => {
  const text = useText();
  const names = useNames();
  const format = useFormat();
  const { source, municipality, county, grasrotandel } = organisation;
  const isRegistered = source === "REGISTER";
  const yesOrNo = (value: boolean): string => text(value ? "common.yes" : "common.no");
  const dateOf = (date: string | null): string | null => date && format.date(date);
  return (
    <Section
      title={text(`organisation.${titles[source]}`)}
      icon={<BookIcon aria-hidden fontSize="small" />}
      edge="register"
      {...(isRegistered && { help: text("organisation.registerFactsHelp") })}
    >
      <Facts
        facts={[
          { label: text("field.orgNumber"), value: organisation.orgNumber && format.orgNumber(organisation.orgNumber) },
          { label: text("field.kind"), value: text(`kind.${organisation.kind}`) },
          { label: text("field.status"), value: text(`status.${organisation.status}`) },
          { label: text("field.form"), value: organisation.form && names.form(organisation.form) },
          { label: text("field.icnpo"), value: organisation.icnpo.map(names.icnpo).join("\n") },
          { label: text("field.purpose"), value: organisation.purpose },
          { label: text("field.activity"), value: organisation.activity },
          { label: text("field.parent"), value: parent && <OrganisationLink {...parent} /> },
          {
            label: text("field.municipality"),
            value: municipality && (
              <Link component={RouterLink} to={addressOf("municipality", { number: municipality.number })}>
                {municipality.name}
              </Link>
            ),
          },
          { label: text("field.county"), value: county?.name },
          ...(isRegistered
            ? [
                { label: text("field.inVoluntaryRegister"), value: yesOrNo(organisation.inVoluntaryRegister) },
                { label: text("field.voluntaryRegisterSince"), value: dateOf(organisation.voluntaryRegisterSince) },
                { label: text("field.grasrotandel"), value: grasrotandel === null ? null : yesOrNo(grasrotandel) },
                {
                  label: text("field.employees"),
                  value:
                    organisation.employees === null
                      ? text("common.notRegistered")
                      : format.number(organisation.employees),
                },
              ]
            : []),
          {
            label: text("field.writtenNorm"),
            value: organisation.writtenNorm && text(`norm.${organisation.writtenNorm}`),
          },
          { label: text("field.foundedOn"), value: dateOf(organisation.foundedOn) },
          { label: text("field.registeredOn"), value: dateOf(organisation.registeredOn) },
          { label: text("field.deletedOn"), value: dateOf(organisation.deletedOn) },
          {
            label: text("field.registerChangedAt"),
            value: organisation.registerChangedAt && format.day(organisation.registerChangedAt),
          },
        ]}
      />
    </Section>
  );
};

/** How to reach an organisation, by what the registers say. */
export const ContactFacts = ({ organisation }: { organisation: RegisterFactsFragment }) => {
  const text = useText();
  const { email, phone, website, address, source } = organisation;
  const isEmpty = email === null && phone === null && website === null && address === null;
  return (
    <Section title={text("organisation.contact")} icon={<ContactIcon aria-hidden fontSize="small" />} edge="register">
      {isEmpty ? (
        <Typography color="textSecondary">
          {text(source === "REGISTER" ? "organisation.noContact" : "organisation.noContactHere")}
        </Typography>
      ) : (
        <Facts
          facts={[
            {
              label: text("field.phone"),
              value: phone && <Link href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</Link>,
            },
            { label: text("field.email"), value: email && <Link href={`mailto:${email}`}>{email}</Link> },
            { label: text("field.website"), value: website && <SafeLink address={website} /> },
            {
              label: text("field.address"),
              value:
                address &&
                [...address.lines, [address.postalCode, address.city].filter(Boolean).join(" "), address.country]
                  .filter((line) => line !== null && line !== "" && line !== "Norge")
                  .join("\n"),
            },
          ]}
        />
      )}
    </Section>
  );
};
