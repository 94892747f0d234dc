import { AppError } from '../../../shared/errors.ts'
import { limits } from '../../../shared/model/limits.ts'
import type { StateChange, StateExpected, StateOwner, StateValue } from '../../../shared/model/state.ts'
import type { Clock } from '../base/clock.ts'
import type { Store } from '../store/store.ts'

export { withState } from './with-state.ts'

/** The run that asks, and what it is a run of; its state is meant where no other is named. */
export type StateUser = { run: number; definition: string | null } | null

type Owner = { id: string; name: string }

/** The owner of the state that all jobs share. */
const everybody: Owner = { id: '', name: 'the global state' }

export type StateActions = ReturnType<typeof createStateActions>

/**
 * Values that scripts keep from one run to the next. `changed` gets the owner after each commit. Errors are not-found, invalid,
 * and conflict for a value that is not the expected one.
 */
export function createStateActions(store: Store, clock: Clock, changed: (owner: string) => void) {
  function ownerOf({ job, global }: Partial<StateOwner>, user: StateUser): Owner {
    if (global && job !== undefined) throw new AppError('invalid', 'Name a job or ask for the global state, not both.')
    if (global) return everybody
    const ref = job ?? user?.definition ?? null
    if (ref === null)
      throw new AppError('invalid', 'Whose state? Name a job, flow or pipeline, or ask for the global state.', [
        { path: 'job', message: 'is missing' },
      ])
    const found = store.jobs.seek(ref) ?? store.flows.seek(ref) ?? store.pipelines.seek(ref)
    if (!found) throw new AppError('not-found', `There is no job, flow or pipeline "${ref}".`)
    return { id: found.id, name: `"${found.name}"` }
  }

  function find(owner: Owner, key: string): StateValue {
    const value = store.state.get(owner.id, key)
    if (!value) throw new AppError('not-found', `${sentenceStart(owner.name)} has no key "${key}".`)
    return value
  }

  /** Throws conflict. */
  function requireExpected(owner: Owner, key: string, { ifValue, ifVersion }: StateExpected): void {
    const now = store.state.find(owner.id, key)
    const value = now?.value ?? null
    const version = value === null ? 0 : (now?.version ?? 0)
    const isAsExpected = (ifValue === undefined || ifValue === value) && (ifVersion === undefined || ifVersion === version)
    if (isAsExpected) return
    const is = value === null ? 'it is not set' : `its value is "${short(value)}" (version ${version})`
    throw new AppError('conflict', `Could not change the key "${key}" of ${owner.name}: ${is}, which is not what you expected.`)
  }

  function requireRoom({ id, name }: Owner, key: string): void {
    if (store.state.value(id, key) !== null || store.state.count(id) < limits.stateKeys) return
    throw new AppError(
      'conflict',
      `Could not set the key "${key}": ${name} has ${limits.stateKeys.toLocaleString('en-US')} keys already. Delete one first.`,
    )
  }

  async function change<T>(asked: Partial<StateOwner>, user: StateUser, act: (owner: Owner) => T): Promise<T> {
    const { owner, result } = await store.submit('change state', () => {
      const owner = ownerOf(asked, user)
      return { owner, result: act(owner) }
    })
    changed(owner.id)
    return result
  }

  return {
    list: (asked: Partial<StateOwner>, user: StateUser): StateValue[] => store.state.list(ownerOf(asked, user).id),
    get: (asked: Partial<StateOwner>, user: StateUser, key: string): StateValue => find(ownerOf(asked, user), key),
    /** Also of a deleted key. */
    history(asked: Partial<StateOwner>, user: StateUser, key: string): StateChange[] {
      const owner = ownerOf(asked, user)
      const changes = store.state.history(owner.id, key)
      if (changes.length === 0) find(owner, key)
      return changes
    },
    set: (
      asked: Partial<StateOwner>,
      user: StateUser,
      key: string,
      value: string,
      expected: StateExpected,
    ): Promise<StateValue> =>
      change(asked, user, (owner) => {
        requireExpected(owner, key, expected)
        requireRoom(owner, key)
        store.state.put({ owner: owner.id, key, value, run: user?.run ?? null, now: clock.now() })
        return find(owner, key)
      }),
    /** Returns the value that it had. */
    remove: (asked: Partial<StateOwner>, user: StateUser, key: string, expected: StateExpected): Promise<StateValue> =>
      change(asked, user, (owner) => {
        const before = find(owner, key)
        requireExpected(owner, key, expected)
        store.state.put({ owner: owner.id, key, value: null, run: user?.run ?? null, now: clock.now() })
        return before
      }),
  }
}

const short = (text: string): string => (text.length > 100 ? `${text.slice(0, 100)}…` : text)
const sentenceStart = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
