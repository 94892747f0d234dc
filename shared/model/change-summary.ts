/** Parts of a definition that differ between two of its versions, by name. */
export type ChangedParts = { changed: string[]; added?: string[]; removed?: string[] }

/** Names of a kind that are told one by one. */
const toldMost = 3

/** What changed, in a few words: "Script and timeout changed", "Step count added, step sort changed". Empty: nothing did. */
export function changeSummary({ changed, added = [], removed = [] }: ChangedParts): string {
  const told = (names: string[], what: string): string[] => (names.length === 0 ? [] : [`${listed(names)} ${what}`])
  const text = [...told(added, 'added'), ...told(removed, 'removed'), ...told(changed, 'changed')].join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function listed(all: string[]): string {
  const names = [...new Set(all)]
  const shown = names.length > toldMost ? [...names.slice(0, toldMost - 1), `${names.length - toldMost + 1} more`] : names
  const last = shown.at(-1) ?? ''
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`
}
