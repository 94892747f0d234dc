import type { Worker } from '../../../shared/model/worker.ts'
import { Ago } from '../../ui/time.tsx'
import { words } from './words.ts'

export const isOnline = ({ status }: Worker): boolean => status === 'online'

export const statusWord = (worker: Worker): string => (isOnline(worker) ? words.online : words.offline)

/** The server reports no single heartbeat: the last one of an online worker is seconds ago. */
export const LastHeartbeat = ({ worker }: { worker: Worker }) =>
  isOnline(worker) ? words.justNow : <Ago at={worker.last_heartbeat * 1_000} />
