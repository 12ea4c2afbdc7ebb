/** The sync against the stand-in registers. */
import {
  enhetsregisteret,
  frivillighetsregisteret,
  type Pace,
  politeHttp,
  reportOf,
  syncRegistry,
} from "#modules/registry";
import { systemContext } from "#platform/context";
import type { RegisterSync, RegisterSyncKind } from "#schema/resolvers";

export type Addresses = { readonly enhetsregisteretUrl: string; readonly frivillighetsregisteretUrl: string };

/** All the time there is, and a lease short enough that nobody waits for a dead one. */
export const unhurried: Pace = {
  mayBegin: () => true,
  mayGoOn: () => true,
  handOn: () => Promise.reject(new Error("There was time enough.")),
  leaseMs: 800,
};

export const clientsOf = ({ enhetsregisteretUrl, frivillighetsregisteretUrl }: Addresses) => {
  const http = politeHttp({ contact: "tests", pauseMs: 0 });
  return {
    units: enhetsregisteret(enhetsregisteretUrl, http),
    voluntary: frivillighetsregisteret(frivillighetsregisteretUrl, http),
    http,
  };
};

export const sync = async (
  addresses: Addresses,
  kind: RegisterSyncKind,
  { pace = unhurried, now }: { pace?: Pace; now?: () => Date } = {},
): Promise<RegisterSync> =>
  reportOf(await syncRegistry(systemContext("syncRegistry", now), { kind }, clientsOf(addresses), pace));
