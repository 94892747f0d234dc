import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { test as base } from './hosts.ts'

export const program = fileURLToPath(new URL('../out/main/lf.js', import.meta.url))
type Result = { code: number | null; out: string; err: string }
type Lf = (...args: string[]) => Promise<Result>

/** `lf` on a data folder where no LocalFlow runs, unless a test starts one. */
export const test = base.extend<{ lf: Lf }>({
  lf: async ({ data }, use) => use((...args) => lfOn(data, args)),
})

export function lfOn(data: string, args: string[], options: { uid?: number; interruptAt?: string } = {}): Promise<Result> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, '--data', data, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.uid === undefined ? {} : { uid: options.uid }),
    })
    const text = { out: '', err: '' }
    child.stdout.on('data', (part) => {
      text.out += part
      if (options.interruptAt && text.out.includes(options.interruptAt)) child.kill('SIGINT')
    })
    child.stderr.on('data', (part) => {
      text.err += part
    })
    child.on('close', (code) => resolve({ code, ...text }))
  })
}

/** Starts `lf serve`; ends with the test. */
export async function serve(data: string, port = 0): Promise<{ url: string; pid: number; stop(): Promise<number | null> }> {
  const child = spawn(process.execPath, [program, 'serve', '--port', String(port), '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const first = await new Promise<string>((resolve) =>
    child.stdout.once('data', (text) => resolve(String(text).split('\n')[0] ?? '')),
  )
  return {
    url: first.replace('listening on ', ''),
    pid: child.pid as number,
    stop: () => {
      child.kill('SIGTERM')
      return exited
    },
  }
}
