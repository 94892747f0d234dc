import { join } from 'node:path'
import { actorText } from '../../../shared/model/actor.ts'
import { isPrinted } from '../../../shared/model/last-line.ts'
import { type Params, paramVariables } from '../../../shared/model/params.ts'
import { plainText } from '../../../shared/visible-text.ts'
import type { StartOrder } from '../../runner/protocol.ts'
import { secretFinder } from '../../runner/secret-finder.ts'
import { withToken } from '../../runner/token-finder.ts'
import type { Artifacts } from '../artifacts/artifacts.ts'
import type { DiskPort } from '../base/disk-port.ts'
import type { Log } from '../base/log.ts'
import {
  type Claim,
  type Context,
  type Core,
  couldNotStart,
  type Ending,
  type Executor,
  type Facts,
  type RunKind,
} from '../queue/queue.ts'
import type { Ending as RunnerEnding, Runners } from '../runner-client/runner-client.ts'
import {
  filledEnv,
  maskedValue,
  openedAnew,
  openedParams,
  openedText,
  type RunTokens,
  type SecretActions,
} from '../secrets/secrets.ts'
import type { TaskSpec } from '../store/tasks.ts'
import { commandOf } from './command.ts'
import { readEnvFile } from './env-file.ts'
import { endingOfExit } from './exit-ending.ts'
import { withMissing } from './missing-output.ts'
import { readOutput } from './output.ts'
import { raycastArguments } from './raycast-arguments.ts'
import { runVariables } from './run-variables.ts'
import { programName, withScriptName } from './script-name.ts'

export type ShellParts = {
  runners: Runners
  log: Log
  disk: Pick<DiskPort, 'failed' | 'back'>
  dataFolder: string
  secrets: Pick<SecretActions, 'fill' | 'openParam' | 'sealParam'>
  artifacts: Pick<Artifacts, 'begin' | 'collect' | 'values' | 'recorded'>
  kinds: Core['kinds']
  runTokens: Pick<RunTokens, 'of'>
  /** Where programs reach LocalFlow over HTTP; null if they do not. */
  address: () => string | null
  /** Output of one attempt beyond this is counted, but dropped. */
  logLimit: number
  /** How often its processes are sampled. */
  sampleMs: () => number
  recorded: (attemptId: string) => void
  /** The first error of a log that is written to its end; null without one. */
  errorLine: (path: string) => Promise<string | null>
}

type Known = Exclude<RunnerEnding, { type: 'not-begun' }>

/** Scripts and commands: children of the runner, which outlive this process. */
export function createShellExecutor(parts: ShellParts): Executor {
  const { runners, log, disk } = parts
  /** The secrets that attempts of this process received. */
  const given = new Map<string, string[]>()

  async function order(claim: Claim): Promise<StartOrder> {
    const made = await orderOf(parts, claim)
    given.set(claim.attemptId, made.secrets)
    return made
  }

  function stop({ attemptId }: Claim, { stoppedBy }: Context): void {
    const by = stoppedBy()
    // What LocalFlow stops by itself, such as the rest of a flow, was often decided by somebody else.
    runners.stop(attemptId, by === null || by.kind === 'system' ? null : actorText(by))
  }

  /** If the disk prevented the start, the run does not fail: it waits. */
  async function seeThrough(claim: Claim, context: Context): Promise<Ending> {
    const { attemptId } = claim
    const { signal, resumed, rebooted } = context
    for (;;) {
      const ending = runners.run(claim.runner, attemptId, { prepare: resumed && rebooted ? null : () => order(claim), resumed })
      if (signal.aborted) stop(claim, context)
      const known = await ending
      if (known.type !== 'not-begun') return tracked(wholeEnding(claim, known))
      log.warn('could not start an attempt', { attemptId, error: known.error })
      if (!disk.failed(known.error)) return couldNotStart(`Could not prepare the run: ${known.error.message}`)
      await disk.back(signal)
      if (signal.aborted) return { type: 'stopped', facts: null }
    }
  }

  /** Attempts whose outcome is known while their files are still being read. */
  const reading = new Set<Promise<Ending>>()

  function tracked(ending: Promise<Ending>): Promise<Ending> {
    reading.add(ending)
    const forget = (): void => void reading.delete(ending)
    ending.then(forget, forget)
    return ending
  }

  async function wholeEnding(claim: Claim, known: Known): Promise<Ending> {
    const path = join(parts.dataFolder, claim.logPath)
    if (known.type === 'outcome') known = { ...known, outcome: await withMissing(path, known.outcome, parts) }
    return withFiles(claim, await withOutput(claim, endingOf(claim, known)))
  }

  /** Adds the standard output as the result, if the job wants that. */
  async function withOutput(claim: Claim, ending: Ending): Promise<Ending> {
    const { output } = claim.spec
    if (ending.type === 'failed') return { ...ending, error: withoutSecrets(claim, await errorOf(claim, ending)) }
    if (ending.type !== 'succeeded' || !keptOf(claim).output) return ending
    const values = await parts.artifacts.values(claim.attemptId)
    if (values) return { ...ending, result: withoutSecrets(claim, values) }
    if (output === 'none') return ending
    const read = await readOutput(join(parts.dataFolder, claim.logPath), output)
    if ('value' in read) return { ...ending, result: withoutSecrets(claim, read.value) }
    const error = 'The result is larger than 1 MB. Write large data to a file and return its name.'
    return { type: 'failed', reason: 'too-large', error, facts: ending.facts }
  }

  /** The first error in the log of a program that failed by itself; without one, what it wrote last. */
  async function errorOf(claim: Claim, { reason, error }: Extract<Ending, { type: 'failed' }>): Promise<string> {
    const path = join(parts.dataFolder, claim.logPath)
    const hasOutput = reason === 'signal' || (reason === 'exit-code' && isPrinted(error))
    // A log that cannot be read is no reason to lose how the run ended.
    const line = hasOutput ? await parts.errorLine(path).catch(() => null) : null
    const text = (line && plainText(line).trim()) || plainText(error)
    return withScriptName(text, join(parts.dataFolder, 'scripts'), programName(claim))
  }

  /** Parsing JSON, or removing control characters, may reveal a secret that the text did not show. */
  const withoutSecrets = <T>(claim: Claim, value: T): T =>
    maskedValue(
      value,
      withToken(
        secretFinder(given.get(claim.attemptId) ?? openedAnew(parts.secrets, claim, parts.kinds[claim.runKind].secretUse(claim))),
        parts.runTokens.of(claim.attemptId),
      ),
    )

  const keptOf = ({ runKind }: Claim): RunKind['keeps'] => parts.kinds[runKind].keeps

  /** Adds the artifacts of the output folder. */
  async function withFiles(claim: Claim, ending: Ending): Promise<Ending> {
    const { files: when, unkeptFails } = keptOf(claim)
    if (ending.type === 'lost' || (when === 'on-success' && ending.type !== 'succeeded')) return ending
    const files = await parts.artifacts.collect(claim, unkeptFails)
    if (files?.problem && unkeptFails) return { type: 'failed', reason: 'error', error: files.problem, facts: ending.facts }
    return { ...ending, files }
  }

  return {
    begin: async (claim, context) => {
      context.signal.addEventListener('abort', () => stop(claim, context), { once: true })
      return { ending: seeThrough(claim, context) }
    },
    caughtUp: () => Promise.allSettled([...reading]),
    recorded(attemptId) {
      given.delete(attemptId)
      runners.recorded(attemptId)
      parts.artifacts.recorded(attemptId)
      parts.recorded(attemptId)
    },
  }
}

