/** What a spec can see and do of a desktop double: facts are told, orders are taken, over the process's IPC channel. */
export type Order = { id: number; name: string; value: unknown }

const facts = new Map<string, unknown>()
const orders = new Map<string, (value: never) => unknown>()

export function record(name: string, value: unknown): void {
  facts.set(name, value)
  process.send?.({ fact: name, value })
}

export const onOrder = <T>(name: string, act: (value: T) => unknown): void =>
  void orders.set(name, act as (value: never) => unknown)

process.on('message', async ({ id, name, value }: Order) => {
  const result = await Promise.resolve(orders.get(name)?.(value as never)).catch((error: unknown) => ({ failed: String(error) }))
  process.send?.({ done: id, result: result ?? null })
})

onOrder('fact', (name: string) => facts.get(name))
