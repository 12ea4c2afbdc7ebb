/** What the server says at `/config.json` about where it runs and who signs people in. */
export type Settings = {
  /** Issuer of the sign-in service, such as `https://id.example.no`. */
  readonly authority: string;
  readonly clientId: string;
  /** `local`, `dev`, `test` or `prod`. */
  readonly stage: string;
  /** Scopes to ask for; `openid profile` when left out. */
  readonly scope: string;
};

const readSettings = (json: unknown): Settings => {
  const text = (name: string, otherwise?: string): string => {
    const value: unknown = typeof json === "object" && json !== null ? Reflect.get(json, name) : undefined;
    if (typeof value === "string" && value !== "") return value;
    if (otherwise !== undefined) return otherwise;
    throw new Error(`/config.json lacks ${name}`);
  };
  return {
    authority: text("authority"),
    clientId: text("clientId"),
    stage: text("stage"),
    scope: text("scope", "openid profile"),
  };
};

export const settings: Settings = readSettings(await (await fetch("/config.json")).json());
