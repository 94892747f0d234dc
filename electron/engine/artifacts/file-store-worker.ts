import { rmdirSync, rmSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { limits } from '../../../shared/model/limits.ts'
import type { OutputFile } from '../store/objects.ts'
import { collect, listPath } from './collect.ts'
import { createFolders } from './folders.ts'
import { seen, takeCopy, verify } from './ingest.ts'
import { objectPath } from './object-path.ts'
import type { Collected, FromKeeper, ToKeeper } from './protocol.ts'
import { Unfit } from './walk.ts'

/** A thread for as long as the engine lives: reads, hashes and moves files without blocking the engine. */
const { objects } = workerData as { objects: string }
const folders = createFolders()

const say = (message: FromKeeper): void => parentPort?.postMessage(message)

async function answer(asked: ToKeeper): Promise<unknown> {
  switch (asked.type) {
    case 'collect':
      return collectAll(asked)
    case 'take':
      return takeCopy(asked.path, objects, folders)
    case 'verify':
      return verify(asked.hash, objects)
    case 'drop':
      return asked.folders.forEach(drop)
    case 'clear': {
      const path = objectPath(objects, asked.hash)
      const there = seen(path)
      // The file was stored a moment ago.
      if (!there || there.changedMs > asked.olderThan) return false
      rmSync(path, { force: true })
      return true
    }
  }
}

/** The last files are reported with the end, which mostly has all of them. */
async function collectAll({ id, folder, isStrict }: ToKeeper & { type: 'collect' }): Promise<Collected> {
  let last: OutputFile[] = []
  const tell = (files: OutputFile[]): void => {
    if (last.length > 0) say({ id, type: 'files', files: last })
    last = files
  }
  const problem = await collect({ folder, objects, most: limits.outputFiles, isStrict, folders, tell })
  return { problem, files: last }
}

/** Removes an output folder, which is usually empty by then. */
function drop(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    rmSync(folder, { recursive: true, force: true })
  }
  rmSync(listPath(folder), { force: true })
}

parentPort?.on('message', (asked: ToKeeper) => {
  answer(asked).then(
    (value) => say({ id: asked.id, type: 'done', value }),
    (error: NodeJS.ErrnoException) =>
      say({ id: asked.id, type: 'failed', message: error.message, code: error.code ?? null, isUnfit: error instanceof Unfit }),
  )
})
