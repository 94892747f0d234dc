import { AppError } from '../../../shared/errors.ts'
import { folderProblem, isWithin, withParents } from '../../../shared/folder.ts'
import { limits } from '../../../shared/model/limits.ts'
import type {
  DefinitionKind,
  DefinitionRef,
  Labels,
  Organization,
  OrganizationChange,
  OrganizationDraft,
  Organizing,
} from '../../../shared/model/organization.ts'
import { definitionKinds, unorganized } from '../../../shared/model/organization.ts'
import type { Clock } from '../base/clock.ts'
import type { Place } from '../store/organized.ts'
import { recordChange } from '../store/record-change.ts'
import type { Store } from '../store/store.ts'
import { changedTags } from './tags.ts'

type Named = { id: string; name: string }
type Refused = DefinitionRef & { message: string }

/** The most that one write changes, so that other writes do not wait for long. */
const atOnce = 250

export type OrganizeActions = ReturnType<typeof createOrganizeActions>

/** How people organize jobs, flows and pipelines: tags, folders, owners and notes. Errors are not-found and invalid. */
export function createOrganizeActions(store: Store, clock: Clock) {
  function change(items: readonly DefinitionRef[], changes: OrganizationChange): { items: Organizing[]; refused: Refused[] } {
    const done: Organizing[] = []
    const refused: Refused[] = []
    for (const item of items)
      try {
        const { id, name } = find(store, item)
        const before = store.organized.get(item.kind, id)
        const after = organizationAfter(before, changes)
        if (organize(store, { kind: item.kind, id }, after, clock.now()))
          done.push({ kind: item.kind, id, name, before: placeOf(before), after: placeOf(after) })
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        refused.push({ ...item, message: error.message })
      }
    return { items: done, refused }
  }

  function moveFolder(from: string, to: string): Organizing[] {
    const members = store.organized.within(from)
    const moved = members.flatMap(({ kind, id, folder, tags, owner }) => {
      const next = to === '' ? folder.slice(from.length + 1) : `${to}${folder.slice(from.length)}`
      const problem = folderProblem(next)
      if (problem !== null) throw new AppError('invalid', `Could not move the folder "${from}" to "${to}": "${next}" ${problem}.`)
      organize(store, { kind, id }, { ...store.organized.get(kind, id), folder: next }, clock.now())
      const definition = store.definitionNames.get(kind, id)
      const place = { tags, owner }
      return definition
        ? [{ kind, id, name: definition.name, before: { ...place, folder }, after: { ...place, folder: next } }]
        : []
    })
    if (moved.length === 0) throw new AppError('not-found', `There is no folder "${from}".`)
    return moved
  }

  return {
    get({ kind, ref }: DefinitionRef): Organization & { kind: DefinitionKind } & Named {
      const { id, name } = find(store, { kind, ref })
      return { kind, id, name, ...store.organized.get(kind, id) }
    },
    /** All that can be changed are changed, some in each write; the others are named with the reason. */
    async change(items: readonly DefinitionRef[], changes: OrganizationChange): Promise<ReturnType<typeof change>> {
      const answer: ReturnType<typeof change> = { items: [], refused: [] }
      for (let at = 0; at < items.length; at += atOnce) {
        const part = await store.submit('organize', () => change(items.slice(at, at + atOnce), spelled(store, changes)))
        answer.items.push(...part.items)
        answer.refused.push(...part.refused)
      }
      return answer
    },
    labels: (): Labels => labelsOf(living(store)),
    /** With all that is in it. Throws invalid for a move into itself, and for one that would be too deep. */
    async moveFolder(from: string, to: string): Promise<Organizing[]> {
      if (from === '') throw new AppError('invalid', 'Name the folder to move.')
      if (to !== from && isWithin(to, from))
        throw new AppError('invalid', `Could not move the folder "${from}" into itself: "${to}" is inside it.`)
      return store.submit('organize', () => moveFolder(from, to))
    },
  }
}

/** Gives a definition what a draft names. Call inside a write. */
export function organizeNew(store: Store, kind: DefinitionKind, id: string, draft: OrganizationDraft): void {
  const after = organizationAfter(unorganized, spelled(store, draft))
  if (!isSame(after, unorganized)) store.organized.put(kind, id, after)
}

/** As `organizeNew`, for one that exists: each change is an event. */
export const organizeExisting = (store: Store, kind: DefinitionKind, id: string, draft: OrganizationDraft, now: number): void =>
  void organize(store, { kind, id }, organizationAfter(store.organized.get(kind, id), spelled(store, draft)), now)

function find(store: Store, { kind, ref }: DefinitionRef): Named {
  return kind === 'job' ? store.jobs.find(ref) : kind === 'flow' ? store.flows.find(ref) : store.pipelines.find(ref)
}

const placeOf = ({ tags, folder, owner }: Organization): Organizing['before'] => ({ tags, folder, owner })

function organizationAfter(before: Organization, changes: OrganizationChange): Organization {
  const tags = changedTags(before.tags, changes)
  if (tags.length > limits.tags)
    throw new AppError('invalid', `It would have ${tags.length} tags; at most ${limits.tags} are possible.`)
  return {
    tags,
    folder: changes.folder ?? before.folder,
    owner: changes.owner === undefined ? before.owner : changes.owner || null,
    notes: changes.notes ?? before.notes,
  }
}

/** With the folder as others spell it. */
const spelled = <T extends OrganizationDraft>(store: Store, changes: T): T =>
  changes.folder ? { ...changes, folder: asSpelled(store, changes.folder) } : changes

/** `Ops` is the folder `ops`. */
function asSpelled(store: Store, folder: string): string {
  const known = new Map(
    living(store)
      .flatMap((place) => withParents(place.folder))
      .map((path) => [path.toLowerCase(), path]),
  )
  if (known.get(folder.toLowerCase()) === folder) return folder
  const spelled = withParents(folder).findLast((path) => known.has(path.toLowerCase()))
  return spelled === undefined ? folder : `${known.get(spelled.toLowerCase())}${folder.slice(spelled.length)}`
}

/** Those of definitions that were not deleted. */
function living(store: Store): Place[] {
  const ids = new Set(store.definitionNames.all().map(({ id }) => id))
  return definitionKinds.flatMap((kind) => store.organized.ofKind(kind)).filter(({ id }) => ids.has(id))
}

/** Whether anything changed. */
function organize(store: Store, { kind, id }: { kind: DefinitionKind; id: string }, after: Organization, now: number): boolean {
  const before = store.organized.get(kind, id)
  const fields = (['tags', 'folder', 'owner', 'notes'] as const).filter((field) => !isSame(before[field], after[field]))
  if (fields.length === 0) return false
  store.organized.put(kind, id, after)
  for (const field of fields) recordChange(store.events, now, { kind, id }, { field, from: before[field], to: after[field] })
  return true
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

function labelsOf(places: readonly Place[]): Labels {
  const count = (values: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>()
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
    return counts
  }
  const byName = ([a]: [string, number], [b]: [string, number]): number => a.localeCompare(b, 'en')
  const named = (values: readonly string[]) => [...count(values)].sort(byName).map(([name, n]) => ({ name, count: n }))
  return {
    tags: named(places.flatMap(({ tags }) => tags)),
    folders: named(places.flatMap(({ folder }) => withParents(folder))).map(({ name: path, count: n }) => ({ path, count: n })),
    owners: named(places.flatMap(({ owner }) => owner ?? [])),
  }
}
