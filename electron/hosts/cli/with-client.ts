import { type Connected, connect, type Global, type Need } from './connect.ts'

export type Json = { json?: boolean }

export async function withClient(
  global: Global,
  need: Need,
  use: (client: Connected['client']) => Promise<number>,
): Promise<number> {
  const connected = await connect(global, need)
  try {
    return await use(connected.client)
  } finally {
    await connected.close()
  }
}
