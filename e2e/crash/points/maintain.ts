import { maintenanceIds } from '../../../shared/model/maintenance.ts'
import type { Client } from './client.ts'

type Last = { startedAt: number; result: string | null } | null

/** Runs every maintenance task once, until its success is recorded, however often LocalFlow is killed in between. */
export async function maintain({ ask, pause }: Pick<Client, 'ask' | 'pause'>): Promise<void> {
  for (const id of maintenanceIds) {
    const before = (await lastOf(ask, id))?.startedAt ?? 0
    for (;;) {
      // Refused while the task is running already.
      await ask('POST', `/maintenance/${id}/run`)
      await pause()
      const last = await lastOf(ask, id)
      if (last !== null && last.startedAt > before && last.result !== null) break
    }
  }
}

async function lastOf(ask: Client['ask'], id: string): Promise<Last> {
  const { body } = await ask('GET', '/maintenance')
  return (body as unknown as { id: string; last: Last }[]).find((task) => task.id === id)?.last ?? null
}
