import { rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { limits } from '../../../shared/model/limits.ts'
import { collect, listPath } from './collect.ts'
import { createFolders } from './folders.ts'
import { objectPath } from './object-path.ts'
import type { FromKeeper, ToKeeper } from './protocol.ts'
import { seen, takeCopy, verify } from './take-in.ts'
import { Unfit } from './walk.ts'

/** A thread of its own, for as long as the engine lives: reads, hashes and moves files, so that nobody else waits for that. */
const { objects } = workerData as { objects: string }
const folders = createFolders()

const say = (message: FromKeeper): void => parentPort?.postMessage(message)

async function answer(asked: ToKeeper): Promise<unknown> {
  switch (asked.type) {
    case 'collect':
      return collect({
        folder: asked.folder,
        objects,
        most: limits.outputFiles,
        isStrict: asked.isStrict,
        folders,
        tell: (files) => say({ id: asked.id, type: 'files', files }),
      })
    case 'take':
      return takeCopy(asked.path, objects, folders)
    case 'verify':
      return verify(asked.hash, objects)
    case 'drop':
      rmSync(asked.folder, { recursive: true, force: true })
      return rmSync(listPath(asked.folder), { force: true })
    case 'clear': {
      const path = objectPath(objects, asked.hash)
      const there = await seen(path)
      // Somebody has just put it there.
      if (!there || there.changedMs > asked.olderThan) return false
      await rm(path, { force: true })
      return true
    }
  }
}

parentPort?.on('message', (asked: ToKeeper) => {
  answer(asked).then(
    (value) => say({ id: asked.id, type: 'done', value }),
    (error: NodeJS.ErrnoException) =>
      say({ id: asked.id, type: 'failed', message: error.message, code: error.code ?? null, isUnfit: error instanceof Unfit }),
  )
})
