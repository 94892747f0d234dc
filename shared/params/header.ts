import { jsonOrText } from '../json-or-text.ts'
import type { Json } from '../model/json.ts'
import { type Param, paramName, paramTypes } from './param.ts'
import { ParamSchema } from './schema.ts'
import { readValue } from './value.ts'

/** A line that says something about a parameter and could not be read: its number, and why. */
export type HeaderProblem = { line: number; message: string }
/** `lines`: the line of each parameter. */
export type Header = { params: ParamSchema; problems: HeaderProblem[]; lines: Record<string, number> }

/** Headers stand at the start of a script. */
const mostLines = 200
const mostChars = 64 * 1024
const comment = /^\s*(?:#|\/\/|--|;|%|REM\b|::|\*|<#)\s*/i

/**
 * The parameters that the comments of a script name, in the form `# @param width integer=800 "Width in px" min=1 required`
 * or in that of Raycast: `# @raycast.argument1 { "type": "text", "placeholder": "Query" }`.
 */
export function readHeader(script: string): Header {
  const params: ParamSchema = {}
  const problems: HeaderProblem[] = []
  const lines: Record<string, number> = {}
  const start = script.slice(0, mostChars)
  // Runs start without a search for parameters in most scripts.
  if (!/@param|@raycast/.test(start)) return { params, problems, lines }
  for (const [index, line] of start.split('\n', mostLines).entries()) {
    const text = line.replace(comment, '').trim()
    if (!comment.test(line) || !text.startsWith('@')) continue
    const found = readLine(text)
    if (found === null) continue
    const problem = typeof found === 'string' ? found : problemOf(found, params)
    if (problem !== null) problems.push({ line: index + 1, message: problem })
    else if (typeof found !== 'string') {
      params[found.name] = withTypedDefault(found.param)
      lines[found.name] = index + 1
    }
  }
  return { params, problems, lines }
}

/** What a script's comments and the settings of its job say together. The settings take precedence. */
export const withHeader = (script: string | null, settings: ParamSchema): ParamSchema =>
  script === null ? settings : { ...readHeader(script).params, ...settings }

type Found = { name: string; param: Param }

/** Null for a line about something else; a text for one that could not be read. */
function readLine(text: string): { name: string; param: Param } | string | null {
  if (text.includes('\uFFFD') && /^@(param|raycast\.argument)/.test(text)) return 'is not UTF-8'
  const raycast = /^@raycast\.argument([1-9])\s+(.*)$/.exec(text)
  if (raycast) return readRaycast(`argument${raycast[1]}`, raycast[2] ?? '')
  const own = /^@param\s+(\S+)(?:\s+(.*))?$/.exec(text)
  // The comments of other tools have the type in braces: @param {string} name
  if (!own?.[1] || own[1].startsWith('{')) return null
  return readParam(own[1], own[2] ?? '')
}

function problemOf({ name, param }: Found, known: ParamSchema): string | null {
  if (Object.hasOwn(known, name)) return `names the parameter "${name}" twice`
  const parsed = ParamSchema.safeParse({ ...known, [name]: param })
  if (parsed.success) return null
  const [issue] = parsed.error.issues
  return `${[name, ...(issue?.path.slice(1) ?? [])].join('.')} ${issue?.message ?? 'is not valid'}`
}

/** A comment has its default as text. */
function withTypedDefault(param: Param): Param {
  if (!('default' in param) || typeof param.default !== 'string') return param
  const read = readValue(param, param.type === 'json' ? (jsonOrText(param.default) as Json) : param.default)
  return { ...param, default: 'value' in read ? read.value : undefined }
}

/** A word, with or without a quoted part: `integer=800`, `"Width in px"`, `title="Width"`. */
const word = /(?:[^\s"=]+=)?"(?:[^"\\]|\\.)*"|\S+/g

function readParam(name: string, rest: string): Found | string {
  const named = paramName.safeParse(name)
  if (!named.success) return `"${name}" ${named.error.issues[0]?.message}`
  const [head = 'string', ...others] = rest.match(word) ?? []
  const isTyped = /^[a-z]+(=|$)/.test(head) && paramTypes.some((type) => head === type || head.startsWith(`${type}=`))
  if (!isTyped && !head.startsWith('"')) return `has the unknown type "${head.split('=')[0]}"; types are ${paramTypes.join(', ')}`
  const [type = 'string', preset] = isTyped ? split(head) : []
  const fields: Record<string, Json> = { type }
  if (preset !== undefined) fields['default'] = preset
  for (const part of isTyped ? others : [head, ...others]) {
    const problem = readField(part, type, fields)
    if (problem !== null) return problem
  }
  return { name, param: fields as Param }
}

const flags = ['required', 'multiple']
const numbers = ['min', 'max', 'step']
const texts = ['title', 'description', 'group', 'unit', 'pattern', 'options-from']

function readField(part: string, type: string, fields: Record<string, Json>): string | null {
  if (part.startsWith('"')) {
    fields['description'] = unquoted(part)
    return null
  }
  const [key, value] = split(part)
  if (value === undefined) {
    if (!flags.includes(key)) return `has the unknown word "${key}"`
    fields[key] = true
  } else if (key === 'options') fields[key] = value.split(',').map((option) => option.trim())
  else if (texts.includes(key)) fields[key] = value
  else if (numbers.includes(key)) fields[key] = type === 'date' ? value : (jsonOrText(value) as Json)
  else return `has the unknown field "${key}"`
  return null
}

function split(part: string): [key: string, value: string | undefined] {
  const at = part.indexOf('=')
  return at === -1 ? [part, undefined] : [part.slice(0, at), unquoted(part.slice(at + 1))]
}

const unquoted = (text: string): string => (/^".*"$/s.test(text) ? text.slice(1, -1).replaceAll(/\\(.)/g, '$1') : text)

type RaycastArgument = { type?: string; placeholder?: string; optional?: boolean; data?: { title?: string; value?: string }[] }

function readRaycast(name: string, json: string): Found | string {
  let told: RaycastArgument
  try {
    told = JSON.parse(json) as RaycastArgument
  } catch {
    return `@raycast.${name} is not valid JSON`
  }
  if (typeof told !== 'object' || told === null) return `@raycast.${name} must be an object`
  const facts = {
    ...(typeof told.placeholder === 'string' ? { title: told.placeholder } : {}),
    ...(told.optional === true ? {} : { required: true }),
  }
  if (told.type === 'password') return { name, param: { type: 'secret', ...facts } }
  if (told.type !== 'dropdown') return { name, param: { type: 'string', ...facts } }
  const options = (Array.isArray(told.data) ? told.data : []).map(({ title, value }) => String(value ?? title ?? ''))
  return { name, param: { type: 'enum', options, ...facts } }
}
