import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import type { EnvironmentReport } from '../../../shared/contract/system.ts'
import type { Job } from '../../../shared/model/job.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { expandHome, shebangOf } from '../base/program-line.ts'
import { type Captured, captureLoginShell, loginShellOf } from './login-shell.ts'

type Parts = {
  log: Log
  clock: Clock
  /** The environment of this process. */
  own: Record<string, string>
  /** The setting. */
  wanted: () => boolean
  jobOf: (ref: string) => Job
  /** Called when children get another environment from now on. */
  changed: (env: Record<string, string>) => void
}

/**
 * The environment of children: that of the person's login shell, read once, however LocalFlow was started; or that of this
 * process if the shell cannot be read.
 */
export function createEnvironment({ log, clock, own, wanted, jobOf, changed }: Parts) {
  let captured: (Captured & { at: number }) | null = null
  let problem: string | null = null
  let capturing: Promise<void> | null = null
  const stopping = new AbortController()

  const current = (): Record<string, string> => (wanted() && captured ? { ...own, ...captured.env } : own)

  async function capture(): Promise<void> {
    if (process.platform === 'win32' || !wanted()) return
    try {
      captured = { ...(await captureLoginShell(own, stopping.signal)), at: clock.now() }
      problem = null
      log.info('login shell read', { shell: captured.shell, ms: Math.round(captured.tookMs) })
    } catch (error) {
      if (stopping.signal.aborted) return
      problem = (error as Error).message
      log.warn('could not read the environment of the login shell', { problem })
    }
    changed(current())
  }

  function refresh(): Promise<void> {
    capturing ??= capture().finally(() => {
      capturing = null
    })
    return capturing
  }

  return {
    refresh,
    /** What children get now. */
    current,
    /** The login shell that a start waits for. */
    awaited: (): string | null => (wanted() && capturing && !captured ? loginShellOf(own) : null),
    /** Why the environment is not that of the login shell. */
    problem: (): string | null => (wanted() ? problem : null),
    /** A shell that is still starting is given up: its answer is no longer needed. */
    stop: (): void => stopping.abort(),
    /** The setting may have changed. */
    async apply(): Promise<void> {
      if (wanted() && !captured) await refresh()
      else changed(current())
    },
    async report(jobRef: string | undefined, again: boolean): Promise<EnvironmentReport> {
      const job = jobRef === undefined ? null : jobOf(jobRef)
      if (again || capturing) await refresh()
      const env = { ...current(), ...(job?.env ?? {}) }
      const fromShell = wanted() && captured !== null
      return {
        source: fromShell ? 'login-shell' : 'inherited',
        shell: captured?.shell ?? null,
        problem: wanted() ? problem : null,
        capturedAt: captured?.at ?? null,
        tookMs: captured?.tookMs ?? null,
        differences: differencesOf(own, env),
        commands: wordsOf(job).map((word) => ({
          word,
          path: resolveCommand(word, env['PATH']),
          ownPath: resolveCommand(word, own['PATH']),
        })),
        path: (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== ''),
      }
    },
  }
}

function differencesOf(own: Record<string, string>, child: Record<string, string>): EnvironmentReport['differences'] {
  const names = [...new Set([...Object.keys(own), ...Object.keys(child)])].sort()
  return names
    .filter((name) => own[name] !== child[name])
    .map((name) => ({ name, own: shown(name, own[name]), child: shown(name, child[name]) }))
}

const secretName = /TOKEN|SECRET|PASS|KEY|CREDENTIAL|AUTH|_(PWD|PAT|DSN)$/i
const loginInAddress = /:\/\/[^/?#\s]*@/

/** A value that may be a secret is shown by its length only. */
function shown(name: string, value: string | undefined): string | null {
  if (value === undefined) return null
  return secretName.test(name) || loginInAddress.test(value) ? `(${value.length} characters, not shown)` : value.slice(0, 2_000)
}

/** Words at the start of a line, or after a token that starts a new command. */
const commandWord =
  /(?:^|[;&|(`!])[ \t]*(?:(?:if|elif|while|until|then|do|else|exec|sudo|env|time|nohup|[A-Za-z_]\w*=\S*)[ \t]+)*(?=([A-Za-z_][\w.+-]*)(?=[ \t;|&\n)]|$))/gm
const notCommands = new Set(
  'if then else elif fi for in do done while until case esac function return exit export local set unset shift break continue trap eval source echo printf read cd test true false wait exec sudo env time nohup declare readonly alias let'.split(
    ' ',
  ),
)
const mostWords = 50

/** The programs that a job names: its command, or the words of a shell script in command position. */
function wordsOf(job: Job | null): string[] {
  if (job === null) return ['sh', 'bash', 'git', 'node', 'python3']
  const { body } = job
  if (body.kind === 'command') return [body.command]
  if (body.kind !== 'script') return []
  const interpreter = body.interpreter.length > 0 ? body.interpreter : (shebangOf(body.script) ?? ['/bin/sh'])
  const program = interpreter[0]?.endsWith('/env') ? interpreter[1] : interpreter[0]
  const isShell = /(^|\/)(ba|z|da|k)?sh$/.test(program ?? '')
  const words = isShell ? [...body.script.replaceAll(/#.*$/gm, '').matchAll(commandWord)].flatMap(([, word]) => word ?? []) : []
  return [...new Set([program ?? '', ...words.filter((word) => !notCommands.has(word))])]
    .filter((word) => word !== '')
    .slice(0, mostWords)
}

/** The path of a command, as the system would find it; null if it does not. */
function resolveCommand(word: string, path: string | undefined): string | null {
  const name = expandHome(word)
  if (isAbsolute(name) || name.includes('/')) return isProgram(name) ? name : null
  const folder = (path ?? '').split(delimiter).find((entry) => entry !== '' && isProgram(join(entry, name)))
  return folder === undefined ? null : join(folder, name)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
