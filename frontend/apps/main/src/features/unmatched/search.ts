import { text } from "../../shared/search";

export function unmatchedSearch(search: Record<string, unknown>): { cursor?: string } {
  return { cursor: text(search.cursor) };
}
