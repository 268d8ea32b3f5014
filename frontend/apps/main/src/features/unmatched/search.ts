import { searchText } from "@tts/ui";

export function unmatchedSearch(search: Record<string, unknown>): { cursor?: string } {
  return { cursor: searchText(search.cursor) };
}
