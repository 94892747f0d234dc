import type { Change } from '../../../shared/contract/live.ts'
import type { MaintenanceId } from '../../../shared/model/maintenance.ts'

/** News that no history records: for the change stream, and for the hosts. */
export type Notice =
  | { noun: 'run'; id: string; jobId: null; type: 'progress' }
  | { noun: 'trigger'; id: string; type: 'watch changed' }
  /** `applied`: the saved settings are in effect. The event of the change is published just before that. */
  | { noun: 'setting'; id: 'settings'; type: 'applied' | 'pause ended' }
  | { noun: 'state'; id: string; type: 'changed' }
  | { noun: 'preference'; type: 'changed' }
  | { noun: 'operation'; id: string; type: 'changed' }
  | { noun: 'worker'; id: string; type: 'changed' }
  | { noun: 'condition'; type: 'changed' }
  | { noun: 'maintenance'; id: MaintenanceId; type: 'started' | 'ended' }
  | { noun: 'system'; type: 'storage' | 'runner' | 'address' }

/** Notices that a client has not read yet, each once, however often it came. */
export function createInbox() {
  const waiting = new Map<string, Notice>()
  return {
    add: (notice: Notice): void => void waiting.set(JSON.stringify(notice), notice),
    /** Removes and returns all of them, as changes after the event `seq`. */
    take(seq: number): Change[] {
      const taken = [...waiting.values()].map((notice) => ({ ...notice, seq }))
      waiting.clear()
      return taken
    },
  }
}
