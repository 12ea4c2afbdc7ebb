import type { ProfileFragment } from "#schema/operations";
import { useText } from "../platform/i18n/index.ts";

/** A contact window in words: when, by what way, where, and how soon one is answered. */
export const useWindowText = () => {
  const text = useText();
  return (window: ProfileFragment["contactWindows"][number]): string => {
    const { weekday, opensAt, closesAt, channel, answerWithinHours: hours } = window;
    return [
      `${text(`weekday.${weekday}`)} ${opensAt}–${closesAt} (${text(`channel.${channel}`)})`,
      window.phone ?? window.email ?? window.chatUrl ?? window.place,
      hours === null ? null : text("profile.answersWithin", { smart_count: hours }),
    ]
      .filter((part) => part !== null)
      .join(", ");
  };
};
