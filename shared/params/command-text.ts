import type { Json } from '../model/json.ts'
import type { Params } from '../model/params.ts'
import type { JobRunOptions } from '../model/run-options.ts'
import { optionOf } from './read-options.ts'
import type { ParamSchema } from './schema.ts'
import type { CommandKind } from './started-command.ts'
import { isRepeated } from './text-values.ts'

/** Options of `lf` itself: a parameter of such a name is given by -p. */
export const takenOptions = [
  ...['data', 'url', 'token', 'json', 'version', 'at', 'priority', 'reason', 'wait', 'follow', 'param', 'params'],
  ...['help', 'job-help', 'input', 'parallel', 'from', 'only', 'manifest', 'db', 'force', 'keep-going'],
].map((name) => `--${name}`)

/** A word of a command line. Secret values never stand in one: the shell keeps its history. */
const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${inQuotes(text)}'`)
const inQuotes = (text: string): string => text.replaceAll("'", `'\\''`)

/** The `lf` command that starts a run with these values, of a job, a flow or a pipeline. */
export function lfText(name: string, schema: ParamSchema, values: Params, options: JobRunOptions = {}): string {
  const others = Object.entries(values).filter(([param, value]) => needsJson(schema, param, value))
  const json = others.length === 0 ? [] : ['--params', quoted(JSON.stringify(Object.fromEntries(others)))]
  const words = Object.entries(values)
    .filter((entry) => !others.some(([param]) => param === entry[0]))
    .flatMap(([param, value]) => wordsFor(schema, param, value))
  return ['lf run', quoted(name), ...json, ...words, ...optionWords(options)].join(' ')
}

function optionWords({ at, priority, version, reason }: JobRunOptions): string[] {
  const given = { at: at === undefined ? undefined : new Date(at).toISOString(), priority, version, reason }
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, quoted(String(value))]))
}

/** What text alone does not say: a value without a parameter, an empty list, and one whose only text would be split. */
function needsJson(schema: ParamSchema, name: string, value: Json): boolean {
  const param = Object.hasOwn(schema, name) ? schema[name] : undefined
  if (!param) return true
  if (!isRepeated(param)) return false
  const texts = [value].flat()
  return texts.length === 0 || (texts.length === 1 && /[,\r\n]|^\s*$/.test(textOf(texts[0] ?? '')))
}

const variableOf = (secret: string): string => `$${secret.toUpperCase()}`

function wordsFor(schema: ParamSchema, name: string, value: Json): string[] {
  const param = schema[name]
  if (param?.type === 'secret') return ['-p', `${name}="${variableOf(name)}"`]
  const option = optionOf(name)
  const texts =
    param?.type === 'json' ? [JSON.stringify(value)] : param && isRepeated(param) ? [value].flat().map(textOf) : [textOf(value)]
  const isMeant = (word: string): boolean => Object.keys(schema).filter((other) => optionOf(other) === word).length === 0
  const isFree = !takenOptions.includes(option) && !(option.startsWith('--no-') && Object.hasOwn(schema, name.slice(3)))
  if (isFree && param?.type === 'boolean' && value === true) return [option]
  if (isFree && param?.type === 'boolean' && isMeant(`--no-${option.slice(2)}`)) return [`--no-${option.slice(2)}`]
  if (!isFree || param?.type === 'boolean') return texts.flatMap((text) => ['-p', quoted(`${name}=${text}`)])
  return texts.flatMap((text) => (text.startsWith('-') ? [quoted(`${option}=${text}`)] : [option, quoted(text)]))
}

const starts: Record<CommandKind, (ref: string) => string> = {
  job: (ref) => `jobs/${ref}/run`,
  flow: (ref) => `flows/${ref}/start`,
  pipeline: (ref) => `pipelines/${ref}/run`,
}

/** The same as a request to the address of the API, which ends in `/api`. Secret values are read from variables, as lfText does. */
export function curlText(
  address: string,
  name: string,
  schema: ParamSchema,
  values: Params,
  { kind = 'job', ...options }: JobRunOptions & { kind?: CommandKind } = {},
): string {
  const url = `${address}/${starts[kind](encodeURIComponent(name))}`
  return `curl -X POST ${quoted(url)} -H "Authorization: Bearer \${LOCALFLOW_TOKEN:-$(lf token)}" -H 'Content-Type: application/json' -d ${bodyText(schema, values, options)}`
}

/** A secret leaves the quotes of the shell: `'{"token":"'"$TOKEN"'"}'`. */
function bodyText(schema: ParamSchema, values: Params, options: JobRunOptions): string {
  const pairs = Object.entries(values).map(([param, value]) => {
    const shown = schema[param]?.type === 'secret' ? `"'"${variableOf(param)}"'"` : inQuotes(JSON.stringify(value))
    return `${inQuotes(JSON.stringify(param))}:${shown}`
  })
  const others = JSON.stringify(options).slice(1, -1)
  return `'{"params":{${pairs.join(',')}}${inQuotes(others && `,${others}`)}}'`
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))
