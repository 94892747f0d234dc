import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { type Secret, secretsIn, withSecrets } from '../../../shared/model/secret.ts'
import type { Clock } from '../base/clock.ts'
import { readSecretFile } from '../base/secret-file.ts'
import type { Mention, SecretRow } from '../store/secrets.ts'
import type { Store } from '../store/store.ts'
import { seal, unseal } from './seal.ts'
import type { Sealer } from './sealed-params.ts'

export { acceptValues, issuesOf, type ParamOwner, refuse } from './accept-values.ts'
export { filledEnv, filledRequest, openedAnew, withoutSecretsOf } from './fill.ts'
export { maskedValue } from './masked-value.ts'
export { createRunTokens, type RunTokens, type RunUser } from './run-tokens.ts'
export { openedParams, openedText, resealed, type Sealer } from './sealed-params.ts'

/** Without the key, encrypted secrets are lost. */
const wayOut =
  'Run chmod 600 on the file. If another person may have read the file, delete it instead and set every secret again.'

/** The most names of jobs and flows listed for a secret. */
const mostUsers = 20

export type SecretActions = ReturnType<typeof createSecretActions>

/** Secrets by their names. Only executors get their values; errors are not-found and conflict. */
export function createSecretActions(store: Store, clock: Clock, dataFolder: string) {
  let read: Buffer | null = null
  const ownKey = (): Buffer => (read ??= Buffer.from(readSecretFile(join(dataFolder, 'secret-key'), 'hex', wayOut), 'hex'))

  const changed = (type: string, name: string): void =>
    store.events.append({ at: clock.now(), noun: 'secret', id: name, type, data: { name } })

  /** The users of each secret, from one pass over everything that names any. */
  const usersOf = (): Users => ({ jobs: byName(store.secrets.jobsThatName()), flows: byName(store.secrets.flowsThatName()) })

  const summary = ({ name, ...times }: SecretRow, { jobs, flows }: Users): Secret => ({
    name,
    ...times,
    usedBy: { jobs: jobs.get(name) ?? [], flows: flows.get(name) ?? [] },
  })

  function find(name: string): Secret {
    const row = store.secrets.list().find((each) => each.name === name)
    if (!row) throw new AppError('not-found', `There is no secret "${name}".`)
    return summary(row, usersOf())
  }

  function open(name: string): string {
    const sealed = store.secrets.sealed(name)
    if (!sealed)
      throw new AppError(
        'not-found',
        `There is no secret "${name}". Set it in Settings > Secrets, or with: lf secret set ${name}`,
      )
    const key = ownKey()
    try {
      return unseal(key, name, sealed)
    } catch {
      throw new AppError(
        'conflict',
        `Could not decrypt the secret "${name}": the file secret-key in the data folder is not the one that encrypted it. Restore that file, or set the secret again.`,
      )
    }
  }

  const sealer: Sealer = {
    sealParam: (jobId, name, text) => ({
      $sealed: seal(ownKey(), jobId === null ? movingContext : paramContext(jobId, name), text).toString('base64'),
      ...(jobId === null ? { moves: true } : {}),
    }),
    openParam(jobId, name, { $sealed, moves }) {
      const key = ownKey()
      try {
        return unseal(key, moves ? movingContext : paramContext(jobId ?? '', name), Buffer.from($sealed, 'base64'))
      } catch {
        throw new AppError(
          'conflict',
          `Could not decrypt ${name === '' ? 'a secret parameter' : `the parameter "${name}"`}: the file secret-key in the data folder is not the one that encrypted it. Restore that file, or start a new run.`,
        )
      }
    },
  }

  return {
    ...sealer,
    list(): Secret[] {
      const users = usersOf()
      return store.secrets.list().map((row) => summary(row, users))
    },
    async set(name: string, value: string): Promise<Secret> {
      const sealed = seal(ownKey(), name, value)
      await store.submit('save a secret', () => {
        const isNew = store.secrets.sealed(name) === null
        store.secrets.put(name, sealed, clock.now())
        changed(isNew ? 'created' : 'updated', name)
      })
      return find(name)
    },
    async remove(name: string): Promise<void> {
      await store.submit('delete a secret', () => {
        if (!store.secrets.remove(name)) throw new AppError('not-found', `There is no secret "${name}".`)
        changed('deleted', name)
      })
    },
    /** The text with its secrets filled in; `opened` collects their values. */
    fill: (text: string, opened: Set<string>): string =>
      withSecrets(text, (name) => {
        const value = open(name)
        opened.add(value)
        return value
      }),
  }
}

const movingContext = 'parameter of a flow or a pipeline'
const paramContext = (jobId: string, name: string): string => `parameter ${jobId} ${name}`

type Users = { jobs: Map<string, string[]>; flows: Map<string, string[]> }

function byName(users: Mention[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { name, text } of users)
    for (const secret of new Set(secretsIn(text))) {
      const known = found.get(secret) ?? []
      if (known.length < mostUsers) found.set(secret, [...known, name])
    }
  return found
}
