import fs from 'node:fs'
import promises, { type FileHandle } from 'node:fs/promises'
import { around, reach } from './crash-point.ts'
import { beforeCallback, wrap } from './wrap.ts'

type KindOf = (path: unknown) => string | null

/** Functions whose first argument is a file, by path or by descriptor, and what they do to it. */
const sync: Record<string, string> = {
  writeFileSync: 'write',
  appendFileSync: 'append to',
  mkdirSync: 'make',
  rmSync: 'remove',
  rmdirSync: 'remove',
  utimesSync: 'touch',
  fchmodSync: 'seal',
  unlinkSync: 'remove',
  ftruncateSync: 'empty',
  writeSync: 'write',
  writevSync: 'write',
  fsyncSync: 'flush',
  fdatasyncSync: 'flush',
}
const called: Record<string, string> = { appendFile: 'append to', write: 'write', writev: 'write', fsync: 'flush' }
const promised: Record<string, string> = { mkdir: 'make', rm: 'remove', rmdir: 'remove', unlink: 'remove' }
const ofHandle: Record<string, string> = { writeFile: 'write', sync: 'flush', close: 'close' }

export function wrapFiles(kindOf: KindOf): void {
  const open = new Map<number, string>()
  const kindOfTarget = (target: unknown): string | null =>
    typeof target === 'number' ? (open.get(target) ?? null) : kindOf(target)
  wrapSync(kindOfTarget)
  wrapOpen(kindOf, open)
  for (const [name, verb] of Object.entries(called)) wrapCalled(name, verb, kindOfTarget)
  for (const [name, verb] of Object.entries(promised)) wrapPromised(promises, name, 0, (path) => named(verb, kindOf(path)))
  wrapPromised(promises, 'rename', 1, (path) => named('rename', kindOf(path)))
  wrap(promises, 'open', (call, [path]) => openHandle(call as () => Promise<FileHandle>, kindOf(path)))
}

/** Opened for reading, and flushed by that descriptor. */
const flushed = new Set(['artifact'])

const named = (verb: string, kind: string | null): string[] => (kind === null ? [] : [`${verb} ${kind}`])

function wrapSync(kindOf: KindOf): void {
  // Some of these call others.
  let within = false
  const once = (names: string[], call: () => unknown): unknown => {
    if (within || names.length === 0) return call()
    within = true
    try {
      return around(names, call)
    } finally {
      within = false
    }
  }
  for (const [name, verb] of Object.entries(sync))
    wrap(fs, name, (call, [target]) => {
      const attempt = (tried: () => unknown): unknown => once(named(verb, kindOf(target)), tried)
      return name === 'mkdirSync' ? unlessThere(attempt, call) : attempt(call)
    })
  for (const [name, verb] of [
    ['renameSync', 'rename'],
    ['copyFileSync', 'copy'],
  ] as const)
    wrap(fs, name, (call, [, target]) => once(named(verb, kindOf(target)), call))
}

/** A folder that is already there is as good as made: its point is reached before the caller gets the error that says so. */
function unlessThere(attempt: (call: () => unknown) => unknown, call: () => unknown): unknown {
  let there: Error | null = null
  const result = attempt(() => {
    try {
      return call()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      there = error as Error
      return undefined
    }
  })
  if (there) throw there
  return result
}

function wrapOpen(kindOf: KindOf, open: Map<number, string>): void {
  const writes = (flags: unknown): boolean =>
    typeof flags === 'string' ? /[wa+]/.test(flags) : (Number(flags) & (fs.constants.O_WRONLY | fs.constants.O_RDWR)) !== 0
  wrap(fs, 'openSync', (call, [path, flags]) => {
    const found = kindOf(path)
    const kind = writes(flags) || flushed.has(found ?? '') ? found : null
    const fd = around(named('open', kind), call) as number
    if (kind !== null) open.set(fd, kind)
    return fd
  })
  wrap(fs, 'closeSync', (call, [fd]) => {
    const kind = open.get(fd as number) ?? null
    open.delete(fd as number)
    return around(named('close', kind), call)
  })
}

function wrapCalled(name: string, verb: string, kindOf: KindOf): void {
  wrap(fs, name, (call, args) => {
    const names = named(verb, kindOf(args[0]))
    reach(names, 'before')
    beforeCallback(args, () => reach(names, 'after'))
    return call()
  })
}

function wrapPromised(holder: object, name: string, target: number, namesOf: (target: unknown) => string[]): void {
  wrap(holder, name, async (call, args) => {
    const names = namesOf(args[target])
    reach(names, 'before')
    const result = await call()
    reach(names, 'after')
    return result
  })
}

async function openHandle(call: () => Promise<FileHandle>, kind: string | null): Promise<FileHandle> {
  reach(named('open', kind), 'before')
  const handle = await call()
  reach(named('open', kind), 'after')
  for (const [name, verb] of Object.entries(ofHandle)) wrapPromised(handle, name, 0, () => named(verb, kind))
  return handle
}
