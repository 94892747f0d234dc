import { rmdir, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Core, Deletion } from '../queue/queue.ts'

type House = Pick<Core, 'store' | 'kinds'> & { dataFolder: string }

/** The most rows that one write deletes, so that other writes do not wait for long. */
const rowsAtOnce = 1_000
const logsAtOnce = 50

/**
 * Deletes most of a large ended run in portions; `deleteRun` then does the rest. It can be interrupted anywhere: the next
 * request to delete the run continues.
 */
export async function deletePieces({ store, kinds, dataFolder }: House, run: number, atOnce = rowsAtOnce): Promise<void> {
  if (!store.retention.isLarge(run, atOnce)) return
  await kinds[store.runs.kind(run)].deletePieces({ store, run, atOnce, deleteLogs: (paths) => deleteLogs(dataFolder, paths) })
}

/** For kinds of runs: the results of a run. */
export async function deleteResults({ store, run, atOnce }: Deletion): Promise<void> {
  let after: number | null = 0
  while (after !== null) {
    const from: number = after
    after = await store.submit('delete a run', () => store.retention.deleteResults(run, from, atOnce))
  }
}

/** For kinds of runs without a retry: their tasks, with their logs. */
export async function deleteTasks({ store, run, atOnce, deleteLogs }: Deletion): Promise<void> {
  for (let count = atOnce; count === atOnce; ) {
    const deleted = await store.submit('delete a run', () => store.retention.deleteTasks(run, atOnce))
    await deleteLogs(deleted.paths)
    count = deleted.count
  }
}

/** Logs with all files next to them; a day's folder is deleted with its last log. */
export async function deleteLogs(dataFolder: string, paths: string[]): Promise<void> {
  for (let at = 0; at < paths.length; at += logsAtOnce)
    await Promise.all(paths.slice(at, at + logsAtOnce).map((path) => deleteLog(join(dataFolder, path))))
  // The others are not empty, and stay.
  for (const folder of new Set(paths.map(dirname))) await rmdir(join(dataFolder, folder)).catch(() => {})
}

async function deleteLog(path: string): Promise<void> {
  for (const ending of ['', '.idx', '.idx.new', '.samples', '.levels'])
    await unlink(path + ending).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
}
