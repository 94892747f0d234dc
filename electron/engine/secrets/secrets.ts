import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { type Secret, secretsIn, withSecrets } from '../../../shared/model/secret.ts'
import type { Clock } from '../clock.ts'
import { readSecretFile } from '../secret-file.ts'
import type { SecretRow } from '../store/secrets.ts'
import type { Store } from '../store/store.ts'
import { seal, unseal } from './seal.ts'

/** So many names are told of what uses a secret. */
const mostUsers = 20

export type SecretActions = ReturnType<typeof createSecretActions>

/** Secrets by their names. What they are is for executors alone; errors are not-found and conflict. */
export function createSecretActions(store: Store, clock: Clock, dataFolder: string) {
  let key: Buffer | null = null
  const ownKey = (): Buffer => (key ??= Buffer.from(readSecretFile(join(dataFolder, 'secret-key'), 'hex'), 'hex'))

  const changed = (type: string, name: string): void =>
    store.events.append({ at: clock.now(), noun: 'secret', id: name, type, data: { name } })

  const namesOf = (name: string, mentions: { name: string; text: string }[]): string[] =>
    mentions.flatMap((each) => (secretsIn(each.text).includes(name) ? [each.name] : []))

  const summary = ({ name, ...times }: SecretRow): Secret => ({
    name,
    ...times,
    usedBy: {
      jobs: namesOf(name, store.secrets.jobsThatSay(name, mostUsers)),
      flows: namesOf(name, store.secrets.flowsThatSay(name, mostUsers)),
    },
  })

  function find(name: string): Secret {
    const row = store.secrets.list().find((each) => each.name === name)
    if (!row) throw new AppError('not-found', `There is no secret "${name}".`)
    return summary(row)
  }

  function open(name: string): string {
    const sealed = store.secrets.sealed(name)
    if (!sealed)
      throw new AppError('not-found', `There is no secret "${name}". Set it in the settings, or with: lf secret set ${name}`)
    try {
      return unseal(ownKey(), name, sealed)
    } catch {
      throw new AppError(
        'conflict',
        `The secret "${name}" cannot be opened: the file secret-key of the data folder is not the one it was sealed with. Put that back, or set the secret again.`,
      )
    }
  }

  return {
    list: (): Secret[] => store.secrets.list().map(summary),
    exists: (name: string): boolean => store.secrets.sealed(name) !== null,
    async set(name: string, value: string): Promise<Secret> {
      const sealed = seal(ownKey(), name, value)
      await store.write(() => {
        const isNew = store.secrets.sealed(name) === null
        store.secrets.put(name, sealed, clock.now())
        changed(isNew ? 'created' : 'updated', name)
      })
      return find(name)
    },
    async remove(name: string): Promise<void> {
      await store.write(() => {
        if (!store.secrets.remove(name)) throw new AppError('not-found', `There is no secret "${name}".`)
        changed('deleted', name)
      })
    },
    /** The text with its secrets in their place; `opened` gathers what they are. */
    fill: (text: string, opened: Set<string>): string =>
      withSecrets(text, (name) => {
        const value = open(name)
        opened.add(value)
        return value
      }),
  }
}
