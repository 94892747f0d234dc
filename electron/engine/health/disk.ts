import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { StorageTrouble } from '../../../shared/contract/system.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { Store } from '../store/store.ts'
import { type WriteTrouble, writeTroubleOf } from '../store/write-trouble.ts'

/** With less space than this nothing new starts: running tasks need some for their logs and outcomes. */
const leastRoomBytes = 32 * 1024 * 1024
/** On a small disk: this part of it. */
const leastRoomShare = 0.01
/** To resume, this many times as much must be free, because less would run out at once. */
const roomToGoOn = 2

const lookMs = 2_000
const troubledLookMs = 1_000

export type Disk = ReturnType<typeof createDisk>

type Parts = {
  store: Pick<Store, 'path' | 'probe'>
  clock: Clock
  log: Log
  dataFolder: string
  isBusy: () => boolean
  changed: () => void
}

/**
 * Knows whether the disk accepts writes. In trouble nothing new starts; the trouble ends once there is space and a write to
 * the database succeeds. Checks the disk while something runs, and until a trouble ends.
 */
export function createDisk({ store, clock, log, dataFolder, isBusy, changed }: Parts) {
  const folders = [...new Set([dataFolder, dirname(store.path)])]
  const waiting = new Set<() => void>()
  let trouble: StorageTrouble | null = null
  let cancelTimer: (() => void) | null = null
  let stopped = false

  function enter(kind: StorageTrouble['kind'], message: string): void {
    if (stopped || trouble?.kind === kind) return
    // A full disk stays in that trouble until there is space.
    if (kind === 'low' && trouble !== null) return
    const isNew = trouble === null
    trouble = { kind, message, since: trouble?.since ?? clock.now() }
    log.warn('storage in trouble', { kind })
    changed()
    // A check is already due in a trouble that only changes its kind: alternating failures of writes would delay it forever.
    if (isNew) lookIn(troubledLookMs)
  }

  function leave(): void {
    if (stopped || trouble === null) return
    log.info('storage is well again', { kind: trouble.kind, ms: clock.now() - trouble.since })
    trouble = null
    for (const end of [...waiting]) end()
    changed()
  }

  function lookIn(ms: number): void {
    cancelTimer?.()
    cancelTimer = clock.after(ms, () => {
      cancelTimer = null
      void look()
    })
  }

  async function look(): Promise<void> {
    const isShort = (await Promise.all(folders.map((folder) => isShortOfRoom(folder, trouble !== null)))).includes(true)
    if (stopped) return
    if (isShort) enter('low', messages.low)
    else if (trouble !== null) await store.probe().then(leave, () => {})
    if (!stopped && cancelTimer === null && (trouble !== null || isBusy())) lookIn(trouble ? troubledLookMs : lookMs)
  }

  /** Reports the error of a write. True: the disk is the cause, and nothing new starts until it works again. */
  function failed(error: unknown): boolean {
    const kind = writeTroubleOf(error)
    if (kind !== null) enter(kind, kind === 'lost' ? `${(error as Error).message}. Restart LocalFlow.` : messages[kind])
    return kind !== null
  }

  /** Resolves when there is no trouble, or when it is aborted. */
  const back = (abort?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (trouble === null || abort?.aborted) return resolve()
      const end = (): void => {
        waiting.delete(end)
        abort?.removeEventListener('abort', end)
        resolve()
      }
      waiting.add(end)
      abort?.addEventListener('abort', end)
    })

  return {
    look,
    failed,
    trouble: (): StorageTrouble | null => trouble,
    /** Adds details about lost files. */
    explain(message: string): void {
      if (trouble?.kind !== 'lost') return
      trouble = { ...trouble, message }
      changed()
    },
    /** Call when a run starts. */
    watch(): void {
      if (cancelTimer === null) lookIn(lookMs)
    },
    back,
    /** For writes that start nothing: a nearly full disk still accepts those. */
    forWrites: { trouble: (): StorageTrouble | null => (trouble?.kind === 'low' ? null : trouble), back },
    stop(): void {
      stopped = true
      cancelTimer?.()
    },
  }
}

const messages: Record<Exclude<WriteTrouble, 'lost'> | 'low', string> = {
  full: 'The disk is full.',
  low: 'The disk is nearly full.',
  'read-only': 'The disk has become read-only.',
  locked: 'Another program has locked the database.',
  failing: 'The disk reports errors.',
}

/** A disk that does not report its space is not known to be short. */
async function isShortOfRoom(folder: string, inTrouble: boolean): Promise<boolean> {
  const disk = await statfs(folder).catch(() => null)
  if (disk === null || disk.blocks === 0) return false
  const least = Math.min(leastRoomBytes, disk.blocks * disk.bsize * leastRoomShare)
  return disk.bavail * disk.bsize < (inTrouble ? least * roomToGoOn : least)
}
