import type { Style } from './style.ts'
import { isFields, type Value } from './value.ts'
import { verbatimText } from './verbatim.ts'

const ordinary = /^[\p{L}_$/.][\p{L}\p{N}\p{M}_$/.@+\-()*=!?;%&'"<>|^~: ]*$/u
const ordinaryOutside = /^[\p{L}_$/.][\p{L}\p{N}\p{M}_$/.@+\-()*=!?;%&'"<>|^~:,[\]{} ]*$/u
const special = /^(true|false|null|yes|no|on|off|y|n|~|\.inf|\.nan|\.+)$/i

/** Whether a text needs no quotes. */
const isPlain = (text: string, inBrackets: boolean): boolean =>
  (inBrackets ? ordinary : ordinaryOutside).test(text) &&
  !special.test(text) &&
  !/^\.?\d|: |[: ]$/.test(text) &&
  !(inBrackets && /:["']?$|:[,[\]{}]/.test(text))

export type Quotes = 'PLAIN' | 'QUOTE_SINGLE' | 'QUOTE_DOUBLE'

/** A value without parts, on one line. */
export function scalarText(value: Value, { isJson }: Style, inBrackets: boolean, quotes: Quotes = 'PLAIN'): string {
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : numberText(value)
  if (typeof value !== 'string') return JSON.stringify(value)
  if (isJson || quotes === 'QUOTE_DOUBLE') return quoted(value)
  if (quotes === 'QUOTE_SINGLE' && /^[\p{L}\p{N}\p{M}\p{P}\p{S} ]*$/u.test(value)) return `'${value.replaceAll("'", "''")}'`
  return isPlain(value, inBrackets) ? value : quoted(value)
}

const numberText = (value: number): string => (Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf')

/** YAML allows fewer characters than JSON. */
const unprintable = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g
const quoted = (text: string): string =>
  JSON.stringify(text).replace(unprintable, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** A value within brackets, or of JSON. `indent` null: on one line; else the column of the line that it starts on. */
export function flowText(value: Value, style: Style, indent: number | null = null): string {
  if (!isFields(value) && !Array.isArray(value)) return scalarText(value, style, true)
  const inner = indent === null ? null : indent + style.step
  const items = Array.isArray(value)
    ? value.map((part) => flowText(part, style, inner))
    : [...value].map(([key, part]) => pairText(key, part, style, inner))
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  if (items.length === 0) return open + close
  if (indent !== null && inner !== null) {
    const line = style.lineEnd + ' '.repeat(inner)
    return `${open}${line}${items.join(`,${line}`)}${style.lineEnd}${' '.repeat(indent)}${close}`
  }
  const pad = Array.isArray(value) || style.isJson ? '' : ' '
  return `${open}${pad}${items.join(', ')}${pad}${close}`
}

export const pairText = (key: string, value: Value, style: Style, indent: number | null = null): string =>
  `${scalarText(key, style, true)}: ${flowText(value, style, indent)}`

const shortList = 70

/** Whether a value stands on one line, in a text that is otherwise in lines. `within`: the keys that lead to it. */
function isInline(value: Value, within: string): boolean {
  if (Array.isArray(value)) {
    if (value.length === 0) return true
    const isFlat = value.every((part) => !isFields(part) && !Array.isArray(part))
    return isFlat && JSON.stringify(value).length <= shortList && !value.some(isLong)
  }
  if (!isFields(value)) return true
  if (value.size === 0) return true
  return within === 'edges' || within === 'expr'
}

const isLong = (value: Value): boolean => typeof value === 'string' && value.includes('\n')

/**
 * What comes after the colon of a key or the dash of an item, without the end of the last line. `column`: of that key or dash;
 * `within`: the nearest key.
 */
export function afterHead(value: Value, style: Style, column: number, within: string, ofItem = false): string {
  if (typeof value === 'string' && canBeLines(value)) return ` ${lines(value, style, column + style.step)}`
  if (isInline(value, within)) return ` ${blockInline(value, style)}`
  const isList = Array.isArray(value)
  const inner = ofItem ? column + 2 : column + (isList && !style.indentsItems ? 0 : style.step)
  const text = blockText(value, style, inner, within)
  return ofItem ? ` ${text.slice(inner)}` : style.lineEnd + text
}

const blockInline = (value: Value, style: Style): string =>
  isFields(value) || Array.isArray(value) ? flowText(value, style) : scalarText(value, style, false)

/** The lines of a mapping or a list, each with its indentation, without the end of the last one. */
export function blockText(value: Value, style: Style, column: number, within: string): string {
  const pad = ' '.repeat(column)
  if (Array.isArray(value))
    return value.map((part) => `${pad}-${afterHead(part, style, column, within, true)}`).join(style.lineEnd)
  if (!isFields(value)) return pad + scalarText(value, style, false)
  return [...value].map(([key, part]) => entryText(key, part, style, column)).join(style.lineEnd)
}

export function entryText(key: string, value: Value, style: Style, column: number): string {
  const behind = verbatimText(value, column, style.lineEnd) ?? afterHead(value, style, column, key)
  return `${' '.repeat(column)}${scalarText(key, style, false)}:${behind}`
}

/** Whether a text can be written as `|` and lines: no line is changed by that. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: YAML does not allow them in such lines
const unfitForLines = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]/
export const canBeLines = (text: string): boolean => {
  if (!text.includes('\n') || /^[ \t\n]/.test(text) || !/[^\n]/.test(text)) return false
  return !unfitForLines.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ''))
}

/** `|` and the lines of a text, without the end of the last one. */
export function lines(text: string, style: Style, column: number): string {
  const ends = /\n*$/.exec(text)?.[0].length ?? 0
  const head = ends === 0 ? '|-' : ends === 1 ? '|' : '|+'
  const body = text.slice(0, text.length - Math.min(ends, 1)).split('\n')
  return [head, ...body.map((line) => (line === '' ? '' : ' '.repeat(column) + line))].join(style.lineEnd)
}
