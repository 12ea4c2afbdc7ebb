/** Answers in the manner of data.brreg.no: HAL pages without `_embedded` where there is nothing, and errors as JSON. */
export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const failure = (status: number, message: string): Answer => ({
  status,
  body: { status, error: status === 404 ? "Not Found" : status === 410 ? "Gone" : "Bad Request", message },
});

/** A whole number from the query between 0 and `limit`, or undefined when it is anything else. */
export const numberIn = (query: URLSearchParams, name: string, fallback: number, limit: number): number | undefined => {
  const text = query.get(name) ?? String(fallback);
  return /^\d{1,12}$/.test(text) && Number(text) <= limit ? Number(text) : undefined;
};

/** One page in the manner of Enhetsregisteret. */
export const page = <T>(
  address: URL,
  name: string,
  rows: readonly T[],
  total: number,
  size: number,
  number: number,
): Answer => {
  const totalPages = size === 0 ? 0 : Math.ceil(total / size);
  const link = (to: number): { href: string } => {
    const href = new URL(address);
    href.searchParams.set("page", String(to));
    href.searchParams.set("size", String(size));
    return { href: href.href };
  };
  return ok({
    ...(rows.length === 0 ? {} : { _embedded: { [name]: rows } }),
    _links: {
      first: link(0),
      self: { href: address.href },
      ...(number + 1 < totalPages ? { next: link(number + 1) } : {}),
      last: link(Math.max(0, totalPages - 1)),
    },
    page: { size, totalElements: total, totalPages, number },
  });
};
