import { spawn } from 'node:child_process'
import { AppError } from '../../../shared/errors.ts'

export type Ended = { code: number; stdout: string; stderr: string }

const longest = 30_000
const mostBytes = 8 * 1024 * 1024

/** Runs a program of the system to its end. Throws not-found if there is none, unavailable if it does not end. */
export function runProgram(file: string, args: string[], env: Record<string, string>, input = ''): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env, stdio: ['pipe', 'pipe', 'pipe'], signal: AbortSignal.timeout(longest) })
    const texts = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8')
      child[name].on('data', (text: string) => {
        if (texts[name].length < mostBytes) texts[name] += text
      })
    }
    child.on('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'ENOENT'
          ? new AppError('not-found', `Could not run "${file}": there is no such program on this computer.`)
          : new AppError('unavailable', `"${file}" failed: ${error.message}`),
      ),
    )
    child.on('close', (code) => resolve({ code: code ?? 1, ...texts }))
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}
