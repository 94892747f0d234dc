import type { Param } from '../../../shared/params/param.ts'
import { optionOf } from '../../../shared/params/read-options.ts'
import type { ParamSchema } from '../../../shared/params/schema.ts'

/** The words of `lf run JOB --help` with a flag that the command answers by itself, because only the engine knows the parameters. */
export function withJobHelp(words: readonly string[]): string[] {
  const end = words.indexOf('--') === -1 ? words.length : words.indexOf('--')
  const help = words.findIndex((word, at) => at < end && (word === '--help' || word === '-h'))
  const [first, second, third] = words.slice(commandAt(words))
  const name = first === 'run' ? second : first === 'pipeline' && second === 'run' ? third : undefined
  if (help === -1 || name === undefined || name.startsWith('-')) return [...words]
  return words.map((word, at) => (at === help ? '--job-help' : word))
}

const optionsWithValue: readonly string[] = ['--data', '--url', '--token']

/** Where the command is: global options may stand before it. */
function commandAt(words: readonly string[]): number {
  let at = 0
  while (words[at]?.startsWith('-')) at += optionsWithValue.includes(words[at] ?? '') ? 2 : 1
  return at
}

const width = 30

/** The part of a help that lists the parameters. */
export const helpOfParams = (ref: string, schema: ParamSchema, taken: ReadonlySet<string>): string =>
  Object.keys(schema).length === 0 ? `\n"${ref}" has no parameters.` : `\nParameters of "${ref}":\n${paramHelp(schema, taken)}`

/** The parameters of a job as options, with their rules. */
export function paramHelp(schema: ParamSchema, taken: ReadonlySet<string>): string {
  return Object.entries(schema)
    .map(([name, param]) => {
      const option = optionOf(name)
      const term = `  ${taken.has(option) ? `-p ${name}=` : `${option}${param.type === 'boolean' ? '' : ' '}`}${placeholderOf(param)}`
      return `${term.padEnd(width)}${term.length < width ? '' : `\n${' '.repeat(width)}`}${rulesOf(name, param)}`
    })
    .join('\n')
}

const placeholderOf = (param: Param): string => (param.type === 'boolean' ? '' : `<${param.type.toUpperCase()}>`)

function rulesOf(name: string, param: Param): string {
  const { title, description } = param
  const about = description ?? title ?? name
  const facts = [
    param.required && 'required',
    param.type === 'enum' && param.options && `one of ${param.options.join(', ')}`,
    'min' in param && param.min !== undefined && `from ${param.min}`,
    'max' in param && param.max !== undefined && `up to ${param.max}`,
    'unit' in param && param.unit && `in ${param.unit}`,
    'default' in param && param.default !== undefined && `default: ${defaultText(param.default)}`,
    (param.type === 'list' || (param.type === 'enum' && param.multiple)) && 'may be repeated',
  ].filter((fact) => typeof fact === 'string')
  return facts.length === 0 ? about : `${about} (${facts.join('; ')})`
}

const defaultText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
