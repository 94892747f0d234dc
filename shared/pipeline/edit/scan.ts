/** From an offset in a text up to another. */
export type Span = { from: number; to: number }

/** A field of a table: its key, and where its value stands. */
export type Field = { key: string; at: Span; value: Span }

/** An entry of an array, such as `[[step]]`, with its fields and its tables, such as `[step.env]`. */
export type Entry = {
  table: string
  /** From the comment right above its header to the end of its last line. */
  at: Span
  header: Span
  /** The name of its table in its header, and in those of the tables within it. */
  names: Span[]
  fields: Field[]
}

const stepTables = ['step', 'task']

/** The steps of a manifest, or the entries of another array, by their places in the text, which must be TOML. */
export function entriesOf(source: string, tables: readonly string[] = stepTables): Entry[] {
  const entries: Entry[] = []
  let entry: Entry | null = null
  let isWithin = false
  let at = 0
  while ((at = nextToken(source, at)) < source.length) {
    const from = at
    if (source[at] === '[') {
      at = endOfLine(source, endOfHeader(source, at))
      const header = headerAt(source, { from, to: at }, tables)
      isWithin = !header.isEntry && entry !== null && header.table === entry.table
      if (header.isEntry) entries.push((entry = entryAt(source, header, { from, to: at })))
      else if (!isWithin) entry = null
      else if (entry) {
        entry.at.to = at
        entry.names.push(header.name)
      }
      continue
    }
    const field = fieldAt(source, at)
    at = field.at.to
    if (!entry) continue
    entry.at.to = at
    if (!isWithin) entry.fields.push(field)
  }
  return entries
}

/** The fields above the first table. */
export function headFieldsOf(source: string): Field[] {
  const fields: Field[] = []
  let at = 0
  while ((at = nextToken(source, at)) < source.length && source[at] !== '[') {
    const field = fieldAt(source, at)
    fields.push(field)
    at = field.at.to
  }
  return fields
}

function fieldAt(source: string, from: number): Field {
  const equals = endOfKey(source, from)
  const valueFrom = skipBlanks(source, equals + 1)
  const valueTo = endOfValue(source, valueFrom)
  const key = source
    .slice(from, equals)
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
  return { key, at: { from, to: endOfLine(source, valueTo) }, value: { from: valueFrom, to: valueTo } }
}

type Header = { table: string; name: Span; isEntry: boolean }

function headerAt(source: string, { from, to }: Span, tables: readonly string[]): Header {
  const [, before = '', table = '', end] = /^(\[\[?\s*)([\w-]*)\s*([.\]])?/.exec(source.slice(from, to)) ?? []
  const start = from + before.length
  const isEntry = before.startsWith('[[') && end === ']' && tables.includes(table)
  return { table, name: { from: start, to: start + table.length }, isEntry }
}

const entryAt = (source: string, { table, name }: Header, header: Span): Entry => ({
  table,
  at: { from: commentAbove(source, header.from), to: header.to },
  header,
  names: [name],
  fields: [],
})

/** The elements of an array, which begins at `from`. */
export function elementsOf(source: string, from: number): Span[] {
  const elements: Span[] = []
  let at = from + 1
  while ((at = nextToken(source, at)) < source.length && source[at] !== ']') {
    if (source[at] === ',') {
      at++
      continue
    }
    const to = endOfValue(source, at)
    elements.push({ from: at, to })
    at = to
  }
  return elements
}

/** Past spaces, line ends and comments. */
export function nextToken(source: string, from: number): number {
  let at = from
  for (;;) {
    while (at < source.length && /\s/.test(source[at] ?? '')) at++
    if (source[at] !== '#') return at
    at = endOfLine(source, at)
  }
}

/** The start of the next line. */
export function endOfLine(source: string, from: number): number {
  const at = source.indexOf('\n', from)
  return at === -1 ? source.length : at + 1
}

function skipBlanks(source: string, from: number): number {
  let at = from
  while (source[at] === ' ' || source[at] === '\t') at++
  return at
}

/** Comments on the lines above a header belong to it, up to a blank line. */
function commentAbove(source: string, header: number): number {
  let from = source.lastIndexOf('\n', header - 1) + 1
  while (from > 0) {
    const above = source.lastIndexOf('\n', from - 2) + 1
    if (!/^[ \t]*#/.test(source.slice(above, from))) break
    from = above
  }
  return from
}

const endOfHeader = (source: string, from: number): number => {
  let at = from
  while (at < source.length && source[at] !== '\n' && source[at] !== '#')
    at = isQuote(source[at]) ? endOfText(source, at) : at + 1
  return at
}

function endOfKey(source: string, from: number): number {
  let at = from
  while (at < source.length && source[at] !== '=') at = isQuote(source[at]) ? endOfText(source, at) : at + 1
  return at
}

const isQuote = (character: string | undefined): boolean => character === '"' || character === "'"

function endOfValue(source: string, from: number): number {
  const first = source[from]
  if (isQuote(first)) return endOfText(source, from)
  if (first === '[' || first === '{') return endOfGroup(source, from)
  let at = from
  while (at < source.length && !/[\s,\]}#]/.test(source[at] ?? '')) at++
  // A date may have a space before its time.
  return /^\d{4}-\d\d-\d\d \d/.test(source.slice(from, from + 12)) && source[at] === ' ' ? endOfValue(source, at + 1) : at
}

function endOfGroup(source: string, from: number): number {
  let depth = 0
  for (let at = from; at < source.length; ) {
    const character = source[at]
    if (isQuote(character)) {
      at = endOfText(source, at)
      continue
    }
    if (character === '#') {
      at = endOfLine(source, at)
      continue
    }
    if (character === '[' || character === '{') depth++
    if ((character === ']' || character === '}') && --depth === 0) return at + 1
    at++
  }
  return source.length
}

function endOfText(source: string, from: number): number {
  const quote = source[from] ?? ''
  const isLong = source.startsWith(quote.repeat(3), from)
  const end = isLong ? quote.repeat(3) : quote
  let at = from + end.length
  while (at < source.length && !source.startsWith(end, at)) at += quote === '"' && source[at] === '\\' ? 2 : 1
  at += end.length
  // A long text may end in one or two quotes of its own.
  while (isLong && source[at] === quote) at++
  return Math.min(at, source.length)
}
