import { delimiter } from 'node:path'
import type { EnvironmentReport } from '../../../shared/contract/system.ts'
import type { Job } from '../../../shared/model/job.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { type Edited, editedProgram, resolveCommand, wordsOf } from './commands.ts'
import { type Captured, captureLoginShell, loginShellOf } from './login-shell.ts'
import { withOwnCommand } from './own-command.ts'

type Parts = {
  log: Log
  clock: Clock
  /** The environment of this process. */
  own: Record<string, string>
  /** The folder with the `lf` of scripts. */
  commands: string | null
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
export function createEnvironment({ log, clock, own, commands, wanted, jobOf, changed }: Parts) {
  let captured: (Captured & { at: number }) | null = null
  let problem: string | null = null
  let capturing: Promise<void> | null = null
  const stopping = new AbortController()

  const current = (): Record<string, string> => withOwnCommand(wanted() && captured ? { ...own, ...captured.env } : own, commands)

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
    /** `edited`: what is not saved of the job yet, or of a new one. */
    async report(jobRef: string | undefined, again: boolean, edited: Edited = {}): Promise<EnvironmentReport> {
      const job = jobRef === undefined ? null : jobOf(jobRef)
      if (again || capturing) await refresh()
      const program = editedProgram(job ?? { body: null, cwd: null, env: {} }, edited)
      const env = { ...current(), ...program.env }
      const find = (word: string, path: string | undefined) => resolveCommand(word, path, program.cwd)
      const fromShell = wanted() && captured !== null
      return {
        source: fromShell ? 'login-shell' : 'inherited',
        shell: captured?.shell ?? null,
        problem: wanted() ? problem : null,
        capturedAt: captured?.at ?? null,
        tookMs: captured?.tookMs ?? null,
        differences: differencesOf(own, env),
        commands: await Promise.all(
          wordsOf(program.body).map(async (word) => ({
            word,
            path: await find(word, env['PATH']),
            ownPath: await find(word, own['PATH']),
          })),
        ),
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
