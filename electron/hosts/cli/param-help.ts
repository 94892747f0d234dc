import type { Param } from '../../../shared/params/param.ts'
import type { ParamSchema } from '../../../shared/params/schema.ts'
import { optionOf } from './param-options.ts'

/** The words of `lf run JOB --help` with a flag that the command answers by itself, because only the engine knows the job's parameters. */
export function withJobHelp(words: readonly string[]): string[] {
  const end = words.indexOf('--') === -1 ? words.length : words.indexOf('--')
  const help = words.findIndex((word, at) => at < end && (word === '--help' || word === '-h'))
  if (words[0] !== 'run' || help === -1 || words[1] === undefined || words[1].startsWith('-')) return [...words]
  return words.map((word, at) => (at === help ? '--job-help' : word))
}

const width = 30

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
