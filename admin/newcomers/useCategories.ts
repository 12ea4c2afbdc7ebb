import { useQuery } from "@tanstack/react-query";
import { ListActivityCategoriesDocument } from "#schema/operations";
import { useCategoryName } from "../activities/useActivityCategories.ts";
import { requestOpenly } from "../platform/client.ts";

/** What there is to be interested in, in the person's language, family by family. */
export const useCategories = (code: string) => {
  const named = useCategoryName();
  const { data, error, refetch } = useQuery({
    queryKey: ["ownCategories"],
    queryFn: () => requestOpenly(ListActivityCategoriesDocument, {}, code),
    staleTime: Infinity,
    retry: false,
  });
  const categories = data?.activityCategories.map((one) => ({
    code: one.code,
    name: named(one),
    family: named(one.family),
  }));
  return { categories, error, refetch };
};
