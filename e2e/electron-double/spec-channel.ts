/** What a spec can see and do with a desktop double: it gets facts and sends orders over the process's IPC channel. */
export type Order = { id: number; name: string; value: unknown }

/** What the double tells the spec's process: a fact, the result of an order, or a question about its window's page. */
export type FromDouble =
  | { fact: string; value: unknown }
  | { done: number; result: unknown }
  | { ask: number; name: string; value: unknown }

/** The answer to a question. */
export type Answer = { asked: number; result?: unknown; failed?: string }

const facts = new Map<string, unknown>()
const orders = new Map<string, (value: never) => unknown>()
const questions = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>()
let asked = 0

const tell = (message: FromDouble): void => void process.send?.(message)

export function record(name: string, value: unknown): void {
  facts.set(name, value)
  tell({ fact: name, value })
}

export const onOrder = <T>(name: string, act: (value: T) => unknown): void =>
  void orders.set(name, act as (value: never) => unknown)

/** Asks the spec's process to do something with the window's page (see spec-window.ts). Rejects if that fails. */
export const askSpec = (name: string, value: unknown): Promise<unknown> =>
  new Promise((resolve, reject) => {
    questions.set(++asked, { resolve, reject })
    tell({ ask: asked, name, value })
  })

process.on('message', (message: Order | Answer) => {
  if ('asked' in message) settle(message)
  else void obey(message)
})

function settle({ asked, result, failed }: Answer): void {
  const question = questions.get(asked)
  questions.delete(asked)
  if (failed === undefined) question?.resolve(result)
  else question?.reject(new Error(failed))
}

async function obey({ id, name, value }: Order): Promise<void> {
  const result = await Promise.resolve(orders.get(name)?.(value as never)).catch((error: unknown) => ({ failed: String(error) }))
  tell({ done: id, result: result ?? null })
}

onOrder('fact', (name: string) => facts.get(name))
