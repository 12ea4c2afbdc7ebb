import { Button } from "@mui/material";
import { useText } from "../platform/i18n/index.ts";

type MoreProps = {
  readonly of: {
    readonly hasNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
    readonly isFetchingNextPage: boolean;
  };
};

/** Asks for the next page of what is read page by page, as long as there is one. */
export const More = ({ of: { hasNextPage, fetchNextPage, isFetchingNextPage } }: MoreProps) => {
  const text = useText();
  return (
    hasNextPage && (
      <Button sx={{ mt: 1.5 }} loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {text("common.more")}
      </Button>
    )
  );
};
