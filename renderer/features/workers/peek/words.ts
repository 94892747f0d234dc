import type { Worker } from '../../../../shared/model/worker.ts'

const statuses: Record<Worker['status'], string> = { online: 'Online', offline: 'Offline' }

export const words = {
  statuses,
  running: 'Running tasks',
  load: 'Load',
  heartbeat: 'Last heartbeat',
  justNow: 'Just now',
  connection: 'Connection',
  asks: 'Asks for work',
  services: 'Services',
}
