import { hookQueue } from '../../../shared/model/hook.ts'
import type { Store } from '../store/store.ts'

/** The queue of what runs as a part of this run: whatever belongs to a hook has slots of the hooks. */
export const queueOfPart = (store: Store, run: number, queue: string): string => (store.parents.isOfHook(run) ? hookQueue : queue)
