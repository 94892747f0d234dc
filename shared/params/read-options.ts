import { AppError } from '../errors.ts'
import type { Params } from '../model/params.ts'
import { nearest } from '../nearest.ts'
import type { ParamSchema } from './schema.ts'
import { withNext } from './text-values.ts'

/** The option of a parameter: `--dry-run` for `dry_run`. */
export const optionOf = (name: string): string => `--${name.replaceAll('_', '-')}`

/**
 * The parameters among the words of a command line: `--width 800`, `--width=800`, `--dry-run`, `--no-dry-run`. `others` are the
 * options of the command, one of which may be meant.
 */
export function readParamOptions(words: readonly string[], schema: ParamSchema, ref: string, others: readonly string[]): Params {
  const values: Params = {}
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, no, written, inline] = /^--(no-)?([^=]+)(?:=(.*))?$/s.exec(word) ?? []
    if (written === undefined) throw unexpected(word)
    const name = nameOf(`${no ?? ''}${written}`, schema) ?? (no ? nameOf(written, schema) : null)
    const param = name === null ? undefined : schema[name]
    if (name === null || !param) throw unknown(word, [...Object.keys(schema).map(optionOf), ...others], ref)
    if (param.type === 'boolean' && inline === undefined) {
      const next = rest[0]
      values[name] = nameOf(`${no ?? ''}${written}`, schema) === null ? false : isSwitch(next) ? (rest.shift() ?? true) : true
      continue
    }
    const value = inline ?? rest.shift()
    if (value === undefined) throw new AppError('invalid', `${optionOf(name)} needs a value.`)
    values[name] = withNext(name, param, values[name], value)
  }
  return values
}

const isSwitch = (word: string | undefined): boolean => word === 'true' || word === 'false'

const nameOf = (written: string, schema: ParamSchema): string | null =>
  Object.keys(schema).find((name) => name === written || name.replaceAll('_', '-') === written) ?? null

const unexpected = (word: string): AppError =>
  new AppError('invalid', `Unexpected argument "${word}". Write parameters as --name value, or as -p name=value.`)

function unknown(word: string, known: string[], ref: string): AppError {
  const written = word.replace(/=.*$/s, '')
  // The dashes are alike everywhere, and would count as letters of the name.
  const meant = nearest(
    written.slice(2),
    known.map((option) => option.slice(2)),
  )
  const hint = meant === null ? '' : ` Did you mean "--${meant}"?`
  return new AppError(
    'invalid',
    `Unknown option "${written}": "${ref}" has no such parameter.${hint} See: lf run ${JSON.stringify(ref)} --help`,
  )
}
