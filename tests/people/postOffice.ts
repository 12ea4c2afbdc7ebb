/** Stands in for SES: what is sent lies here. The outbox's `mail.queued` events reach the handler as EventBridge brings them. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { handler as sendMail } from "#handlers/sendMail";
import { client } from "#platform/table";

export type Sent = { readonly to: string; readonly from: string; readonly subject: string; readonly text: string };

type SendEmail = {
  readonly FromEmailAddress: string;
  readonly Destination: { readonly ToAddresses: readonly [string] };
  readonly Content: {
    readonly Simple: {
      readonly Subject: { readonly Data: string };
      readonly Body: { readonly Text: { readonly Data: string } };
    };
  };
};

/** Every item of the table that begins with a partition, as it is stored. */
export const storedUnder = async (prefix: string): Promise<Record<string, unknown>[]> => {
  const { Items: items = [] } = await client.send(
    new ScanCommand({
      TableName: process.env["SAMSPILL_TABLE"],
      FilterExpression: "begins_with(pk, :prefix)",
      ExpressionAttributeValues: { ":prefix": { S: prefix } },
      ConsistentRead: true,
    }),
  );
  return items;
};

/** What EventBridge hands on for each letter that was ever queued. */
export const queuedEvents = async (): Promise<{ detail: { data: { mailId: string } } }[]> =>
  (await storedUnder("OUTBOX#"))
    .filter((event) => JSON.stringify(event["type"]) === JSON.stringify({ S: "mail.queued" }))
    .map((event) => ({ detail: { data: JSON.parse((event["data"] as { S: string }).S) as { mailId: string } } }));

export const openPostOffice = async () => {
  const sent: Sent[] = [];
  const office = { sent, isShut: false, deliver: async () => sent as readonly Sent[], close: () => {} };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += String(part)));
    request.on("end", () => {
      const { FromEmailAddress: from, Destination, Content } = JSON.parse(body) as SendEmail;
      if (office.isShut) {
        response.writeHead(400, { "content-type": "application/json", "x-amzn-errortype": "MessageRejected" });
        // As SES does, it quotes who should have had it.
        const [to] = Destination.ToAddresses;
        response.end(JSON.stringify({ message: `Email address is not verified. Failed the check: ${to}` }));
        return;
      }
      const { Subject, Body } = Content.Simple;
      sent.push({ from, to: Destination.ToAddresses[0], subject: Subject.Data, text: Body.Text.Data });
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ MessageId: String(sent.length) }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  process.env["AWS_ENDPOINT_URL_SESV2"] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  office.deliver = async () => {
    for (const event of await queuedEvents()) await sendMail(event);
    return sent;
  };
  office.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return office;
};

/** The secret in the latest letter to an address. */
export const secretTo = (sent: readonly Sent[], to: string): string => {
  const secret = /\/(?:invitation|represent)\/([\w-]{43})\n/.exec(
    sent.findLast((letter) => letter.to === to)?.text ?? "",
  )?.[1];
  if (secret === undefined) throw new Error(`No letter to ${to} has a link.`);
  return secret;
};
