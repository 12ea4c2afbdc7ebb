/** react-admin's lists, one entry for each subject that has any; pages and changes use their operations directly. */
import type { DataProvider, GetListParams, GetListResult } from "react-admin";
import { listOrganisations } from "../organisations/listing.ts";

type Lister = (params: GetListParams & { signal?: AbortSignal }) => Promise<GetListResult>;

const listers: Readonly<Record<string, Lister>> = { organisations: listOrganisations };

const absent = (name: string) => () => Promise.reject(new Error(`The console does not use ${name}`));

export const dataProvider: DataProvider = {
  // react-admin's signature lets the caller name the type of the rows; here each lister does.
  getList: ((resource, params) =>
    listers[resource]?.(params) ?? absent(`a list of ${resource}`)()) as DataProvider["getList"],
  getOne: absent("getOne"),
  getMany: absent("getMany"),
  getManyReference: absent("getManyReference"),
  create: absent("create"),
  update: absent("update"),
  updateMany: absent("updateMany"),
  delete: absent("delete"),
  deleteMany: absent("deleteMany"),
  supportAbortSignal: true,
};
