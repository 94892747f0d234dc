import { parentOf } from '../../shared/folder.ts'
import type { DefinitionKind, OrganizationChange, Organizing } from '../../shared/model/organization.ts'
import { client } from '../api/client.ts'
import { messageOf } from '../ui/message-of.ts'
import { toast, toastError } from '../ui/toasts.tsx'
import { words } from './words.ts'

export type Thing = { kind: DefinitionKind; id: string; name: string }
type Field = 'tags' | 'folder' | 'owner'

/** So many are changed by one request. */
const atOnce = 1_000

/** Changes how things of one kind are organized, tells what was done, and offers to take it back. */
export async function organize(things: readonly Thing[], field: Field, change: OrganizationChange): Promise<void> {
  const [first] = things
  if (!first) return
  const what = words.thing(
    first.kind,
    things.map(({ name }) => name),
  )
  const done: Organizing[] = []
  const refused: string[] = []
  try {
    for (let at = 0; at < things.length; at += atOnce) {
      const items = things.slice(at, at + atOnce).map(({ kind, id }) => ({ kind, ref: id }))
      const answer = await client.organize.change({ items, ...change })
      done.push(...answer.items)
      refused.push(...answer.refused.map(({ message }) => message))
    }
  } catch (error) {
    toastError(words.failed(what), error)
  }
  if (refused.length > 0)
    toastError(words.failedFor(words.count(first.kind, refused.length), what), new Error(reasonsOf(refused)))
  if (done.length > 0) tell(first.kind, field, change, done)
  else if (refused.length === 0) toast(words.none[field])
}

function tell(kind: DefinitionKind, field: Field, change: OrganizationChange, done: readonly Organizing[]): void {
  const what = words.thing(
    kind,
    done.map(({ name }) => name),
  )
  const text =
    field === 'tags'
      ? words.done.tags(what)
      : field === 'folder'
        ? words.done.folder(what, change.folder ?? '')
        : words.done.owner(what, change.owner ?? null)
  toast(text, { undo: () => void undo(done, what) })
}

/** Takes back the differences alone: what others changed meanwhile stays. */
export async function undo(done: readonly Organizing[], what: string): Promise<void> {
  try {
    for (const { change, items } of byChange(done)) await client.organize.change({ ...change, items })
    toast(words.done.undone(what))
  } catch (error) {
    toastError(words.notUndone, error)
  }
}

/** Those that are taken back alike, together. */
export function byChange(
  done: readonly Organizing[],
): { change: OrganizationChange; items: { kind: DefinitionKind; ref: string }[] }[] {
  const groups = new Map<string, ReturnType<typeof byChange>[number]>()
  for (const { kind, id, before, after } of done) {
    const [added, removed] = [without(after.tags, before.tags), without(before.tags, after.tags)]
    const change: OrganizationChange = {
      ...(added.length > 0 && { removeTags: added }),
      ...(removed.length > 0 && { addTags: removed }),
      ...(before.folder !== after.folder && { folder: before.folder }),
      ...(before.owner !== after.owner && { owner: before.owner }),
    }
    const key = JSON.stringify(change)
    const group = groups.get(key) ?? { change, items: [] }
    group.items.push({ kind, ref: id })
    groups.set(key, group)
  }
  return [...groups.values()]
}

const without = (tags: readonly string[], others: readonly string[]): string[] => tags.filter((tag) => !others.includes(tag))

/** Each reason once, with how many were refused for it. */
function reasonsOf(messages: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const message of messages) counts.set(message, (counts.get(message) ?? 0) + 1)
  return [...counts].map(([message, count]) => words.refusedFor(count, message)).join(' ')
}

/** Renames or moves a folder with all that is in it, in every list. Null: done, else why not. */
async function movedFolder(from: string, to: string): Promise<string | null> {
  try {
    const { items } = await client.organize.moveFolder({ from, to })
    toast(words.folder.moved(from, to), { undo: () => void undo(items, words.folder.named(from)) })
    return null
  } catch (error) {
    return messageOf(error)
  }
}

export async function moveFolder(from: string, to: string): Promise<void> {
  const problem = await movedFolder(from, to)
  if (problem !== null) toastError(words.folder.notMoved(from), new Error(problem))
}

/** Gives the folder another name, in the folder that it is in. */
export function renameFolder(path: string, name: string): Promise<string | null> {
  const parent = parentOf(path)
  return movedFolder(path, parent === '' ? name : `${parent}/${name}`)
}
