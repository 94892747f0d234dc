import { createHmac, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import type { Actor } from '../../../shared/model/actor.ts'
import type { Run } from '../../../shared/model/run.ts'
import { startOfTokens } from '../../runner/token-finder.ts'
import type { Log } from '../base/log.ts'
import { readSecretFile } from '../base/secret-file.ts'
import { type Core, definitionOf } from '../queue/queue.ts'
import type { DefinitionName } from '../store/definition-names.ts'

/** An attempt that calls LocalFlow with its token. */
export type RunUser = {
  number: number
  id: string
  /** What its run is a run of; null for a command. */
  definition: Pick<DefinitionName, 'kind' | 'id' | 'name'> | null
  /** All runs of a definition have the same actor, so that actors do not grow with the history. */
  actor: Actor
  /** False once the attempt has ended. */
  isActive(): boolean
  /** It is the run itself, or a script of the same definition started it. */
  mayRead(ref: string): boolean
}

export type RunTokens = ReturnType<typeof createRunTokens>

const shape = new RegExp(`^${startOfTokens}([\\da-f-]{36})_[\\w-]{43}$`)

/**
 * The tokens with which attempts call LocalFlow while they run. They are derived from the id of the attempt and a key that is
 * not in the database, so that nothing is stored.
 */
export function createRunTokens(core: Core, dataFolder: string, log: Log) {
  const { store } = core
  let key: string | null | undefined

  /** Null if there is none: runs start nevertheless, but without a token. */
  function ownKey(): string | null {
    if (key !== undefined) return key
    try {
      key = readSecretFile(join(dataFolder, 'run-key'), 'base64url')
    } catch (error) {
      key = null
      log.warn('could not make tokens for runs', { error })
    }
    return key
  }

  function tokenOf(attemptId: string): string | null {
    const own = ownKey()
    if (own === null) return null
    return `${startOfTokens}${attemptId}_${createHmac('sha256', own).update(`token of the attempt ${attemptId}`).digest('base64url')}`
  }

  /** A command that is run as a hook works for the run that it follows. */
  function ofWhat(run: Run): Run {
    const outer = run.trigger === 'hook' && run.jobId === null ? store.parents.of(run.number) : null
    return (outer && store.runs.byNumber(outer.run)) ?? run
  }

  function userOf(attemptId: string): RunUser | null {
    const task = store.tasks.holding(attemptId)
    const run = task && store.runs.byNumber(task.run)
    if (!run) return null
    const found = definitionOf(core, ofWhat(run))
    const definition = found && store.definitionNames.get(found.kind, found.id)
    const actor: Actor = { kind: 'token', id: definition?.id ?? 'command', name: `script of ${definition?.name ?? 'a command'}` }
    return {
      number: run.number,
      id: run.id,
      definition,
      actor,
      isActive: () => store.tasks.holding(attemptId) !== null,
      mayRead(ref) {
        if (ref === run.id || ref === String(run.number)) return true
        const other = store.runs.find(ref)
        return definition !== null && other?.actor.kind === 'token' && other.actor.id === definition.id
      },
    }
  }

  return {
    of: tokenOf,
    /** Who has the token; null if it is wrong, or if its attempt has ended. */
    find(token: string): RunUser | null {
      const attemptId = shape.exec(token)?.[1]
      const expected = attemptId === undefined ? null : tokenOf(attemptId)
      if (attemptId === undefined || expected === null || expected.length !== token.length) return null
      return timingSafeEqual(Buffer.from(token), Buffer.from(expected)) ? userOf(attemptId) : null
    },
  }
}
