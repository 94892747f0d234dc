import { AppError } from '../errors.ts'
import { jsonOrText } from '../json-or-text.ts'
import type { Json } from '../model/json.ts'
import { Params } from '../model/params.ts'
import { readCurl } from './read-curl.ts'
import { readParamOptions } from './read-options.ts'
import type { ParamSchema } from './schema.ts'
import { type Command, commandsOf, type Word } from './shell-words.ts'
import type { CommandOptions, ReadCommand } from './started-command.ts'
import { withNext } from './text-values.ts'
import { readValue } from './value.ts'

export type Unread = { problem: string }

/** Reads an `lf run …` or `curl …` as it was copied or written by hand: the opposite of lfText and curlText. */
export function readCommand(text: string, schema: ParamSchema): ReadCommand | Unread {
  const commands = commandsOf(text)
  if (commands === null) return { problem: 'Could not read the command: a quote or a here-document is not closed.' }
  const known = commands.map(withoutPrefix).filter(({ words }) => words[0] && /^(lf|curl)(\.exe|\.cmd)?$/.test(words[0].text))
  const [command, another] = known
  if (!command) return { problem: 'Could not read the command: paste one that starts with "lf run" or "curl".' }
  if (another) return { problem: 'Could not read the command: there is more than one.' }
  try {
    const [program, ...words] = command.words
    const read = program?.text.startsWith('curl') ? readCurl(words, command.stdin) : readLf(words, schema)
    return { ...read, params: plainValues(schema, read.params) }
  } catch (error) {
    if (error instanceof AppError) return { problem: error.message }
    throw error
  }
}

/** Without a prompt, variables before the program, and `npm run -s lf --`. */
function withoutPrefix({ words, stdin }: Command): Command {
  const texts = words.map(({ text }) => text)
  const script = texts.findIndex((text, at) => text === 'lf' && texts[at + 1] === '--' && texts.slice(0, at).includes('run'))
  if (script !== -1) return { words: [{ text: 'lf' }, ...words.slice(script + 2)], stdin }
  const first = texts.findIndex((text) => !/^(\$|>|%|sudo|npx|[A-Za-z_]\w*=.*)$/s.test(text))
  const [program, ...rest] = first === -1 ? [] : words.slice(first)
  return { words: program ? [{ ...program, text: program.text.replace(/^.*[\\/]/s, '') }, ...rest] : [], stdin }
}

const valued = ['--data', '--url', '--token', '--version', '--at', '--priority', '--reason', '--param', '--params']
const valuedOfPipeline = ['--input', '--parallel', '--from', '--only', '--manifest', '--db']
const switches = ['--json', '--wait', '--follow', '--force', '--keep-going', '-k']

type Given = { param: Word[]; rest: Word[]; params: Word | null; target: string | null; options: CommandOptions }

function readLf(words: Word[], schema: ParamSchema): ReadCommand {
  const { start, kind, withValue } = verbOf(words)
  const given: Given = { param: [], rest: [], params: null, target: null, options: {} }
  const open = [...words.slice(0, start - verbLength(kind)), ...words.slice(start)]
  for (let word = open.shift(); word !== undefined; word = open.shift()) {
    const [, name = '', inline] = /^(--[^=]+|-p|-k)(?:=(.*))?$/s.exec(word.text) ?? []
    const option = name === '-p' ? '--param' : name
    if (withValue.includes(option)) {
      const value = inline === undefined ? open.shift() : { ...word, text: inline }
      if (value === undefined) throw new AppError('invalid', `Could not read the command: ${name} needs a value.`)
      take(given, option, value)
    } else if (switches.includes(name)) continue
    else if (given.target === null && !word.text.startsWith('-')) given.target = word.text
    else given.rest.push(word)
  }
  if (given.target === null) throw new AppError('invalid', 'Could not read the command: it names nothing to run.')
  const params = { ...objectOf(given.params), ...pairsOf(given.param, schema), ...optionsOf(given, schema) }
  return { target: given.target, kind: kind === 'run' ? null : kind, params, options: given.options }
}

