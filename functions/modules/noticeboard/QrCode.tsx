/** @jsxImportSource preact */
import encodeQR from "qr";

/** An address as a QR code with the quiet zone that cameras need (ISO/IEC 18004); one path, each run of dark modules a line. */
export const QrCode = ({ address, label }: { readonly address: string; readonly label: string }) => {
  // A seventh of it may be worn or dirty: it hangs on a wall.
  const rows = encodeQR(address, "raw", { ecc: "medium", border: 4 });
  const path = rows
    .map((row, y) =>
      [
        ...row
          .map((isDark) => (isDark ? "1" : "0"))
          .join("")
          .matchAll(/1+/g),
      ]
        .map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)
        .join(""),
    )
    .join("");
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={rows.length} height={rows.length} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
};
