import type { Json } from '../model/json.ts'
import { limits } from '../model/limits.ts'
import type { Param } from './param.ts'
import { patternOf } from './pattern.ts'

/** A value as the run gets it; none, where nothing was given; or what is wrong with it, to follow the name of the parameter. */
export type Read = { value: Json } | { none: true } | { problem: string }

const wrong = (problem: string): Read => ({ problem })
const none: Read = { none: true }
const number = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 20 })

/** Reads a value that a form, a command line, a request or a file gave, where a number may have come as text. */
export function readValue(param: Param, given: Json | undefined): Read {
  if (given === undefined || given === null) return none
  if (given === '' && !isText(param)) return none
  switch (param.type) {
    case 'string':
    case 'multiline':
    case 'secret':
      return readText(param, given)
    case 'integer':
    case 'number':
      return readNumber(param, given)
    case 'boolean':
      return readBoolean(given)
    case 'date':
      return readDate(param, given)
    case 'time':
      return isClock(given) ? { value: given } : wrong('must be a time such as 18:30')
    case 'enum':
      return readChoice(param, given)
    case 'file':
    case 'folder':
      return readPath(param.type, given)
    case 'list':
      return readList(param, given)
    case 'json':
      return { value: given }
  }
}

type Of<T extends Param['type']> = Extract<Param, { type: T }>

const isText = ({ type }: Param): boolean => type === 'string' || type === 'multiline' || type === 'secret'

/** A number or a switch that a command line read as such, where text is meant. */
const textOf = (given: Json): string | null =>
  typeof given === 'string' ? given : typeof given === 'number' || typeof given === 'boolean' ? String(given) : null

function readText({ min, max, pattern, type }: Of<'string' | 'multiline' | 'secret'>, given: Json): Read {
  const text = textOf(given)
  if (text === null) return wrong('must be text')
  if (text.includes('\0')) return wrong('must not contain a NUL character')
  if (type === 'string' && /[\r\n]/.test(text)) return wrong('must be a single line')
  const length = [...text].length
  if (type === 'secret' && length < shortestSecret)
    return wrong(`must have at least ${shortestSecret} characters so that it can be masked in logs`)
  if (min !== undefined && length < min) return wrong(`must have at least ${counted(min, 'character')}`)
  if (max !== undefined && length > max) return wrong(`must have at most ${counted(max, 'character')}`)
  if (pattern !== undefined && !patternOf(pattern)(text)) return wrong(`must match the pattern ${pattern}`)
  return { value: text }
}

const counted = (count: number, noun: string): string => `${number(count)} ${noun}${count === 1 ? '' : 's'}`

function readNumber({ type, min, max }: Of<'integer' | 'number'>, given: Json): Read {
  const value = typeof given === 'string' ? numberOf(given.trim()) : given
  if (typeof value !== 'number' || !Number.isFinite(value)) return wrong(type === 'integer' ? wholeNumber : 'must be a number')
  if (type === 'integer' && !Number.isInteger(value)) return wrong(wholeNumber)
  if (type === 'integer' && !Number.isSafeInteger(value)) return wrong('is too large for a whole number')
  if (min !== undefined && value < min) return wrong(`must be at least ${number(min)}`)
  if (max !== undefined && value > max) return wrong(`must be at most ${number(max)}`)
  // -0 would print as another number than it is.
  return { value: value + 0 }
}

/** Shorter ones would be masked in every other word of a log. */
const shortestSecret = 4

const wholeNumber = 'must be a whole number'
const numberOf = (text: string): number | null => (/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : null)

function readBoolean(given: Json): Read {
  const text = textOf(given)?.trim().toLowerCase() ?? ''
  if (['true', 'yes', 'on', '1'].includes(text)) return { value: true }
  if (['false', 'no', 'off', '0'].includes(text)) return { value: false }
  return wrong('must be true or false')
}

function readDate({ min, max }: Of<'date'>, given: Json): Read {
  if (typeof given !== 'string' || !isDate(given)) return wrong('must be a date such as 2026-11-27')
  if (min !== undefined && given < min) return wrong(`must be ${min} or later`)
  if (max !== undefined && given > max) return wrong(`must be ${max} or earlier`)
  return { value: given }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

const isClock = (given: Json): given is string => typeof given === 'string' && /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(given)

/** Without options, a command prints them, and any text may be one of them. */
function readChoice(param: Of<'enum'>, given: Json): Read {
  const options = param['options-from'] === undefined ? (param.options ?? []) : null
  const isKnown = (text: string): boolean => options === null || options.includes(text)
  if (!param.multiple) {
    const text = textOf(given)
    return text !== null && isKnown(text) ? { value: text } : wrong(oneOf(options))
  }
  const texts = textsOf(given, (text) =>
    isKnown(text) && options !== null ? [text] : text.split(',').map((part) => part.trim()),
  )
  if (texts === null) return wrong('must be a list of options')
  const unknown = texts.find((text) => !isKnown(text))
  if (unknown !== undefined)
    return wrong(`has the unknown option "${shortened(unknown)}"; ${oneOf(options).replace('must', 'each must')}`)
  return { value: [...new Set(texts)] }
}

const named = 10
function oneOf(options: readonly string[] | null): string {
  if (options === null) return 'must be text'
  const names = options.slice(0, named).map(shortened).join(', ')
  return `must be one of ${names}${options.length > named ? ` and ${number(options.length - named)} more` : ''}`
}
const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text)

function readPath(type: 'file' | 'folder', given: Json): Read {
  if (typeof given !== 'string' || given.trim() === '') return wrong(`must be the path of a ${type}`)
  if (given.includes('\0')) return wrong('must not contain a NUL character')
  if (given.length > limits.pathLength) return wrong(`is too long: at most ${number(limits.pathLength)} characters`)
  return { value: given }
}

function readList({ min, max }: Of<'list'>, given: Json): Read {
  const texts = textsOf(given, (text) => text.split(/\r?\n/).filter((line) => line !== ''))
  if (texts === null) return wrong('must be a list of texts')
  if (texts.some((text) => text.includes('\0'))) return wrong('must not contain a NUL character')
  if (min !== undefined && texts.length < min) return wrong(`must have at least ${counted(min, 'item')}`)
  if (max !== undefined && texts.length > max) return wrong(`must have at most ${counted(max, 'item')}`)
  return { value: texts }
}

/** Null if they are not texts. */
function textsOf(given: Json, split: (text: string) => string[]): string[] | null {
  if (!Array.isArray(given)) {
    const text = textOf(given)
    return text === null ? null : split(text)
  }
  const texts = given.map(textOf)
  return texts.every((text) => text !== null) ? texts : null
}
