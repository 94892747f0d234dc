import { AppError } from '../../../shared/errors.ts'
import type { Trigger } from '../../../shared/model/run.ts'
import type { TaskDraft } from '../../../shared/model/task.ts'
import type { Clock } from '../base/clock.ts'
import { type AddedTask, addTask, prepareTask } from './add-task.ts'
import type { Core } from './run-kind.ts'

/** The commit group looks at its time between two operations, and a savepoint costs as much as a row. */
const tasksInOperation = 50

/**
 * Adds many tasks, each accepted or refused on its own. Resolves with the outcome of each, in order, once the accepted ones are
 * on disk. Where a commit fails, the tasks of that commit are refused, and no others.
 */
export async function addBatch(core: Core, clock: Clock, drafts: TaskDraft[], trigger: Trigger): Promise<(AddedTask | Error)[]> {
  const parts: Promise<(AddedTask | Error)[]>[] = []
  for (let at = 0; at < drafts.length; at += tasksInOperation) {
    const part = drafts.slice(at, at + tasksInOperation)
    const added = core.store.submit('enqueue', () => addPart(core, part, trigger, clock.now()))
    parts.push(added.catch((error: Error) => part.map(() => error)))
  }
  return (await Promise.all(parts)).flat()
}

function addPart(core: Core, part: TaskDraft[], trigger: Trigger, now: number): (AddedTask | AppError)[] {
  const hasKeys = part.some(({ idempotencyKey }) => idempotencyKey !== undefined)
  const keepKeyMs = hasKeys ? core.store.settings.read().idempotencyMs : 0
  return part.map((draft) => {
    try {
      return addTask(core, prepareTask(draft), { trigger, now, keepKeyMs })
    } catch (error) {
      // A refused task has written nothing. Any other error undoes the operation.
      if (error instanceof AppError) return error
      throw error
    }
  })
}