async function orderOf(
  { dataFolder, logLimit, sampleMs, secrets, artifacts, kinds, runTokens, address }: ShellParts,
  claim: Claim,
): Promise<StartOrder> {
  const { spec } = claim
  const command = await commandOf(spec, join(dataFolder, 'scripts'))
  const fromFile = spec.envFile === null ? {} : await readEnvFile(spec.envFile, command.cwd)
  const kind = kinds[claim.runKind]
  const opened = new Set<string>()
  const env = filledEnv(secrets, claim, kind.secretUse(claim), opened)
  const params = openedParams(secrets, claim.jobId, claim.params, opened)
  const taken = Object.fromEntries(Object.entries(params).filter(([name]) => kind.takesParam(claim, name)))
  const given = await kind.childEnvironment(claim)
  const token = runTokens.of(claim.attemptId)
  return {
    ...command,
    args: [...command.args, ...raycastArguments(spec.body, claim.params)],
    attemptId: claim.attemptId,
    attempt: claim.attempt,
    logPath: join(dataFolder, claim.logPath),
    logLimit,
    timeoutMs: spec.timeoutMs,
    stopSignal: spec.stop.signal,
    graceMs: spec.stop.graceMs,
    stdin: stdinOf(secrets, spec.stdin, params, opened),
    limits: spec.limits,
    sampleMs: sampleMs(),
    secrets: [...opened],
    token,
    env: {
      ...fromFile,
      ...env,
      ...paramVariables(taken),
      OUTPUT_DIR: artifacts.begin(claim.attemptId),
      ...given,
      ...runVariables(claim, { dataFolder, token, api: address() }),
    },
  }
}

function stdinOf(
  secrets: ShellParts['secrets'],
  stdin: TaskSpec['stdin'],
  params: Params,
  opened: Set<string>,
): StartOrder['stdin'] {
  if (stdin?.from === 'params') return { from: 'text', text: JSON.stringify(params) }
  return stdin?.from === 'text' ? { from: 'text', text: openedText(secrets, stdin.text, opened) } : stdin
}

function endingOf(claim: Claim, ending: Known): Ending {
  if (ending.type === 'lost') return ending
  const { outcome } = ending
  const { at, pid, code: exitCode, signal, droppedBytes, leftBehind, usage, bytes: logBytes } = outcome
  const facts: Facts = { at, pid, exitCode, signal, droppedBytes, leftBehind, usage, logBytes }
  if (outcome.error !== null) return { type: 'failed', reason: 'could-not-start', error: outcome.error, facts }
  switch (outcome.cause) {
    case 'stop':
      return { type: 'stopped', facts }
    case 'timeout':
      return {
        type: 'failed',
        reason: 'timeout',
        error: `Stopped after its timeout of ${(claim.spec.timeoutMs ?? 0) / 1_000} s.`,
        facts,
      }
    case 'limit':
      return {
        type: 'failed',
        reason: 'limit',
        error: `Stopped: it ${usage?.warnings[0] ?? 'used more than its limit allows'}.`,
        facts,
      }
    case null:
      return endingOfExit(outcome, facts)
  }
}
