import OpenIcon from "@mui/icons-material/OpenInNew";
import { Link } from "@mui/material";
import { useText } from "../platform/i18n/index.ts";

const safeUrl = (address: string): URL | null => {
  try {
    const url = new URL(address);
    return url.protocol === "https:" && url.username === "" && url.password === "" ? url : null;
  } catch {
    return null;
  }
};

/** A website someone else wrote the address of: a link when it is plain https, else only words. */
export const SafeLink = ({ address }: { address: string }) => {
  const text = useText();
  const url = safeUrl(address);
  if (url === null) return <>{address}</>;
  return (
    <Link
      href={url.href}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={`${url.host} (${text("common.opensElsewhere")})`}
    >
      {url.host}
      {url.pathname === "/" ? "" : url.pathname}
      <OpenIcon aria-hidden sx={{ fontSize: "0.9em", ml: 0.5, verticalAlign: "-0.1em" }} />
    </Link>
  );
};
