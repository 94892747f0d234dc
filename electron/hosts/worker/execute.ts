import { spawn } from 'node:child_process'
import { jsonOrText } from '../../../shared/json-or-text.ts'

/** The outcome of a service: its result, or its error. */
export type Done = { result: unknown; error?: undefined } | { result: null; error: string }

const mostBytes = 1024 * 1024

/**
 * Runs a command in a shell, as the person wrote it; its input comes as JSON on standard input, never as a part of the
 * command. Its output is the result: as JSON if it is valid JSON, else as text.
 */
export function execute(command: string, given: unknown, signal: AbortSignal): Promise<Done> {
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, stdio: ['pipe', 'pipe', 'pipe'], detached: process.platform !== 'win32' })
    const parts: Buffer[] = []
    let [size, lastLine] = [0, '']
    const stop = (): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
      } catch {}
    }
    signal.addEventListener('abort', stop, { once: true })
    child.stdout.on('data', (bytes: Buffer) => {
      size += bytes.length
      if (size <= mostBytes) parts.push(bytes)
      else stop()
    })
    child.stderr.on('data', (bytes: Buffer) => {
      process.stderr.write(bytes)
      lastLine = bytes.toString().trim().split('\n').at(-1) || lastLine
    })
    child.on('error', (error) => resolve({ result: null, error: `Could not start the program: ${error.message}` }))
    child.on('close', (code, killedBy) => {
      signal.removeEventListener('abort', stop)
      if (size > mostBytes) resolve({ result: null, error: 'The result is larger than 1 MB.' })
      else if (code === 0) resolve({ result: jsonOrText(Buffer.concat(parts).toString('utf8').replace(/\n$/, '')) })
      else resolve({ result: null, error: lastLine || (killedBy ? `Ended by signal ${killedBy}.` : `Exited with code ${code}.`) })
    })
    // A program that does not read its input does not fail for that.
    child.stdin.on('error', () => {})
    child.stdin.end(JSON.stringify(given))
  })
}
