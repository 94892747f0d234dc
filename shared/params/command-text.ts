import type { Json } from '../model/json.ts'
import type { Params } from '../model/params.ts'
import type { ParamSchema } from './schema.ts'

/** Options of `lf` itself: a parameter of such a name is given by -p. */
const taken = ['data', 'url', 'token', 'json', 'version', 'at', 'priority', 'reason', 'wait', 'follow', 'param', 'params', 'help']

/** A word of a command line. Secret values never stand in one: the shell keeps its history. */
const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)

/** The `lf` command that starts a run with these values. */
export function lfText(job: string, schema: ParamSchema, values: Params): string {
  const words = Object.entries(values).flatMap(([name, value]): string[] => {
    const type = schema[name]?.type
    if (type === 'secret') return ['-p', `${name}="$${name.toUpperCase()}"`]
    const option = name.replaceAll('_', '-')
    const texts = Array.isArray(value) && type !== 'json' ? value.map(textOf) : [textOf(value)]
    if (taken.includes(option)) return texts.flatMap((text) => ['-p', quoted(`${name}=${text}`)])
    if (value === true) return [`--${option}`]
    if (value === false) return [`--no-${option}`]
    return texts.flatMap((text) => [`--${option}`, quoted(text)])
  })
  return ['lf run', quoted(job), ...words].join(' ')
}

/** The same as a request; the token is read from the variable TOKEN. */
export function curlText(address: string, job: string, schema: ParamSchema, values: Params): string {
  const shown = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, schema[name]?.type === 'secret' ? '***' : value]),
  )
  const url = `${address}/api/jobs/${encodeURIComponent(job)}/run`
  return `curl -X POST ${quoted(url)} -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d ${quoted(JSON.stringify({ params: shown }))}`
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))
