/** react-admin's questions about the person, answered from the session and from `viewer`. */
import { ViewerDocument, type ViewerQuery } from "#schema/operations";
import type { AuthProvider } from "react-admin";
import { actingFor } from "./actingFor.ts";
import { Refused, request } from "./client.ts";
import { accessToken, completeSignIn, forgetSession, signIn, signOut } from "./session.ts";

export type Role = ViewerQuery["viewer"]["memberships"][number]["roles"][number];

export const authProvider: AuthProvider = {
  login: ({ goTo }: { goTo?: string }) => signIn(goTo ?? "/"),
  handleCallback: async () => ({ redirectTo: await completeSignIn() }),
  logout: async () => {
    if ((await accessToken()) === null) await forgetSession();
    else await signOut();
    return undefined;
  },
  checkAuth: async () => {
    if ((await accessToken()) === null) throw new Refused("UNAUTHENTICATED", "Nobody is signed in.");
  },
  checkError: async (error: unknown) => {
    if (error instanceof Refused && error.code === "UNAUTHENTICATED") throw error;
  },
  getIdentity: async () => {
    const { viewer } = await request(ViewerDocument, {});
    return { id: viewer.name, fullName: viewer.name };
  },
  /** The roles in the body the person acts for. */
  getPermissions: async (): Promise<readonly Role[]> => {
    const { viewer } = await request(ViewerDocument, {});
    const chosen = viewer.memberships.find(({ body }) => body.id === actingFor());
    const [only, ...others] = viewer.memberships;
    return (chosen ?? (others.length === 0 ? only : undefined))?.roles ?? [];
  },
};
