export type Difference = { field: string; theirs: string; mine: string }

/** What differs between two states of one thing, by field; nested fields are named with dots, as in `retry.maxAttempts`. */
export function differencesOf(theirs: unknown, mine: unknown, field = ''): Difference[] {
  if (isRecord(theirs) && isRecord(mine)) {
    const names = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])]
    return names.flatMap((name) => differencesOf(theirs[name], mine[name], field === '' ? name : `${field}.${name}`))
  }
  const [before, after] = [textOf(theirs), textOf(mine)]
  return before === after ? [] : [{ field, theirs: before, mine: after }]
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Text as it is; an absent value like an empty one; everything else as JSON. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}
