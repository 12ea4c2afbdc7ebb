/** What people ask of each other in these tests, as short as they would say it. */
import { newKey, requestEvent, send, tokenOf } from "#world";
import type { PersonName } from "../../infra/local/people.ts";

type Told = {
  readonly data: Record<string, unknown>;
  readonly code: string | undefined;
  readonly extensions: Record<string, unknown>;
};

/** A person asks, for the body named where one is. */
export const asks = async (
  who: PersonName,
  document: string,
  variables: Record<string, unknown> = {},
  actingFor?: string,
): Promise<Told> => {
  const headers = actingFor === undefined ? {} : { "samspill-acting-for": `organisation:${actingFor}` };
  const { body = "{}" } = await send(requestEvent({ query: document, variables }, { token: tokenOf(who), headers }));
  const { data, errors } = JSON.parse(body) as {
    data?: Record<string, unknown> | null;
    errors?: { message: string; extensions: Record<string, unknown> }[];
  };
  const extensions = errors?.[0]?.extensions ?? {};
  const code = extensions["code"];
  return { data: data ?? {}, code: typeof code === "string" ? code : undefined, extensions };
};

type Call = (who: PersonName, input: Record<string, unknown>, actingFor?: string) => Promise<Told>;

/** A mutation that takes an input. */
const withInput =
  (name: string, type: string, answer: string): Call =>
  (who, input, actingFor) =>
    asks(
      who,
      `mutation ($input: ${type}!, $key: ID!) { ${name}(input: $input, idempotencyKey: $key) { ${answer} } }`,
      { key: newKey(), input },
      actingFor,
    );

/** A mutation that takes an id or a secret. */
const withOne =
  (name: string, argument: string, answer: string) =>
  (who: PersonName, value: string, actingFor?: string): Promise<Told> =>
    asks(
      who,
      `mutation ($value: ID!, $key: ID!) { ${name}(${argument}: $value, idempotencyKey: $key) { ${answer} } }`,
      { key: newKey(), value },
      actingFor,
    );

export const invite = withInput("inviteMember", "InviteMemberInput", "invitation { id }");
export const resend = withOne("resendInvitation", "invitationId", "invitation { id timesSent }");
export const withdraw = withOne("withdrawInvitation", "invitationId", "invitationId");
export const accept = withInput("acceptInvitation", "AcceptInvitationInput", "membership { roles body { name } }");
export const request = withInput("requestMembership", "RequestMembershipInput", "request { id state isCodeSent }");
export const confirm = withOne("confirmRequest", "secret", "membership { roles body { name } }");
export const approve = withOne("approveRequest", "requestId", "request { state }");
export const decline = withInput("declineRequest", "DeclineRequestInput", "request { state reason }");
export const takeBack = withOne("withdrawRequest", "requestId", "requestId");
export const changeRoles = withInput("changeRoles", "ChangeRolesInput", "member { roles version }");
export const revoke = withInput("revokeMembership", "RevokeMembershipInput", "organisationId");
export const leave = withOne("leaveBody", "organisationId", "organisationId");

export type SeenMember = {
  readonly id: string;
  readonly name: string;
  readonly roles: string[];
  readonly version: number;
};

/** The people of a body, as someone sees them. */
export const membersOf = async (who: PersonName, body: string): Promise<SeenMember[]> => {
  const { data, code } = await asks(
    who,
    "query ($body: ID) { members(organisationId: $body, first: 100) { nodes { id name roles version } } }",
    { body: `organisation:${body}` },
  );
  if (code !== undefined) throw new Error(`${who} does not see the members of ${body}: ${code}`);
  return (data["members"] as { nodes: SeenMember[] }).nodes;
};

/** One of them, by the name. */
export const memberNamed = async (who: PersonName, body: string, name: string): Promise<SeenMember> => {
  const found = (await membersOf(who, body)).find((member) => member.name === name);
  if (!found) throw new Error(`${body} has nobody called ${name}.`);
  return found;
};
