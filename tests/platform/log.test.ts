import { expect, it, vi } from "vitest";

// Set before the log is loaded: tests are silent otherwise.
process.env["AWS_LAMBDA_LOG_LEVEL"] = "TRACE";
const { log } = await import("#platform/log");

/** The line that was logged. */
const lineOf = (act: () => void): Record<string, unknown> => {
  const lines: string[] = [];
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, "write").mockImplementation((text) => {
      lines.push(String(text));
      return true;
    }),
  );
  act();
  for (const spy of spies) spy.mockRestore();
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? "") as Record<string, unknown>;
};

const person = { name: "Ola Berg", email: "ola@lag.example", mailId: "01M", count: 2 };

it.each(["info", "warn", "error"] as const)(
  "logs of an object, as %s, what a log may tell and nothing else",
  (level) => {
    const line = lineOf(() => log[level]("MAIL_SENT", { ...person }));
    expect(line).toMatchObject({ message: "MAIL_SENT", mailId: "01M", count: 2 });
    expect(JSON.stringify(line)).not.toMatch(/Ola|lag\.example|"name"|"email"/);
  },
);

it("logs of a fault its kind and where it was, and neither its words nor what came with it", () => {
  const error = Object.assign(new TypeError("Ola Berg is no number"), { email: "ola@lag.example" });
  const line = lineOf(() => log.fault(error, { ...person }));
  expect(line).toMatchObject({ message: "UNEXPECTED_ERROR", errorName: "TypeError", mailId: "01M" });
  expect(line["frames"]).toContainEqual(expect.stringContaining("log.test.ts"));
  expect(JSON.stringify(line)).not.toMatch(/Ola|lag\.example|"name"|"email"/);
});
