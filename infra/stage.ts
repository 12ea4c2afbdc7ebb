/** The OpenID provider that knows people, such as Ansattporten. */
export interface IdentityProvider {
  readonly name: string;
  readonly issuer: `https://${string}`;
  readonly clientId: string;
  /** Name of the secret, made by hand in Secrets Manager, that holds the client's secret. */
  readonly clientSecretName: string;
}

/** All that tells one stage from another. */
export interface Stage {
  readonly name: "dev" | "test" | "prod";
  readonly region: string;
  readonly domain?: {
    readonly name: string;
    /** Certificate for the name, in us-east-1, where CloudFront reads it. */
    readonly certificateArn: string;
  };
  /** Where the console stands, in a stage without a domain: what its first deployment printed. Until then nobody can sign in. */
  readonly consoleUrl?: `https://${string}`;
  /** Who signs people in; without it they are made by hand in the user pool, with a password and a code. */
  readonly identityProvider?: IdentityProvider;
  /** Issuer of the tokens that partners' systems come with: Maskinporten, or its test. */
  readonly maskinporten: "https://maskinporten.no/" | "https://test.maskinporten.no/";
  /**
   * Domain that letters come from; its owner puts up the DNS records that the deployment prints. Without it no letter is sent:
   * each waits a week, and its alarm sounds.
   */
  readonly mailDomain?: string;
  /** Where people at the registers can write about our requests. */
  readonly contact?: string;
  /**
   * How long nobody at all, the account's owner included, can delete what the vault holds. Only where data outlive the stack:
   * elsewhere whoever may do everything may do that too.
   */
  readonly vaultDays: number;
  /** Whether data outlives its stack: deletion protection, and nothing is deleted with the stack. */
  readonly keepsData: boolean;
  readonly logDays: 14 | 30 | 90;
  /** How long published events can be replayed. */
  readonly archiveDays: number;
  /** Requests per second the API takes, and the burst above it. */
  readonly api: { readonly rate: number; readonly burst: number };
  /** Requests from one address in five minutes before the firewall stops it; a municipality's staff often share one. */
  readonly requestsPerAddress: number;
  /** Most request units per second the table may use: a ceiling on what an attack or a fault can cost. */
  readonly table: { readonly maxReads: number; readonly maxWrites: number };
  /**
   * Instances kept for, and at most used by, the API. Without it nothing is reserved for any function: a new account has too
   * few to give.
   */
  readonly apiConcurrency?: number;
  /** Which of the two secrets CloudFront proves itself by; infra/RUNBOOK.md#rotating-secrets. */
  readonly originSecret: "blue" | "green";
  /** US dollars a month, the currency AWS bills in. */
  readonly budgetUsd: number;
  /** Who gets alarms by e-mail; each address confirms once. */
  readonly alarmEmails: readonly string[];
}

const development = {
  name: "dev",
  region: "eu-north-1",
  maskinporten: "https://test.maskinporten.no/",
  keepsData: false,
  vaultDays: 1,
  logDays: 14,
  archiveDays: 7,
  api: { rate: 20, burst: 40 },
  requestsPerAddress: 1_000,
  // The first load writes about 73,000 organisations, their rows and places: 500 a second does it in ten minutes.
  table: { maxReads: 1_000, maxWrites: 500 },
  originSecret: "blue",
  budgetUsd: 30,
  alarmEmails: [],
} as const satisfies Stage;

export const stages = {
  dev: development,
  test: { ...development, name: "test", logDays: 30, archiveDays: 30, apiConcurrency: 20, budgetUsd: 60 },
  prod: {
    name: "prod",
    region: "eu-north-1",
    maskinporten: "https://maskinporten.no/",
    keepsData: true,
    // Ten years: no shorter than anything whose history it proves.
    vaultDays: 3650,
    logDays: 90,
    archiveDays: 90,
    // 357 municipalities with some tens of users each, and partners: 200 a second is far above any day's peak.
    api: { rate: 200, burst: 400 },
    requestsPerAddress: 3_000,
    table: { maxReads: 4_000, maxWrites: 2_000 },
    apiConcurrency: 100,
    originSecret: "blue",
    budgetUsd: 300,
    alarmEmails: [],
  },
} as const satisfies Record<Stage["name"], Stage>;

/** Where people find the stage, as far as it can be known before it is deployed. */
export const consoleUrlOf = ({ domain, consoleUrl }: Stage): string | undefined =>
  domain ? `https://${domain.name}` : consoleUrl;

/** Where letters come from; nowhere while the stage has no domain for them. */
export const mailFromOf = ({ mailDomain }: Stage): string =>
  mailDomain === undefined ? "" : `Samspill <samspill@${mailDomain}>`;

/** What partners ask Maskinporten for tokens for (`resource`): the API's address, or the stage's name while it has none. */
export const apiAudienceOf = (stage: Stage): string => {
  const url = consoleUrlOf(stage);
  return url === undefined ? `urn:samspill:${stage.name}` : `${url}/graphql`;
};

/** The stage by its name; throws, naming those there are, when there is none of that name. */
export const stageNamed = (name: string): Stage => {
  const stage = Object.values<Stage>(stages).find((candidate) => candidate.name === name);
  if (!stage) throw new Error(`There is no stage ${name}; there are ${Object.keys(stages).join(", ")}.`);
  return stage;
};
