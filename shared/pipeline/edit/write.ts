import type { PlainStep } from './gesture.ts'
import { type Entry, elementsOf, type Span } from './scan.ts'

/** A change of the text. */
export type Splice = Span & { text: string }

export const fieldOf = (entry: Entry, key: string) => entry.fields.find((field) => field.key === key)

/** The splices that turn what the text says about a step into what it should say. */
export function splicesOf(source: string, entry: Entry, before: PlainStep, after: PlainStep): Splice[] {
  const splices: Splice[] = []
  const name = fieldOf(entry, 'name')
  if (before.name !== after.name && name) splices.push({ ...name.value, text: textLike(source, name.value, after.name) })
  splices.push(...inputSplices(source, entry, before.inputs, after.inputs))
  if (before.start !== after.start) splices.push(startSplice(entry, after.start))
  return splices
}

function inputSplices(source: string, entry: Entry, before: readonly string[], after: readonly string[]): Splice[] {
  if (before.join('\n') === after.join('\n')) return []
  const field = fieldOf(entry, 'inputs')
  if (!field) return [lineAfter(entry, 'name', `inputs = [${after.map(quoted).join(', ')}]\n`)]
  if (after.length === 0) return [{ ...field.at, text: '' }]
  return [{ ...field.value, text: arrayOf(source.slice(field.value.from, field.value.to), before, after) }]
}

/** The array as it is written, with other elements: renamed ones in their places, new ones at the end. */
function arrayOf(written: string, before: readonly string[], after: readonly string[]): string {
  if (before.length === after.length) {
    const splices = elementsOf(written, 0).map((element, index) => ({
      ...element,
      text:
        before[index] === after[index] ? written.slice(element.from, element.to) : textLike(written, element, after[index] ?? ''),
    }))
    return spliced(written, splices)
  }
  const gone = before.flatMap((input, index) => (after.includes(input) ? [] : [index]))
  const rest = gone.reduceRight(withoutElement, written)
  const fresh = after.filter((input) => !before.includes(input)).map(quoted)
  const last = elementsOf(rest, 0).at(-1)
  if (fresh.length === 0) return rest
  return last ? `${rest.slice(0, last.to)}, ${fresh.join(', ')}${rest.slice(last.to)}` : `[${fresh.join(', ')}]`
}

/** With the comma that parts it from its neighbor; a comment beside it stays. */
function withoutElement(array: string, index: number): string {
  const elements = elementsOf(array, 0)
  const [element, next, previous] = [elements[index], elements[index + 1], elements[index - 1]]
  if (!element) return array
  if (next && !array.slice(element.to, next.from).includes('#')) return array.slice(0, element.from) + array.slice(next.from)
  if (!next && previous && !array.slice(previous.to, element.from).includes('#'))
    return array.slice(0, previous.to) + array.slice(element.to)
  const comma = /^\s*,/.exec(array.slice(element.to))?.[0].length ?? 0
  return array.slice(0, element.from) + array.slice(element.to + comma)
}

function startSplice(entry: Entry, start: boolean): Splice {
  const field = fieldOf(entry, 'start')
  return field ? { ...field.value, text: String(start) } : lineAfter(entry, 'name', `start = ${start}\n`)
}

function lineAfter(entry: Entry, key: string, text: string): Splice {
  const at = fieldOf(entry, key)?.at.to ?? entry.header.to
  return { from: at, to: at, text }
}

/** A text in the quotes of the one that it replaces, where they can hold it. */
function textLike(source: string, { from }: Span, text: string): string {
  return source[from] === "'" && !text.includes("'") ? `'${text}'` : quoted(text)
}

export const quoted = (text: string): string => JSON.stringify(text).replaceAll('\u007f', '\\u007f')

/** A step that passes on what it is given, or starts with something. */
export const newEntry = (table: string, { name, inputs, start }: PlainStep): string =>
  [
    `[[${table}]]`,
    `name = ${quoted(name)}`,
    ...(table === 'task' ? [] : start ? ['start = true'] : [`inputs = [${inputs.map(quoted).join(', ')}]`]),
    start && table === 'step' ? `script = 'date > "$OUTPUT_DIR/date.txt"'` : `script = 'cp "$INPUT_FILE" "$OUTPUT_DIR/"'`,
    '',
  ].join('\n')

export function spliced(source: string, splices: readonly Splice[]): string {
  let text = source
  for (const { from, to, text: inserted } of splices.toSorted((a, b) => b.from - a.from || b.to - a.to))
    text = text.slice(0, from) + inserted + text.slice(to)
  return text
}
