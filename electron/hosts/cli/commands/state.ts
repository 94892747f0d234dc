import { actorText } from '../../../../shared/model/actor.ts'
import type { StateChange } from '../../../../shared/model/state.ts'
import type { Connected, Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, outSource, printJson, shortened, table } from '../print.ts'
import { readText } from '../read-text.ts'
import { timeText } from '../time-text.ts'
import { type Json, withClient } from '../with-client.ts'

type Whose = { job?: string; global?: boolean }
export type StateFlags = Json & Whose & { if?: string; ifVersion?: number }

type Client = Connected['client']

const ownerOf = ({ job, global = false }: Whose) => ({ global, ...(job === undefined ? {} : { job }) })

const expectedOf = ({ if: ifValue, ifVersion }: StateFlags) => ({
  ...(ifValue === undefined ? {} : { ifValue }),
  ...(ifVersion === undefined ? {} : { ifVersion }),
})

export const listState = (global: Global, options: StateFlags): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { items } = await client.state.list(ownerOf(options))
    if (options.json) printJson(items)
    else if (items.length === 0) out('No keys yet. Set one with: lf state set KEY VALUE')
    else
      out(
        table(
          ['KEY', 'VALUE', 'VERSION', 'CHANGED', 'BY'],
          items.map(({ key, value, version, changedAt, ...by }) => [
            key,
            shortened(value),
            String(version),
            timeText(changedAt),
            byText(by),
          ]),
        ),
      )
    return exitCodes.done
  })

/** The value and a line break, like `echo`. */
export const getState = (global: Global, key: string, options: StateFlags & { default?: string }): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const found = await find(client, key, options)
    if (options.json) printJson(found ?? { key, value: options.default })
    else outSource(`${found?.value ?? options.default}\n`)
    return exitCodes.done
  })

const find = (client: Client, key: string, options: StateFlags & { default?: string }) =>
  client.state.get({ key, ...ownerOf(options) }).catch((error: { code?: unknown; message?: string }) => {
    if (error.code === 'not-found' && options.default !== undefined && error.message?.includes('no key')) return null
    throw error
  })

export async function setState(global: Global, key: string, given: string | undefined, options: StateFlags): Promise<number> {
  // Shells and programs end what they write with a line break.
  const value = given ?? (await readText('-')).replace(/\r?\n$/, '')
  return withClient(global, 'define', async (client) => {
    const set = await client.state.set({ key, value, ...ownerOf(options), ...expectedOf(options) })
    if (options.json) printJson(set)
    else out(`Set ${key} (version ${set.version}).`)
    return exitCodes.done
  })
}

export const deleteState = (global: Global, key: string, options: StateFlags): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const removed = await client.state.remove({ key, ...ownerOf(options), ...expectedOf(options) })
    if (options.json) printJson(removed)
    else out(`Deleted ${key}.`)
    return exitCodes.done
  })

export const stateHistory = (global: Global, key: string, options: StateFlags): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { items } = await client.state.history({ key, ...ownerOf(options) })
    if (options.json) printJson(items)
    else
      out(
        table(
          ['VERSION', 'VALUE', 'CHANGED', 'BY'],
          items.map(({ version, value, at, ...by }) => [
            String(version),
            value === null ? '(deleted)' : shortened(value),
            timeText(at),
            byText(by),
          ]),
        ),
      )
    return exitCodes.done
  })

const byText = ({ run, actor }: Pick<StateChange, 'run' | 'actor'>): string => (run === null ? actorText(actor) : `run ${run}`)
