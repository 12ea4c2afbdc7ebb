/** A file as it was sent: unpacked, and its letters read as they were written. */
import { gunzipSync } from "node:zlib";
import { refuseProblems } from "#platform/refusal";
import type { TextEncoding } from "#schema/resolvers";

export type ReadFile = { readonly text: string; readonly encoding: TextEncoding };

/** Bytes of a file when it is unpacked: 500 activities of 2,000 bytes. */
const mostBytes = 1_000_000;
/** Activities in a file. */
export const mostRows = 500;

const isPacked = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Unpacked; undefined where it cannot be, or is too much. */
const unpacked = (bytes: Buffer): Buffer | undefined => {
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes });
  } catch {
    return undefined;
  }
};

const decoded = (bytes: Buffer): ReadFile => {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return { text: new TextDecoder(bytes[0] === 0xff ? "utf-16le" : "utf-16be").decode(bytes), encoding: "UTF_16" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "UTF_8" };
  } catch {
    // What is no UTF-8 is what Excel saves: every byte is a letter there.
    return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "WINDOWS_1252" };
  }
};

// Signs that nobody sees and no text of ours may hold; pasting from the web brings them along.
const unseen =
  // oxlint-disable-next-line no-control-regex -- it is them that it looks for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]/gu;

/** @throws Refusal INVALID_INPUT where there is nothing in it, or more than may be. */
export const readFile = (base64: string): ReadFile => {
  const sent = Buffer.from(base64, "base64");
  const bytes = isPacked(sent) ? unpacked(sent) : sent;
  refuseProblems(bytes === undefined ? [{ field: "file", code: "UNREADABLE_FILE" }] : []);
  const { text, encoding } = decoded(bytes ?? sent);
  const seen = text.replace(unseen, "");
  refuseProblems(seen.trim() === "" ? [{ field: "file", code: "EMPTY_FILE" }] : []);
  return { text: seen, encoding };
};

/** Whether a text is a calendar. */
export const isCalendar = (text: string): boolean => /^\s*BEGIN:VCALENDAR/i.test(text);
