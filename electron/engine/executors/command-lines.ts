import { type ChildProcess, spawn } from 'node:child_process'
import { StringDecoder } from 'node:string_decoder'
import { signalGroup } from '../../runner/process-group.ts'
import { sweep } from '../../runner/sweep.ts'
import type { Clock } from '../base/clock.ts'
import { newId } from '../base/ids.ts'

export type Order = { file: string; args: string[]; cwd: string; env: Record<string, string> }
/** The lines that a command printed, and why there are not more of them; null: it printed all of them and succeeded. */
export type Printed = { lines: string[]; problem: string | null }

const timeoutMs = 5_000
const mostLines = 1_000
const mostBytes = 1024 * 1024

/** Runs a command for a moment and kills what it started: after five seconds, 1,000 lines, a megabyte, or its end. */
export async function commandLines({ file, args, cwd, env }: Order, clock: Clock): Promise<Printed> {
  const mark = newId(clock.now())
  const child = spawn(file, args, {
    cwd,
    env: { ...env, LOCALFLOW_ATTEMPT_ID: mark },
    // A group of its own, so that it is killed with everything it started.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  })
  try {
    return await printed(child, file, clock)
  } finally {
    if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL')
    await sweep(mark)
  }
}

function printed(child: ChildProcess, file: string, clock: Clock): Promise<Printed> {
  const decoder = new StringDecoder('utf8')
  const lines: string[] = []
  let [rest, bytes, errors] = ['', 0, '']
  return new Promise((resolve) => {
    const give = (problem: string | null): void => {
      cancel()
      child.stdout?.destroy()
      child.stderr?.destroy()
      resolve({ lines: [...lines], problem })
    }
    const cancel = clock.after(timeoutMs, () => give(`The command did not end within ${timeoutMs / 1_000} seconds.`))
    child.on('error', ({ code }: NodeJS.ErrnoException) => give(notStarted(file, code)))
    child.stderr?.on('data', (part: Buffer) => {
      errors = (errors + part.toString()).slice(-2_000)
    })
    child.stdout?.on('data', (part: Buffer) => {
      bytes += part.length
      const found = (rest + decoder.write(part)).split(/\r?\n/)
      rest = found.pop() ?? ''
      const room = mostLines - lines.length
      lines.push(...found.slice(0, room))
      if (found.length > room || (found.length === room && rest !== ''))
        give('The command printed more than 1,000 lines. The first 1,000 are offered.')
      else if (bytes > mostBytes) give('The command printed more than 1 MB.')
    })
    child.on('close', (code, signal) => {
      if (rest !== '') lines.push(rest)
      give(code === 0 ? null : failed(code, signal, errors))
    })
  })
}

const notStarted = (file: string, code: string | undefined): string =>
  code === 'ENOENT'
    ? `Could not start "${file}": there is no such program, or no such working folder.`
    : `Could not start "${file}": ${code === 'EACCES' ? 'it is not executable' : (code ?? 'it failed')}.`

function failed(code: number | null, signal: string | null, errors: string): string {
  const last = errors.trim().split(/\r?\n/).at(-1) ?? ''
  return `The command ${signal === null ? `exited with code ${code}` : `ended by signal ${signal}`}${last === '' ? '.' : `: ${last}`}`
}
