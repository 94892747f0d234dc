import type { Files, Outcome } from '../queue/queue.ts'
import type { OutputFile } from '../store/objects.ts'
import type { Store } from '../store/store.ts'
import type { Work } from '../store/tasks.ts'

export type Maker = { run: number; task: number; attempt: number; recipe: string | null }

/** Writes down some of what a piece of work left behind, before it is known what becomes of it. To be called inside a write. */
export function stage(store: Store, maker: Maker, staged: number | null, files: OutputFile[], now: number): number {
  const result = staged ?? store.objects.insertResult({ ...maker, recipe: null, files: 0, bytes: 0, madeAt: now }, false)
  addFiles(store, result, files, now)
  return result
}

/** Gives the number under which all of it is known from now on. To be called inside a write. */
export function keepResult(store: Store, maker: Maker, given: Files | null, now: number): number {
  const { count, bytes, files, staged } = given ?? { count: 0, bytes: 0, files: [], staged: null }
  if (staged !== null) {
    store.objects.setWhole(staged, maker.recipe, count, bytes)
    return staged
  }
  const result = store.objects.insertResult({ ...maker, files: count, bytes, madeAt: now }, true)
  addFiles(store, result, files, now)
  return result
}

/** Writes down what an attempt left behind, however it ended. To be called inside a write. */
export function keepFiles(store: Store, work: Work, { ending, attempt }: Outcome, now: number): void {
  if (ending.type === 'lost' || !ending.files) return
  const { run, runId: id, jobId, task } = work
  const { files } = ending
  if (files.count > 0) keepResult(store, { run, task, attempt, recipe: null }, files, now)
  if (files.problem === null) return
  store.events.appendOfRun({ number: run, id, jobId }, 'files not kept', { attempt, error: files.problem }, now)
}

function addFiles(store: Store, result: number, files: OutputFile[], now: number): void {
  for (const file of files) {
    store.objects.keep(file, now)
    store.objects.insertOutput(result, file.name, file.hash)
  }
}
