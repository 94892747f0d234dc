import type { Files, Outcome } from '../queue/queue.ts'
import type { OutputFile } from '../store/objects.ts'
import type { Store } from '../store/store.ts'
import type { Work } from '../store/tasks.ts'

export type Maker = { run: number; task: number; attempt: number; recipe: string | null }

/** Records some of the files of a task before its outcome is known. Call inside a write. */
export function stage(store: Store, maker: Maker, staged: number | null, files: OutputFile[], now: number): number {
  const result = staged ?? store.objects.insertResult({ ...maker, recipe: null, files: 0, bytes: 0, madeAt: now }, false)
  addFiles(store, result, files, now)
  return result
}

/** Returns the number of the recorded result. Call inside a write. */
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

/** Records the files of an attempt, however it ended. Call inside a write. */
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
