import { AppError } from '../../../shared/errors.ts'
import type { Trigger } from '../../../shared/model/run.ts'
import type { TaskDraft } from '../../../shared/model/task.ts'
import type { Clock } from '../base/clock.ts'
import { type AddedTask, addTask, type PreparedTask, prepareTask } from './add-task.ts'
import type { Core } from './run-kind.ts'

/** Tasks of one operation: the commit group looks at its time between two operations, and a savepoint costs as much as a row. */
const operationTasks = 50

/**
 * Adds many tasks, each accepted or refused by itself. Resolves when those that were accepted are on disk, with the outcome of
 * each in their order. Where a commit fails, the tasks of that commit are refused, and no others.
 */
export async function addBatch(core: Core, clock: Clock, drafts: TaskDraft[], trigger: Trigger): Promise<(AddedTask | Error)[]> {
  const orders = drafts.map((draft) => refusalOr(() => prepareTask(draft)))
  const parts: Promise<(AddedTask | Error)[]>[] = []
  for (let at = 0; at < orders.length; at += operationTasks) {
    const part = orders.slice(at, at + operationTasks)
    const added = core.store.submit('enqueue', () => addPart(core, part, trigger, clock.now()))
    parts.push(added.catch((error: Error) => part.map((order) => (order instanceof Error ? order : error))))
  }
  return (await Promise.all(parts)).flat()
}

function addPart(core: Core, part: (PreparedTask | AppError)[], trigger: Trigger, now: number): (AddedTask | AppError)[] {
  const hasKeys = part.some((order) => !(order instanceof AppError) && order.key !== null)
  const keepKeyMs = hasKeys ? core.store.settings.read().idempotencyMs : 0
  return part.map((order) =>
    order instanceof AppError ? order : refusalOr(() => addTask(core, order, { trigger, now, keepKeyMs })),
  )
}

/** What an order is refused for stands in its place. Any other error ends the operation. */
function refusalOr<T>(act: () => T): T | AppError {
  try {
    return act()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}