const verbLength = (kind: string): number => (kind === 'pipeline' ? 2 : 1)

function verbOf(words: readonly Word[]): { start: number; kind: 'run' | 'flow' | 'pipeline'; withValue: string[] } {
  let at = 0
  while (words[at]?.text.startsWith('-')) at += valued.includes(words[at]?.text ?? '') ? 2 : 1
  const [verb, next] = [words[at]?.text, words[at + 1]?.text]
  if (verb === 'run') return { start: at + 1, kind: 'run', withValue: valued }
  if (verb === 'start') return { start: at + 1, kind: 'flow', withValue: valued }
  if (verb === 'pipeline' && next === 'run')
    return { start: at + 2, kind: 'pipeline', withValue: [...valued, ...valuedOfPipeline] }
  throw new AppError(
    'invalid',
    'Could not read the command: paste one that starts with "lf run", "lf start" or "lf pipeline run".',
  )
}

function take(given: Given, option: string, value: Word): void {
  const { options } = given
  if (option === '--param') given.param.push(value)
  else if (option === '--params') given.params = value
  else if (option === '--at') options.at = known(value)
  else if (option === '--reason') options.reason = known(value)
  else if (option === '--priority') options.priority = numberOf(option, value)
  else if (option === '--version') options.version = numberOf(option, value)
}

function numberOf(option: string, value: Word): number {
  if (/^-?\d{1,9}$/.test(value.text)) return Number(value.text)
  throw new AppError('invalid', `Could not read the command: ${option} must be a whole number, not "${value.text}".`)
}

function known({ text, variable }: Word): string {
  if (variable === undefined) return text
  const which = variable === 'of a command' ? 'the output of a command' : `the variable ${variable}`
  throw new AppError('invalid', `Could not read the command: it uses ${which}, whose value is not known here.`)
}

function objectOf(word: Word | null): Params {
  if (word === null) return {}
  try {
    return Params.parse(JSON.parse(known(word)))
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('invalid', 'Could not read the command: --params must be a JSON object such as {"name": "value"}.')
  }
}

function pairsOf(words: readonly Word[], schema: ParamSchema): Params {
  const values: Params = {}
  for (const word of words) {
    const at = word.text.indexOf('=')
    if (at < 1) throw new AppError('invalid', `Could not read the command: "${word.text}" must be NAME=VALUE.`)
    const name = word.text.slice(0, at)
    const param = Object.hasOwn(schema, name) ? schema[name] : undefined
    if (param?.type === 'secret') continue
    const text = known(word).slice(at + 1)
    values[name] = param ? withNext(name, param, values[name], text) : (jsonOrText(text) as Json)
  }
  return values
}

function optionsOf({ rest, target }: Given, schema: ParamSchema): Params {
  const secret = new Set(Object.keys(schema).filter((name) => schema[name]?.type === 'secret'))
  const texts = rest.map((word, at) =>
    isSecretOption(rest[at - 1], secret) || isSecretOption(word, secret) ? word.text : known(word),
  )
  return readParamOptions(texts, schema, target ?? '', valued)
}

const isSecretOption = (word: Word | undefined, secret: ReadonlySet<string>): boolean =>
  word !== undefined && [...secret].some((name) => word.text.replace(/=.*$/s, '') === `--${name.replaceAll('_', '-')}`)

/** As the run would get them; wrong ones stay as they were written, for the form to say so. */
const plainValues = (schema: ParamSchema, values: Params): Params =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]): [string, Json][] => {
      const param = Object.hasOwn(schema, name) ? schema[name] : undefined
      if (param?.type === 'secret') return []
      const read = param ? readValue(param, value) : { value }
      return [[name, 'value' in read ? read.value : value]]
    }),
  )
