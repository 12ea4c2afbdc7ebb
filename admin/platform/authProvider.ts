/** react-admin's questions about the person, answered from the session and from `viewer`. */
import { ViewerDocument, type Audience } from "#schema/operations";
import type { AuthProvider } from "react-admin";
import { Refused, request } from "./client.ts";
import { accessToken, completeSignIn, forgetSession, signIn, signOut } from "./session.ts";

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
    if (error instanceof Refused && error.code === "UNAUTHENTICATED") {
      await forgetSession();
      throw error;
    }
  },
  getIdentity: async () => {
    const { viewer } = await request(ViewerDocument, {});
    return { id: viewer.name, fullName: viewer.name };
  },
  getPermissions: async (): Promise<Audience[]> => {
    const { viewer } = await request(ViewerDocument, {});
    return [...new Set(viewer.memberships.flatMap((membership) => membership.roles))];
  },
};
