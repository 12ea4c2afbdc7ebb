/** Who comes with a code: whether it opens a profile, and what keeps others from guessing until one does. */
import type { Actor } from "#platform/actor";
import { Refusal } from "#platform/refusal";
import { endOf, secondsOf } from "#platform/retention";
import { hashOfAddress, hashOfCode, readCode } from "./code.ts";
import { findProfile, findTries, noteTries, triesKept } from "./store.ts";

/** So many codes that open nothing may come from an address; a slip of the finger is told by the check character, and not counted. */
const freeTries = 20;
/** From then on one is looked up this often, until a day has passed without any. */
const secondsBetween = 60;

/** A network's part of an address: who has one of IPv6 has 2⁶⁴ of them. */
const networkOf = (address: string): string =>
  address.includes(":") ? (address.split("::")[0] ?? "").split(":").slice(0, 4).join(":") : address;

/** Takes its turn for an address from which too many codes have opened nothing. */
const waitForTurn = async (addressHash: string, at: Date): Promise<void> => {
  const tries = await findTries(addressHash, at);
  if (!tries || tries.failed < freeTries) return;
  const now = secondsOf(at);
  const wait = tries.lastAt + secondsBetween - now;
  // Of those who come in the same second, one has the turn.
  const isOurs = wait <= 0 && (await noteTries(addressHash, 0, now, endOf(triesKept, at), now - secondsBetween));
  if (!isOurs)
    throw new Refusal(
      "TooMany",
      "TOO_MANY_TRIES",
      "Too many codes have been tried here: wait a minute, and try again.",
      {
        retryAfterSeconds: Math.max(wait, 1),
      },
    );
};

/**
 * The holder of a code, as it was typed. Refuses with MISTYPED_CODE what anybody can see is none, with UNAUTHENTICATED what opens
 * nothing (never given out, run out or forgotten, which cost and say the same), and with TOO_MANY_TRIES who goes on trying.
 */
export const admitNewcomer = async (typed: string, address: string, at: Date): Promise<Actor> => {
  const code = readCode(typed);
  if (code === undefined)
    throw new Refusal(
      "Unauthenticated",
      "MISTYPED_CODE",
      "That is not how a code looks: eight letters and digits. Look at the card once more.",
    );
  const [codeHash, addressHash] = [hashOfCode(code), hashOfAddress(networkOf(address))];
  await waitForTurn(addressHash, at);
  const profile = await findProfile(codeHash, at);
  if (profile) return { kind: "Newcomer", profileId: profile.profileId, codeHash };
  await noteTries(addressHash, 1, secondsOf(at), endOf(triesKept, at));
  throw new Refusal(
    "Unauthenticated",
    "UNAUTHENTICATED",
    "That code opens nothing. Look at the card once more, or ask for a new code where you got it.",
  );
};
