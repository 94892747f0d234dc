import { fork } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserContext, Page } from '@playwright/test'
import type { Answer, FromDouble } from './spec-channel.ts'
import { createSpecWindow } from './spec-window.ts'

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

const desktop = fromRoot('out/main/desktop.js')
const execArgv = ['--import', fromRoot('e2e/electron-double/register.mjs')]
// Every start runs the same files, which Node then compiles only once.
const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') }

export type Double = {
  page: Page
  pid: number
  exited: Promise<number | null>
  fact(name: string): Promise<unknown>
  order(name: string, value?: unknown): Promise<unknown>
  close(): Promise<void>
}

/** Runs the built desktop program in plain Node, with the module `electron` replaced by the double. */
export async function openDouble(data: string, context: BrowserContext): Promise<Double> {
  const child = fork(desktop, [`--data=${data}`], { execArgv, env, serialization: 'advanced' })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const facts = new Map<string, unknown>()
  const waiting = new Map<number, (result: unknown) => void>()
  const loaded = Promise.withResolvers<void>()
  let orders = 0

  const order = (name: string, value?: unknown): Promise<unknown> =>
    new Promise((resolve) => {
      if (!child.connected) return resolve(null)
      waiting.set(++orders, resolve)
      // The page may ask for something while the program quits.
      child.send({ id: orders, name, value }, (error) => error && resolve(null))
    })
  const window = createSpecWindow(context, order)
  const answer = (message: Answer): void => void (child.connected && child.send(message, () => {}))

  child.on('message', (message: FromDouble) => {
    if ('fact' in message) {
      facts.set(message.fact, message.value)
      if (message.fact === 'loaded' || message.fact === 'error box') loaded.resolve()
    } else if ('done' in message) {
      waiting.get(message.done)?.(message.result)
      waiting.delete(message.done)
    } else
      window.ask(message.name, message.value).then(
        (result) => answer({ asked: message.ask, result }),
        (error: unknown) => answer({ asked: message.ask, failed: String(error) }),
      )
  })
  await Promise.race([loaded.promise, exited])
  return {
    page: window.page(),
    pid: child.pid ?? 0,
    exited,
    fact: async (name) => facts.get(name),
    order,
    async close() {
      if (child.exitCode === null) void order('quit')
      await exited
      await window.close()
    },
  }
}
