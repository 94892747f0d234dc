import { mostTextBytes, type WantedBytes } from './byte-search/byte-search.ts'

/** `isAll`: the text is the pattern, so that a line that has it matches. */
export type RequiredText = WantedBytes & { isAll: boolean }

type Run = { text: string; isAll: boolean }
type Reading = { rest: string; runs: Run[]; ignoreCase: boolean; unicode: boolean }

const repetition = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/
const optional = /^(?:[*?]|\{0)/
/** Escapes that stand for one character or a place, and are read without what follows them. */
const simpleEscape = /^\\[wWdDsSbBtfvnr]/
const escapedSign = /^\\[\\^$.*+?()[\]{}|/-]/
const characterClass = /^\[(?:\\[\s\S]|[^\]\\])*\]/
const lookaround = /^\(\?<?[=!]/
const plainGroup = /^\((?:\?:|\?<\w+>)?(?!\?)/

/** Texts of which a line that matches the pattern has each; none if that cannot be said. */
export function requiredTexts({ source, ignoreCase, unicode }: RegExp): RequiredText[] {
  const reading = { rest: source, runs: [], ignoreCase, unicode }
  const runs = readAlternatives(reading)
  return runs === null || reading.rest !== '' ? [] : runs.filter(({ text }) => text !== '').map((run) => required(run, reading))
}

function required({ text, isAll }: Run, { ignoreCase }: Reading): RequiredText {
  const bytes = Buffer.from(text)
  return { bytes: bytes.subarray(0, mostTextBytes), ignoreCase, isAll: isAll && bytes.length <= mostTextBytes }
}

/** Reads up to the end of the pattern or of its group; null for what is not understood. */
function readAlternatives(reading: Reading): Run[] | null {
  const runs: Run[] = []
  let text = ''
  let isPlain = true
  let isChoice = false
  const close = (): void => {
    runs.push({ text, isAll: false })
    text = ''
    isPlain = false
  }
  while (reading.rest !== '' && !reading.rest.startsWith(')')) {
    isChoice ||= reading.rest.startsWith('|')
    const one = readPart(reading)
    if (one === null) return null
    const repeated = repetition.exec(reading.rest)?.[0] ?? ''
    reading.rest = reading.rest.slice(repeated.length)
    if (typeof one === 'string' && !optional.test(repeated)) text += one
    if (typeof one === 'string' && repeated === '') continue
    close()
    if (typeof one !== 'string' && !optional.test(repeated)) runs.push(...one)
  }
  return isChoice ? [] : [...runs, { text, isAll: isPlain }]
}

/** A character that the line must have, or the texts of another part of the pattern. */
function readPart(reading: Reading): string | Run[] | null {
  const { rest } = reading
  const take = (length: number): void => void (reading.rest = rest.slice(length))
  if (rest.startsWith('(')) return readGroup(reading)
  const skipped = (simpleEscape.exec(rest) ?? characterClass.exec(rest) ?? /^[.^$|]/.exec(rest))?.[0]
  if (skipped !== undefined) {
    take(skipped.length)
    return []
  }
  const sign = escapedSign.exec(rest)?.[0]
  if (sign === undefined && /^[\\[\]{}*+?]/.test(rest)) return null
  const one = sign === undefined ? rest.charAt(0) : sign.charAt(1)
  take(sign?.length ?? 1)
  return isSure(one, reading) ? one : []
}

function readGroup(reading: Reading): Run[] | null {
  const { rest } = reading
  const isLookaround = lookaround.test(rest)
  const start = (lookaround.exec(rest) ?? plainGroup.exec(rest))?.[0]
  if (start === undefined) return null
  reading.rest = rest.slice(start.length)
  const runs = readAlternatives(reading)
  if (runs === null || !reading.rest.startsWith(')')) return null
  reading.rest = reading.rest.slice(1)
  return isLookaround ? [] : runs.map(({ text }) => ({ text, isAll: false }))
}

/** Whether the character has the same bytes in every line that matches. */
function isSure(one: string, { ignoreCase, unicode }: Reading): boolean {
  // Ends of lines and escapes are no part of what is tested, and a replacement character may stand for any byte.
  if ('\r\n\x1b\uFFFD'.includes(one) || !one.isWellFormed()) return false
  if (!ignoreCase) return true
  // Unicode has more characters that are a k or an s in the other case.
  return one <= '\x7f' && !(unicode && /[ks]/i.test(one))
}
