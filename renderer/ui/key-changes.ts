import { type KeyId, keyTable } from './key-table.ts'

/** What a person changed: `keys` that stand in for those of the table, and whether characters alone are keys at all. */
export type KeyChanges = { keys: Readonly<Record<string, readonly string[]>>; singleKeys: boolean }

export const noChanges: KeyChanges = { keys: {}, singleKeys: true }

export const keyIds = Object.keys(keyTable) as KeyId[]

/** What every list has, wherever it is. */
const ofEveryList: readonly string[] = ['next', 'previous', 'open'] satisfies KeyId[]

/** Actions that may share a key: the first is done where there is nothing to do for the second. */
const oneAfterOther: readonly KeyId[] = ['levelUp', 'clearLines']

/** Whether two actions can be on one page, so that a key cannot mean both. */
function meet(one: KeyId, other: KeyId): boolean {
  if (oneAfterOther.includes(one) && oneAfterOther.includes(other)) return false
  const [here, there] = [keyTable[one].where, keyTable[other].where]
  if (here === there || here === 'anywhere' || there === 'anywhere') return true
  // A log is part of the page of its run, and is shown beside the script that wrote it.
  if (here === 'log' || there === 'log') return [here, there].some((where) => where === 'run' || where === 'job')
  // The editor of a flow is a tab of its page, which has the keys of a job.
  if (here === 'canvas' || there === 'canvas') return here === 'job' || there === 'job'
  return (here === 'home' && ofEveryList.includes(other)) || (there === 'home' && ofEveryList.includes(one))
}

/** The same, or the start of the other. */
const clash = (one: string, other: string): boolean => one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `)

const changeOf = (id: KeyId, keys: KeyChanges['keys']): readonly string[] | undefined =>
  Object.hasOwn(keys, id) ? keys[id] : undefined

/** The keys of an action. A key that the person chose for another one there is no longer one that comes with LocalFlow. */
export function keysOf(id: KeyId, keys: KeyChanges['keys']): readonly string[] {
  const isTaken = (key: string): boolean =>
    keyIds.some((other) => other !== id && meet(id, other) && changeOf(other, keys)?.some((chosen) => clash(chosen, key)))
  return changeOf(id, keys) ?? keyTable[id].keys.filter((key) => !isTaken(key))
}

/** The action that has the key already where `id` works; null: the key is free. */
export const holderOf = (key: string, id: KeyId, keys: KeyChanges['keys']): KeyId | null =>
  keyIds.find((other) => other !== id && meet(id, other) && keysOf(other, keys).some((held) => clash(held, key))) ?? null

/** The changes with these keys for the action; others that were given one of them lose it. What equals the table is no change. */
export function withKeys(id: KeyId, chosen: readonly string[], keys: KeyChanges['keys']): Record<string, string[]> {
  const kept = (name: string, held: readonly string[]): readonly string[] =>
    isKeyId(name) && meet(id, name) ? held.filter((key) => !chosen.some((each) => clash(each, key))) : held
  const others = Object.entries(keys).filter(([name]) => name !== id)
  const next = [...others.map(([name, held]) => [name, kept(name, held)] as const), [id, chosen] as const]
  return Object.fromEntries(next.flatMap(([name, held]) => (isOfTable(name, held) ? [] : [[name, [...held]]])))
}

/** Another release may have changed keys of actions that this one does not have. */
const isKeyId = (name: string): name is KeyId => Object.hasOwn(keyTable, name)

const isOfTable = (name: string, keys: readonly string[]): boolean =>
  isKeyId(name) && keys.join('\n') === keyTable[name].keys.join('\n')

/** Characters alone, also one after the other or with Shift: what a slip or speech input presses (WCAG 2.1.4). */
export const isSingle = (key: string): boolean => key.split(' ').every((press) => /^(?:Shift\+)?.$/u.test(press))
