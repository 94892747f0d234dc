type Level = { kind: 'map' | 'list'; key: string | null }

/** Where the cursor is in a definition, by indentation and brackets, because the text around it may be wrong or incomplete. */
export type Place = {
  /** The keys and indexes that lead to the current mapping. An index is always 0, because only the kind of the item matters. */
  path: (string | 0)[]
  /** The key whose value is being typed; null while a key is. */
  key: string | null
  /** The part of the token that is already typed. */
  token: string
}

export function placeAt(text: string, offset: number): Place {
  const lines = text.slice(0, offset).split('\n')
  const current = lines.pop() ?? ''
  const { dashes, column, rest } = partsOf(current)
  const { levels, key, token } = insideOf(rest)
  const outer = dashes[0] ?? column
  const above = pathAbove(lines, outer, dashes.length > 0)
  const inner = levels.flatMap((level) => [
    ...(level.key === null ? [] : [level.key]),
    ...(level.kind === 'list' ? [0 as const] : []),
  ])
  const path = [...above, ...dashes.map(() => 0 as const), ...inner]
  const list = levels.at(-1)
  // `to: [a, ` and `to:\n  - `: another value of the same key.
  if (key === null && list?.kind === 'list' && list.key !== null) return { path: path.slice(0, -2), key: list.key, token }
  return { path, key, token }
}

/** The columns of its dashes, the column of the rest, and the rest itself. */
function partsOf(line: string): { dashes: number[]; column: number; rest: string } {
  const dashes: number[] = []
  let column = line.length - line.trimStart().length
  while (/^-(\s|$)/.test(line.slice(column))) {
    dashes.push(column)
    const after = line.slice(column + 1)
    column += 1 + after.length - after.trimStart().length
  }
  return { dashes, column, rest: line.slice(column) }
}

/** The path that the lines above lead to, for a token that starts in a column. */
function pathAbove(lines: readonly string[], column: number, isItem: boolean): Place['path'] {
  const path: Place['path'] = []
  let [limit, mayBeLevel] = [column, isItem]
  for (const line of lines.toReversed()) {
    if (/^\s*(#|$)/.test(line)) continue
    const { dashes, column: at, rest } = partsOf(line)
    const key = /^(?:"([^"]*)"|'([^']*)'|([^\s:#{[][^:]*)):(?:\s|$)/.exec(rest)
    if (key && (at < limit || (mayBeLevel && at === limit && dashes.length === 0))) {
      path.unshift(key[1] ?? key[2] ?? key[3] ?? '')
      ;[limit, mayBeLevel] = [at, false]
    }
    for (const dash of dashes.toReversed())
      if (dash < limit) {
        path.unshift(0)
        // The items of a list may be in the column of its key.
        ;[limit, mayBeLevel] = [dash, true]
      }
    if (limit === 0 && !mayBeLevel) break
  }
  return path
}

/** The open brackets within a line, and the unfinished key or value at its end. */
function insideOf(text: string): { levels: Level[]; key: string | null; token: string } {
  const levels: Level[] = []
  let key: string | null = null
  let token = ''
  let quote: string | null = null
  for (const [index, letter] of text.split('').entries()) {
    if (quote !== null) {
      if (letter === quote) quote = null
      else token += letter
    } else if ((letter === '"' || letter === "'") && token.trim() === '') quote = letter
    else if (letter === '{' || letter === '[') {
      levels.push({ kind: letter === '{' ? 'map' : 'list', key })
      ;[key, token] = [null, '']
    } else if ((letter === '}' || letter === ']') && levels.length > 0) {
      levels.pop()
      ;[key, token] = [null, '']
    } else if (letter === ',' && levels.length > 0) [key, token] = [null, '']
    else if (letter === ':' && key === null && /^(\s|$)/.test(text.slice(index + 1))) {
      ;[key, token] = [token.trim(), '']
    } else token += letter
  }
  return { levels, key, token: token.trimStart() }
}
