import type { Argument, Command, Option } from 'commander'
import type { ParamSchema } from '../../../../shared/params/schema.ts'
import { pairCandidates, paramCandidates, valueCandidates } from './param-candidates.ts'

export type Candidate = { value: string; description: string }
export type Noun = 'job' | 'flow' | 'pipeline' | 'queue' | 'schedule' | 'trigger' | 'run' | 'alert' | 'template'
/** Finds the names of what exists. */
export type Names = (nouns: readonly Noun[], place: Place) => Promise<Candidate[]>
/** Finds the parameters of a job, flow or pipeline; empty if there is none. */
export type ParamsOf = (ref: string, place: Place) => Promise<ParamSchema>
/** Finds the keys of the state of a job, flow or pipeline, or of the global state. */
export type StateKeys = (owner: StateOf, place: Place) => Promise<Candidate[]>
export type StateOf = { job?: string; global?: true }
/** Where a command line says that LocalFlow is. */
export type Place = { data?: string; url?: string; token?: string }

const runnable: readonly Noun[] = ['job', 'flow', 'pipeline']
const nounsOfArgument = new Map<string, readonly Noun[]>([
  ...(['job', 'flow', 'pipeline', 'queue', 'schedule', 'trigger', 'run', 'alert', 'template'] as const).map(
    (noun): [string, readonly Noun[]] => [noun, [noun]],
  ),
  ['name', runnable],
])
const nounsOfOption = new Map<string | undefined, readonly Noun[]>([
  ['--job', runnable],
  ['--flow', ['flow']],
  ['--pipeline', ['pipeline']],
  ['--after', ['job']],
])

/**
 * What completes the last of some words after `lf`, which is unfinished: commands, options, their values, and names. Empty where
 * a file or any text may follow.
 */
export async function candidatesFor(
  program: Command,
  words: readonly string[],
  names: Names,
  params: ParamsOf = async () => ({}),
  stateKeys: StateKeys = async () => [],
): Promise<Candidate[]> {
  const { command, argument, option, isOver, place, ref, owner } = standing(program, words.slice(0, -1))
  const word = words.at(-1) ?? ''
  const starting = (all: Candidate[]): Candidate[] => all.filter(({ value }) => value.startsWith(word))
  if (isOver) return []
  const schema = ref !== undefined && (takesParams(command) || option?.long === '--param') ? await params(ref, place) : {}
  const values = option ? null : valueCandidates(schema, words.at(-2), word)
  if (values) return starting(values)
  if (option?.long === '--param') return starting(pairCandidates(schema, word))
  if (option) return starting([...choicesOf(option, word), ...(await named(nounsOfOption.get(option.long), names, place))])
  if (word.startsWith('-')) {
    const own = optionsOf(command)
    const free = paramCandidates(schema).filter(({ value }) => own.every((each) => each.value !== value))
    return starting([...free, ...own])
  }
  if (command.commands.length > 0 && argument === 0) return starting(commandsOf(command))
  const expected = argumentAt(command, argument)
  if (expected?.name() === 'key' && command.parent?.name() === 'state') return starting(await stateKeys(owner, place))
  if (!expected || command.name() === 'restore') return []
  const nouns = expected.name() === 'name' && command.name() !== 'run' ? undefined : nounsOfArgument.get(expected.name())
  return starting([...choicesOf(expected, word), ...(await named(nouns, names, place))])
}

/** `lf run` and `lf pipeline run` take the parameters of what they run as options. */
const takesParams = (command: Command): boolean =>
  command.name() === 'run' && command.registeredArguments.some((each) => each.name() === 'parameters')

/** Where the words lead: `option` still needs its value, `isOver` is everything after `--` and the command of `lf exec`. */
function standing(program: Command, words: readonly string[]) {
  let command = program
  let argument = 0
  let option: Option | undefined
  let ref: string | undefined
  const place: Record<string, string> = {}
  const owner: StateOf = {}
  for (const word of words) {
    if (option) {
      if (placeOptions.includes(option.attributeName())) place[option.attributeName()] = word
      if (option.long === '--job') owner.job = word
      option = undefined
    } else if (word === '--') return { command, argument, option, isOver: true, place, ref, owner }
    else if (word === '--global') owner.global = true
    else if (word.startsWith('-'))
      option = allOptions(command).find((each) => each.required && [each.short, each.long].includes(word))
    else {
      const next = argument === 0 ? command.commands.find((each) => [each.name(), ...each.aliases()].includes(word)) : undefined
      if (next) command = next
      else {
        ref ??= word
        argument++
      }
    }
  }
  return { command, argument, option, isOver: command.name() === 'exec' && argument > 0, place: place as Place, ref, owner }
}

const placeOptions = ['data', 'url', 'token']

const allOptions = (command: Command): Option[] => [...command.options, ...(command.parent ? allOptions(command.parent) : [])]

const optionsOf = (command: Command): Candidate[] => [
  ...allOptions(command).flatMap(({ long, description, hidden }) => (long && !hidden ? [{ value: long, description }] : [])),
  { value: '--help', description: 'Show help for a command' },
]

const commandsOf = (command: Command): Candidate[] => [
  ...command.commands.map((each) => ({ value: each.name(), description: each.summary() || each.description() })),
  { value: 'help', description: 'Show help for a command' },
]

/** The last argument of a command may be repeated. */
function argumentAt({ registeredArguments }: Command, at: number): Argument | undefined {
  const last = registeredArguments.at(-1)
  return registeredArguments[at] ?? (last?.variadic ? last : undefined)
}

/** Choices, after the words of the list that are complete. */
function choicesOf({ argChoices = [] }: { argChoices?: string[] }, word: string): Candidate[] {
  const before = word.slice(0, word.lastIndexOf(',') + 1)
  return argChoices.map((choice) => ({ value: before + choice, description: '' }))
}

const named = async (nouns: readonly Noun[] | undefined, names: Names, place: Place): Promise<Candidate[]> =>
  nouns ? names(nouns, place) : []
