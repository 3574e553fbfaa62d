import { useMemo } from "preact/hooks";
import { useSearchParams } from "wouter-preact";

import { type Filters, filtersIn, queryOf } from "./filters";

/** The filters in the page's address, and the way to change them. */
export function useFilters(): [Filters, (filters: Filters) => void] {
  const [query, setQuery] = useSearchParams();
  const address = query.toString();
  const filters = useMemo(() => filtersIn(new URLSearchParams(address)), [address]);
  return [filters, (next) => setQuery(queryOf(next), { replace: true })];
}
