import { type Connected, connect, type Global, type Need } from './connect.ts'
import { withNearest } from './named.ts'

export type Json = { json?: boolean }

/** Uses a client and closes it. The error for a name that nothing has names the nearest one. */
export async function withClient(
  global: Global,
  need: Need,
  use: (client: Connected['client'], stays: boolean) => Promise<number>,
): Promise<number> {
  const connected = await connect(global, need)
  try {
    return await use(connected.client, connected.stays)
  } catch (error) {
    throw await withNearest(connected.client, error)
  } finally {
    await connected.close()
  }
}

export const notRunning = (what: 'schedule' | 'trigger'): string =>
  `LocalFlow is not running, so this ${what} will not fire until you start the desktop app or "lf serve".`

/** The filter of `--query`, if there is one. */
export const queried = ({ query }: { query?: string | undefined }): { q?: string } => (query === undefined ? {} : { q: query })
