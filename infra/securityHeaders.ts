/**
 * SHA-256 of nothing. The console's style library puts an empty style element on the page and fills it through the style
 * sheet's own interface, which a policy does not concern: so only empty style elements are let in. Without it the console has no styles at all.
 */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** The console's content security policy; `connectTo` are the sign-in's origins. */
export const contentSecurityPolicy = (connectTo: readonly string[] = []): string =>
  [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' ${emptyStyle}`,
    "img-src 'self' data:",
    `connect-src ${["'self'", ...connectTo].join(" ")}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

/** Features of the browser the console has no use for. */
export const permissionsPolicy = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

/** For what is data and never a page. */
export const dataSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";

/** For pages without any script: their own style, their own pictures, and forms that ask ourselves. */
export const pageSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");
