import { useEffect, useState } from "react";
import { ViewerDocument } from "#schema/operations";
import { nameAtSignIn } from "../platform/session.ts";
import { useDraft } from "../platform/useDraft.ts";
import { useOperation } from "../platform/useOperation.ts";

/** Whether the person must say a name, and what to suggest: the one the sign-in service gave. */
export const useOwnName = () => {
  const { data } = useOperation(ViewerDocument, {});
  const { values, write, drop } = useDraft<{ typed: string | null }>("own name", { typed: null });
  const [suggested, setSuggested] = useState("");
  useEffect(() => {
    void nameAtSignIn().then(setSuggested);
  }, []);
  const isKnown = data !== undefined && data.viewer.name !== "";
  return {
    isReady: data !== undefined,
    isKnown,
    name: (values.typed ?? suggested).trimStart(),
    setName: (typed: string) => write({ typed }),
    dropName: drop,
  };
};
