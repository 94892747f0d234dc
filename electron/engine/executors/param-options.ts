import { homedir } from 'node:os'
import { basename } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { Job } from '../../../shared/model/job.ts'
import type { ParamOptions } from '../../../shared/model/param-options.ts'
import { type Params, paramVariables } from '../../../shared/model/params.ts'
import type { ParamSchema } from '../../../shared/params/schema.ts'
import { commandsOf } from '../../../shared/params/shell-words.ts'
import { secretFinder } from '../../runner/secret-finder.ts'
import type { Clock } from '../base/clock.ts'
import { expandHome, interpreterOf } from '../base/program-line.ts'
import { maskedValue, type SecretActions } from '../secrets/secrets.ts'
import { commandLines, type Order } from './command-lines.ts'
import { readEnvFile } from './env-file.ts'

type Parts = {
  clock: Clock
  secrets: Pick<SecretActions, 'fill'>
  jobs: { get(ref: string): Job; params(ref: string): { params: ParamSchema } }
  /** The environment of children. */
  environment: () => Record<string, string>
}

/** So many commands at a time, one of each job, and so many that wait for the one before. */
const atOnce = 4
const waitingMost = 20

/** Runs the commands that print the options of parameters. Errors are not-found, invalid and conflict; a command that fails is none. */
export function createParamOptions({ clock, secrets, jobs, environment }: Parts) {
  const inTurn = createTurns()

  async function orderOf(job: Job, command: string, given: Params, opened: Set<string>): Promise<Order> {
    const cwd = job.cwd === null ? homedir() : expandHome(job.cwd)
    const fromFile = job.envFile === null ? {} : await readEnvFile(job.envFile, cwd)
    const own = Object.entries(job.env).map(([name, text]) => [name, secrets.fill(text, opened)] as const)
    const env = { ...environment(), ...fromFile, ...Object.fromEntries(own), ...paramVariables(given), LOCALFLOW_JOB: job.name }
    return { ...argvOf(job, command), cwd, env }
  }

  return {
    async list(ref: string, name: string, values: Params): Promise<ParamOptions> {
      const job = jobs.get(ref)
      const { params } = jobs.params(ref)
      const param = Object.hasOwn(params, name) ? params[name] : undefined
      if (!param) throw new AppError('not-found', `The job "${job.name}" has no parameter "${name}".`)
      const command = param.type === 'enum' ? param['options-from'] : undefined
      if (command === undefined) throw new AppError('invalid', `"${name}" has no command that prints its options.`)
      const open = Object.entries(values).filter(([other]) => Object.hasOwn(params, other) && params[other]?.type !== 'secret')
      return inTurn(job, async () => {
        const opened = new Set<string>()
        try {
          const order = await orderOf(job, command, Object.fromEntries(open), opened)
          return maskedValue(optionsOf(await commandLines(order, clock)), secretFinder([...opened]))
        } catch (error) {
          return { options: [], problem: `Could not run the command: ${(error as Error).message}` }
        }
      })
    },
  }
}

const shells = ['sh', 'bash', 'dash', 'zsh', 'ksh', 'fish']

/** A job that is run by a shell has its commands run by the same; for any other, a command is a program and its arguments. */
function argvOf({ body }: Job, command: string): Pick<Order, 'file' | 'args'> {
  const program = body.kind === 'script' ? interpreterOf(body) : body.kind === 'command' ? [body.command] : []
  const [file = ''] = program
  const name = basename(file).replace(/\.exe$/i, '')
  const [env, named = ''] = program.length > 1 && name === 'env' ? [true, basename(program[1] ?? '')] : [false]
  if (shells.includes(env ? named : name)) return { file: env ? named : file, args: ['-c', command] }
  if (/^(powershell|pwsh)$/i.test(name)) return { file, args: ['-NoProfile', '-Command', command] }
  if (/[|<>;&]/.test(withoutQuoted(command))) throw new Error(`"${command}" needs a shell: write sh -c '…'`)
  const [words, another] = commandsOf(command) ?? []
  const [first, ...args] = words?.words.map(({ text }) => text) ?? []
  if (first === undefined || another) throw new Error(`"${command}" is not a program with its arguments`)
  return { file: expandHome(first), args }
}

const withoutQuoted = (text: string): string => text.replaceAll(/'[^']*'|"(?:\\.|[^"\\])*"|\\./gs, '')

/** Control characters, such as those of colors, and what is not UTF-8. */
const unreadable = /(?!\t)\p{Cc}|\uFFFD/u

/** A line is a value, or a value and what a person reads, with a tab in between. */
function optionsOf({ lines, problem }: Awaited<ReturnType<typeof commandLines>>): ParamOptions {
  if (problem !== null && !/first 1,000/.test(problem)) return { options: [], problem }
  const wrong = lines.findIndex((line) => unreadable.test(line))
  if (wrong !== -1) return { options: [], problem: `Line ${wrong + 1} of the command's output is not plain text in UTF-8.` }
  const options = lines.flatMap((line) => {
    const [value = '', ...label] = line.split('\t')
    return value.trim() === '' ? [] : [{ value, label: label.join(' ').trim() || value }]
  })
  const known = [...new Map(options.map((option) => [option.value, option])).values()]
  return { options: known, problem: problem ?? (known.length === 0 ? 'The command printed nothing.' : null) }
}

/** One task of a job after the other, and only some jobs at the same time. */
function createTurns() {
  const last = new Map<string, Promise<unknown>>()
  const waits: (() => void)[] = []
  let [running, waiting] = [0, 0]

  async function withSlot<T>(task: () => Promise<T>): Promise<T> {
    if (running >= atOnce) await new Promise<void>((resolve) => waits.push(resolve))
    running++
    try {
      return await task()
    } finally {
      running--
      waits.shift()?.()
    }
  }

  return async function inTurn<T>({ id, name }: Job, task: () => Promise<T>): Promise<T> {
    if (waiting >= waitingMost)
      throw new AppError('conflict', `Could not list the options for "${name}": too many such commands are running. Try again.`)
    waiting++
    const before = last.get(id) ?? Promise.resolve()
    const turn = before.then(() => withSlot(task))
    const settled = turn.catch(() => {})
    last.set(id, settled)
    try {
      return await turn
    } finally {
      waiting--
      if (last.get(id) === settled) last.delete(id)
    }
  }
}
