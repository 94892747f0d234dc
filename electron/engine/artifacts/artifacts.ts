import { mkdirSync, opendirSync, readdirSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { limits } from '../../../shared/model/limits.ts'
import { type Clock, pause } from '../base/clock.ts'
import type { DiskPort } from '../base/disk-port.ts'
import type { Log } from '../base/log.ts'
import type { Claim, Files } from '../queue/queue.ts'
import type { KeptFile, OutputFile } from '../store/objects.ts'
import type { Store } from '../store/store.ts'
import { listPath, valuesName } from './collect.ts'
import { createEmptyRemoval } from './empty-folders.ts'
import { seen } from './ingest.ts'
import { objectPath } from './object-path.ts'
import { stage } from './record.ts'
import { createKeeperThread } from './thread.ts'
import { Unfit } from './walk.ts'

export { keepFiles, keepResult } from './record.ts'

type Parts = {
  store: Store
  clock: Clock
  log: Log
  dataFolder: string
  /** The program of the thread that stores artifacts. */
  script: string
  disk: Pick<DiskPort, 'failed' | 'back'>
}

export type Artifacts = ReturnType<typeof createArtifacts>

/** Output folders, and the artifacts stored by their hash. */
export function createArtifacts({ store, clock, log, dataFolder, script, disk }: Parts) {
  const objects = join(dataFolder, 'objects')
  const work = join(dataFolder, 'work')
  const keeper = createKeeperThread(script, objects)
  /** Hashes of stored but unrecorded files, by attempt: only this map knows that they are needed. */
  const pinned = new Map<string, Set<string>>()

  /** Output folders that this engine has made, and those of them that turned out to be empty. */
  const ours = new Set<string>()
  const empty = new Set<string>()

  /** Removed in batches: nothing waits for it, and each message wakes the thread. */
  const dropped: string[] = []

  function drop(): void {
    const folders = dropped.splice(0)
    if (folders.length === 0) return
    keeper.drop(folders).catch((error: unknown) => log.warn('could not remove output folders', { folders, error }))
  }

  function dropLater(folder: string): void {
    dropped.push(folder)
    if (dropped.length === 1) void pause(dropMs).then(drop)
  }

  const removeEmpty = createEmptyRemoval(dropLater)
  const folderOf = (attemptId: string): string => join(work, attemptId)

  function pin(owner: string, files: readonly KeptFile[]): void {
    const hashes = pinned.get(owner) ?? new Set()
    pinned.set(owner, hashes)
    for (const { hash } of files) hashes.add(hash)
  }

  /**
   * The files of an attempt that has ended; null if there are none. Problems with them are reported in the result; strictly,
   * one unfit file is a reason to keep none.
   */
  async function collect(claim: Claim, isStrict: boolean): Promise<Files | null> {
    for (;;) {
      try {
        return await collectOnce(claim, isStrict)
      } catch (error) {
        if (!disk.failed(error)) {
          log.error('could not keep the artifacts of an attempt', { attemptId: claim.attemptId, error })
          const problem = `Could not keep the artifacts of the run: ${(error as Error).message}`
          return { count: 0, bytes: 0, files: [], staged: null, problem }
        }
        await disk.back()
        // Some files may have been moved: an empty folder proves nothing now.
        ours.delete(claim.attemptId)
      }
    }
  }

  /** Its folder is empty, and no file was taken out of it. */
  function isEmpty(attemptId: string): boolean {
    const folder = folderOf(attemptId)
    // Files that an earlier engine has taken are no longer in the folder.
    if (!hasNothing(folder) || (!ours.has(attemptId) && seen(listPath(folder)))) return false
    empty.add(attemptId)
    return true
  }

  async function collectOnce(claim: Claim, isStrict: boolean): Promise<Files | null> {
    const folder = folderOf(claim.attemptId)
    if (!isStrict && isEmpty(claim.attemptId)) return null
    const found: Files = { count: 0, bytes: 0, files: [], staged: null, problem: null }
    let writing: Promise<void> = Promise.resolve()
    try {
      found.problem = await keeper.collect(folder, isStrict, (files) => {
        pin(claim.attemptId, files)
        found.count += files.length
        for (const { size } of files) found.bytes += size
        writing = writing.then(() => add(claim, found, files))
        writing.catch(() => {})
      })
      await writing
    } catch (error) {
      if (!(error instanceof Unfit)) throw error
      found.problem = error.message
    }
    return found
  }

  /** Files beyond the size of one write are recorded as they come. */
  async function add({ run, task, attempt }: Claim, found: Files, files: OutputFile[]): Promise<void> {
    if (found.staged === null && found.files.length + files.length <= writtenAtOnce) return void found.files.push(...files)
    const waiting = [...found.files, ...files]
    found.files = []
    found.staged = await store.submit('record files', () =>
      stage(store, { run, task, attempt, recipe: null }, found.staged, waiting, clock.now()),
    )
  }

  /** The path of an artifact, verified as unchanged. Throws conflict with its name if it was changed. */
  async function pathOf(hash: string): Promise<string> {
    const path = objectPath(objects, hash)
    const [known, there] = [store.objects.get(hash), seen(path)]
    if (known && there && known.stamp === there.stamp) return path
    const sound = known && there ? await keeper.verify(hash) : null
    if (!sound) throw damaged(hash, path, there !== null)
    await store.submit('record a verified file', () => store.objects.keep(sound, clock.now()))
    return path
  }

  function damaged(hash: string, path: string, isThere: boolean): AppError {
    const [origin] = store.objects.origins(hash, 1)
    const from = origin ? ` Run ${origin.run} made it as "${origin.name}".` : ''
    return new AppError(
      'conflict',
      `Could not use the artifact ${hash.slice(0, 12)}: its file ${isThere ? 'was changed' : 'is missing'} (${path}).${from} Re-run that run with --force to make the artifact again.`,
    )
  }

  return {
    objects,
    /** Creates the folder in which an attempt may leave files. */
    begin(attemptId: string): string {
      const folder = folderOf(attemptId)
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      ours.add(attemptId)
      return folder
    },
    collect,
    /** Values for later nodes, if the attempt left some; text that is not a JSON object counts as none. */
    async values(attemptId: string): Promise<Record<string, unknown> | null> {
      const path = join(folderOf(attemptId), valuesName)
      const facts = seen(path)
      if (!facts || facts.size > limits.payloadBytes) return null
      const value = await readFile(path, 'utf8').then(JSON.parse, () => null)
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
    },
    pathOf,
    /** Reads all of the file. Throws conflict if it was changed. */
    async verified(hash: string): Promise<string> {
      const path = objectPath(objects, hash)
      if (!(await keeper.verify(hash))) throw damaged(hash, path, seen(path) !== null)
      return path
    },
    /** Stores a copy of a file of the computer, for `owner` until `letGo`. Throws invalid. */
    async take(path: string, owner: string): Promise<KeptFile> {
      const kept = await keeper.take(path).catch((error: NodeJS.ErrnoException) => {
        if (disk.failed(error)) throw error
        const why =
          error instanceof Unfit ? 'is not a file' : error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code})`
        throw new AppError('invalid', `The input "${path}" ${why}.`, [{ path: 'inputs', message: why }])
      })
      pin(owner, [kept])
      return kept
    },
    letGo: (owner: string): void => void pinned.delete(owner),
    /** The attempt's files are recorded, or not needed. */
    recorded(attemptId: string): void {
      pinned.delete(attemptId)
      const folder = folderOf(attemptId)
      ours.delete(attemptId)
      if (empty.delete(attemptId)) removeEmpty(folder)
      else dropLater(folder)
    },
    /** Removes output folders of attempts that no runner has, whose artifacts are already stored, and incomplete copies. */
    async clearLeft(isCarried: (attemptId: string) => boolean): Promise<void> {
      const draftFolder = join(objects, 'drafts')
      // Listed now, because later ones belong to this engine.
      const drafts = namesIn(draftFolder)
        .filter(isOurs)
        .map((name) => join(draftFolder, name))
      const folders = namesIn(work).filter((name) => isOurs(name) && !isCarried(name.replace(/\.kept$/, '')))
      for (const path of [...drafts, ...folders.map((name) => join(work, name))])
        await rm(path, { recursive: true, force: true }).catch(() => {})
    },
    isPinned: (hash: string): boolean => [...pinned.values()].some((hashes) => hashes.has(hash)),
    clear: keeper.clear,
    stop(): void {
      dropped.length = 0
      keeper.stop()
    },
  }
}

const writtenAtOnce = 2_000
const dropMs = 20

/** Named after an attempt, or by an id: LocalFlow deletes nothing else there. */
const isOurs = (name: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\.kept)?$/.test(name)

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Whether the folder is empty or missing; reads its first entry only, however many there are. */
function hasNothing(folder: string): boolean {
  try {
    const entries = opendirSync(folder)
    const first = entries.readSync()
    entries.closeSync()
    return first === null
  } catch {
    return true
  }
}
