import { Component, type ReactNode } from "react";
import { Button } from "@mui/material";
import { Empty } from "../fields/Empty.tsx";
import { useText } from "./i18n/index.ts";
import { PageHead } from "./PageHead.tsx";

const FailurePage = () => {
  const text = useText();
  return (
    <>
      <PageHead title={text("failed.title")} />
      <Empty title={text("failed.help")}>
        <Button variant="contained" onClick={() => location.reload()}>
          {text("common.retry")}
        </Button>
      </Empty>
    </>
  );
};

/** Keeps a page that fails from taking the menu with it. React gives error boundaries to classes only. */
export class Failure extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }
  override render(): ReactNode {
    return this.state.failed ? <FailurePage /> : this.props.children;
  }
}
